import type { NetworkView, Path, PeerKind } from '@gossamer/peer';
import { useMemo } from 'preact/hooks';
import { count, shortId } from '../model/format';
import { EXTENT, type NeighbourSpot, type Picture, type Spot, type Thread, layOut } from '../model/picture';
import { kindWords, pathWords } from '../model/words';

/** Labels of more neighbours than this would cover each other. */
const LABELLED = 14;

/** This peer in the middle, its neighbours around it, their neighbours further out. */
export function NetworkPicture({ view }: { view: NetworkView }) {
  const picture = useMemo(() => layOut(view), [view]);
  const { neighbours, beyond, threads, hidden } = picture;
  return (
    <figure class="picture" data-testid="network-picture" data-neighbours={neighbours.length}>
      <svg
        class={neighbours.length > LABELLED ? 'crowded' : ''}
        viewBox={`${-EXTENT} ${-EXTENT} ${2 * EXTENT} ${2 * EXTENT}`}
        role="img"
        aria-label={summary(picture)}
      >
        <circle class="orbit" r="176" />
        <circle class="orbit" r="100" />
        {threads.map((it) => (
          <path key={`${it.from.id}${it.to.id}`} class="thread" d={curve(it)} />
        ))}
        {neighbours.map((it) => (
          <line key={it.id} class={`link path-${it.path}`} x1="0" y1="0" x2={it.x} y2={it.y} />
        ))}
        {beyond.map((it) => (
          <circle key={it.id} class="beyond" cx={it.x} cy={it.y} r="4">
            <title>{shortId(it.id)}</title>
          </circle>
        ))}
        {neighbours.map((it) => (
          <Node key={it.id} spot={it} labelled={neighbours.length <= LABELLED} />
        ))}
        <circle class="me-halo" r="21" />
        <circle class="me" r="13" />
        {neighbours.length <= LABELLED && (
          <text class="node-label me-label" y="35">
            you
          </text>
        )}
      </svg>
      <figcaption>
        <Legend neighbours={neighbours} />
        {hidden > 0 && <p class="muted">{count(hidden, 'more peer')} known, not drawn.</p>}
      </figcaption>
    </figure>
  );
}

function Node({ spot, labelled }: { spot: NeighbourSpot; labelled: boolean }) {
  const { id, x, y, kind, path } = spot;
  return (
    <g class={`node kind-${kind} path-${path}`} transform={`translate(${x} ${y})`}>
      <title>{`${shortId(id)}: ${kindWords(kind)}, ${pathWords(path)}`}</title>
      <g class="shape">
        <Shape kind={kind} />
      </g>
      {labelled && (
        <text class="node-label" y={y < -40 ? -16 : 24}>
          {id.slice(0, 4)}
        </text>
      )}
    </g>
  );
}

/** A shape of its own for each kind, since not everybody tells colours apart. */
function Shape({ kind }: { kind: PeerKind }) {
  switch (kind) {
    case 'master':
      return <rect x="-9" y="-9" width="18" height="18" rx="4" />;
    case 'jvm':
      return <path d="M0-11L9.500-5.500V5.500L0 11L-9.500 5.500V-5.500Z" />;
    case 'browser':
      return <circle r="9" />;
  }
}

function Legend({ neighbours }: { neighbours: readonly NeighbourSpot[] }) {
  const paths = [...new Set(neighbours.map((it) => it.path))].sort();
  const kinds = [...new Set(neighbours.map((it) => it.kind))].sort();
  return (
    <ul class="legend" aria-hidden="true">
      {kinds.map((kind) => (
        <li key={kind}>
          <svg viewBox="-12 -12 24 24" class={`node kind-${kind}`}>
            <Shape kind={kind} />
          </svg>
          {kindWords(kind)}
        </li>
      ))}
      {paths.map((path: Path) => (
        <li key={path}>
          <svg viewBox="0 -4 28 8">
            <line class={`link path-${path}`} x1="1" x2="27" y1="0" y2="0" />
          </svg>
          {pathWords(path)}
        </li>
      ))}
    </ul>
  );
}

function summary({ neighbours, beyond }: Picture): string {
  const masters = neighbours.filter((it) => it.kind === 'master').length;
  return (
    `You are connected to ${count(neighbours.length, 'peer')}, ${masters} of them masters; ` +
    `they are connected to ${count(beyond.length, 'other peer')}. The table below lists them.`
  );
}

/** Threads hang through a little towards the middle. */
function curve({ from, to }: Thread): string {
  const sag = (a: Spot, b: Spot, axis: 'x' | 'y') => ((a[axis] + b[axis]) / 2) * 0.82;
  return `M${from.x} ${from.y}Q${sag(from, to, 'x')} ${sag(from, to, 'y')} ${to.x} ${to.y}`;
}
