/** How this peer stands in the network, in a few words. */
import type { NetworkView } from '@gossamer/peer';
import { count } from './format';

export type Phase =
  /** The page is neither https nor localhost. */
  | 'insecure'
  | 'joining'
  | 'joined'
  /** Joining failed; it is tried again. */
  | 'failed';

export interface Standing {
  readonly tone: 'good' | 'wait' | 'warn' | 'bad';
  /** Short enough for a badge. */
  readonly text: string;
  /** One sentence more. */
  readonly detail: string;
}

/** The standing of a peer in this phase that sees this network. */
export function standing(
  phase: Phase,
  network: NetworkView | null,
  detached: boolean,
): Standing {
  switch (phase) {
    case 'insecure':
      return { tone: 'bad', text: 'Not secure', detail: 'The page must be opened over https.' };
    case 'joining':
      return { tone: 'wait', text: 'Joining…', detail: 'Looking for a way into the network.' };
    case 'failed':
      return { tone: 'bad', text: 'Offline', detail: 'No way into the network was found.' };
    case 'joined':
      return joined(network, detached);
  }
}

function joined(network: NetworkView | null, detached: boolean): Standing {
  const neighbours = network?.neighbours ?? [];
  const masters = neighbours.filter((it) => it.kind === 'master').length;
  const peers = neighbours.length - masters;
  if (masters > 0) {
    const others = peers > 0 ? `, ${count(peers, 'peer')}` : '';
    return {
      tone: 'good',
      text: `Joined · ${count(masters, 'master')}${others}`,
      detail: 'Connected to the network.',
    };
  }
  if (peers > 0) {
    return {
      tone: detached ? 'good' : 'warn',
      text: `No master · ${count(peers, 'peer')}`,
      detail: detached
        ? 'You left the masters. The peers carry everything.'
        : 'The masters are gone. The peers carry everything.',
    };
  }
  return {
    tone: 'bad',
    text: 'Offline',
    detail: detached
      ? 'You left the masters and no peer is connected.'
      : 'No master and no peer can be reached. Looking for them.',
  };
}
