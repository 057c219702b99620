/** What the SDK's names mean, in people's words. */
import type { Path, PeerKind } from '@gossamer/peer';

const PATHS: Readonly<Record<Path, string>> = {
  direct: 'Direct',
  turn: 'Relayed (TURN)',
  websocket: 'Over a WebSocket',
  peer: 'Relayed by a peer',
};

const KINDS: Readonly<Record<PeerKind, string>> = {
  browser: 'Browser',
  master: 'Master',
  jvm: 'Server peer',
};

/** How the bytes of a link travel. */
export function pathWords(path: Path): string {
  return PATHS[path];
}

/** What a peer runs on. */
export function kindWords(kind: PeerKind): string {
  return KINDS[kind];
}
