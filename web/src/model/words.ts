/** What the SDK's names mean, in people's words. */
import type { Path, PeerKind } from '@gossamer/peer';

const PATHS: Readonly<Record<Path, string>> = {
  direct: 'Direct',
  turn: 'Relayed (TURN)',
  websocket: 'Over a WebSocket',
  peer: 'Relayed by a peer',
  none: 'Looking for a path…',
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

const MEANINGS: Readonly<Record<Path, string>> = {
  direct: 'Straight from browser to browser.',
  turn: 'A server passes it on and cannot read it.',
  websocket: 'Over the web connection of a master.',
  peer: 'Another peer that is connected to both passes it on and cannot read it.',
  none: 'What you write is sent as soon as there is a path again.',
};

/** What a path means, in a sentence. */
export function pathMeaning(path: Path): string {
  return MEANINGS[path];
}

/** What a peer runs on. */
export function kindWords(kind: PeerKind): string {
  return KINDS[kind];
}
