import { attempt, demand } from '../attempt.js';
import { Core } from './core.js';

/**
 * The core of a network's overlay; whatever is not Kademlia is loaded when it is asked for.
 *
 * @throws GossamerError `unknown-version` for an overlay that is not known here
 */
export async function coreOf(overlay = 'kademlia'): Promise<typeof Core> {
  if (overlay === 'chord') {
    return attempt('unreachable', overlay, async () => (await import('./chord.js')).ChordCore);
  }
  demand(overlay === 'kademlia', 'unknown-version', overlay);
  return Core;
}
