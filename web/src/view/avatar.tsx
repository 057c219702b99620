import { useMemo } from 'preact/hooks';

const CORNERS = 7;

/** A small web that is spun from an id: the same id, the same web. */
export function Avatar({ id }: { id: string }) {
  const { hue, web } = useMemo(() => spin(id), [id]);
  return (
    <svg class="avatar" viewBox="-20 -20 40 40" aria-hidden="true">
      <circle r="20" fill={`hsl(${hue} 42% 38%)`} />
      <path d={web} fill="none" stroke={`hsl(${hue} 70% 88%)`} stroke-width="1.300" stroke-linejoin="round" />
      <circle r="2.400" fill={`hsl(${hue} 80% 94%)`} />
    </svg>
  );
}

function spin(id: string): { hue: number; web: string } {
  const digit = (index: number) => Number.parseInt(id[index % id.length] ?? '0', 16) || 0;
  // Multiples of the golden angle: ids that begin alike look different.
  const hue = ((digit(0) * 16 + digit(1)) * 137.5) % 360;
  const turn = digit(2) / 16;
  const corner = (index: number, reach: number) => {
    const angle = ((index + turn) / CORNERS) * 2 * Math.PI;
    return `${(Math.cos(angle) * reach).toFixed(1)} ${(Math.sin(angle) * reach).toFixed(1)}`;
  };
  const reaches = Array.from({ length: CORNERS }, (_, index) => 7 + (digit(3 + index) / 15) * 9);
  const ring = (scale: number) =>
    `M${reaches.map((reach, index) => corner(index, reach * scale)).join('L')}Z`;
  const spokes = reaches.map((reach, index) => `M0 0L${corner(index, reach)}`).join('');
  return { hue, web: ring(1) + ring(0.55) + spokes };
}
