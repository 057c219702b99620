/** Numbers and ids in people's words. */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes as people read it: three digits and a decimal unit (1 kB = 1,000 bytes). */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (unit < UNITS.length - 1 && value >= (unit === 0 ? 1000 : 999.5)) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) {
    return value === 1 ? '1 byte' : `${Math.round(value)} bytes`;
  }
  return `${threeDigits(value)} ${UNITS[unit]}`;
}

function threeDigits(value: number): string {
  if (value < 9.995) {
    return value.toFixed(2);
  }
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

/** A rate in bytes per second. */
export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** A time span in seconds, coarse on purpose: nobody wants to see an estimate jump about. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.ceil(whole / 60)} min`;
  }
  const hours = Math.floor(whole / 3600);
  if (hours >= 48) {
    return `${Math.round(hours / 24)} days`;
  }
  const minutes = Math.round((whole - hours * 3600) / 60);
  return minutes === 0 || minutes === 60 ? `${hours + (minutes === 60 ? 1 : 0)} h` : `${hours} h ${minutes} min`;
}

/** A fraction between 0 and 1 in whole percent; 100 % only when it is really all. */
export function formatPercent(fraction: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, fraction)) * 100)} %`;
}

/** The first and last digits of an id, which is how people tell peers apart. */
export function shortId(id: string): string {
  return id.length <= 10 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** "1 peer", "3 peers". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The time of day of a message, as the reader's locale writes it. */
export function formatTime(atMillis: number): string {
  return new Date(atMillis).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
