/** Inventions for looking at the application without a network; never shipped. */
import type { Neighbour, NetworkView, PeerKind, Path } from '@gossamer/peer';

/** A repeatable sequence of numbers in [0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function fakeId(next: () => number): string {
  return Array.from({ length: 40 }, () => Math.floor(next() * 16).toString(16)).join('');
}

/** A network of some masters and browsers around the peer with this id. */
export function fakeNetwork(id: string, masters: number, browsers: number): NetworkView {
  const next = random(42);
  const ids = Array.from({ length: masters + browsers }, () => fakeId(next));
  const far = Array.from({ length: Math.ceil(browsers * 1.6) }, () => fakeId(next));
  const neighbours = ids.map((peer, index): Neighbour => {
    const kind: PeerKind = index < masters ? 'master' : 'browser';
    const others = [...ids, ...far].filter((it) => it !== peer && next() < 0.22);
    return { id: peer, kind, path: pathOf(kind, index), neighbours: [id, ...others], location: null };
  });
  const contacts = [...ids, ...far].map((peer, index) => ({
    id: peer,
    kind: (index < masters ? 'master' : 'browser') as PeerKind,
  }));
  return { id, neighbours, contacts };
}

function pathOf(kind: PeerKind, index: number): Path {
  if (kind === 'master') {
    return 'websocket';
  }
  return index % 5 === 3 ? 'peer' : index % 7 === 4 ? 'turn' : 'direct';
}
