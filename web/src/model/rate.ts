/** The speed of a transfer over the last seconds, and what is left of it. */

/** Speed is measured over this many milliseconds. */
export const RATE_WINDOW = 5_000;

/** At most one sample is kept per this many milliseconds, so that a window holds at most 26. */
const SPACING = 200;

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** The samples of one transfer, oldest first. */
export type Rate = readonly Sample[];

/** Adds what was transferred by {@link at} (milliseconds); both never decrease. */
export function sampled(rate: Rate, at: number, bytes: number): Rate {
  const last = rate.at(-1);
  const previous = rate.at(-2);
  const kept = last && previous && last.at - previous.at < SPACING ? rate.slice(0, -1) : rate;
  // One sample from before the window stays as its left edge.
  const first = kept.findLastIndex((sample) => sample.at <= at - RATE_WINDOW);
  return [...kept.slice(Math.max(0, first)), { at, bytes }];
}

/** Bytes per second at {@link now}, or null before there is something to measure. */
export function speed(rate: Rate, now: number): number | null {
  const first = rate[0];
  const last = rate.at(-1);
  if (!first || !last || last === first) {
    return null;
  }
  const span = Math.max(now, last.at) - first.at;
  // After silence as long as the window the old samples say nothing any more.
  if (now - last.at >= RATE_WINDOW) {
    return 0;
  }
  return span < SPACING ? null : ((last.bytes - first.bytes) * 1000) / span;
}

/** Seconds until {@link total} bytes are there, or null while that cannot be said. */
export function secondsLeft(rate: Rate, total: number, now: number): number | null {
  const bytesPerSecond = speed(rate, now);
  const last = rate.at(-1);
  if (!last || !bytesPerSecond) {
    return null;
  }
  return Math.max(0, total - last.bytes) / bytesPerSecond;
}
