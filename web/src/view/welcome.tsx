/** Stands where a conversation will be. */
export function Welcome() {
  return (
    <section class="welcome" aria-label="Welcome">
      <svg class="web" viewBox="-100 -100 200 200" aria-hidden="true">
        <path d={SPOKES} />
        {[26, 46, 66, 86].map((radius) => (
          <path key={radius} d={strand(radius)} />
        ))}
        {DROPS.map(([spoke, radius]) => {
          const { x, y } = point(spoke, radius);
          return <circle key={`${spoke}-${radius}`} class="drop" cx={x} cy={y} r="3.500" />;
        })}
        <circle class="heart" r="7" />
      </svg>
      <h2>Nothing in between</h2>
      <p class="muted">
        Hand over your link, or paste somebody else’s. What you say and the files you give go from
        your browser to theirs.
      </p>
    </section>
  );
}

const ARMS = 9;

const DROPS = [
  [0, 66],
  [2, 46],
  [3, 86],
  [5, 66],
  [7, 46],
  [8, 86],
] as const;

function point(spoke: number, radius: number): { x: number; y: number } {
  const angle = (spoke / ARMS) * 2 * Math.PI - Math.PI / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(Math.cos(angle) * radius), y: round(Math.sin(angle) * radius) };
}

const SPOKES = Array.from({ length: ARMS }, (_, spoke) => {
  const { x, y } = point(spoke, 96);
  return `M0 0L${x} ${y}`;
}).join('');

/** A thread around the web that sags between the spokes. */
function strand(radius: number): string {
  const start = point(0, radius);
  const arcs = Array.from({ length: ARMS }, (_, spoke) => {
    const sag = point(spoke + 0.5, radius * 0.84);
    const end = point(spoke + 1, radius);
    return `Q${sag.x} ${sag.y} ${end.x} ${end.y}`;
  });
  return `M${start.x} ${start.y}${arcs.join('')}`;
}
