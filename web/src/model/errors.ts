/** Errors in people's words. The code stays beside the words, for whoever helps. */

/** What went wrong, as it is shown. */
export interface Problem {
  /** The error code of the SDK in kebab case, or `unknown`. */
  readonly code: string;
  /** What happened, and what the reader can do. */
  readonly text: string;
}

const WORDS: Readonly<Record<string, string>> = {
  // Before joining
  'insecure-context':
    'This address is not secure, so the browser offers neither keys nor storage. Open the page over https.',
  'no-webrtc': 'This browser has no WebRTC, or it is switched off. Another browser will do.',
  'no-crypto': 'This browser is too old: it lacks the keys that peers are known by. Update it.',
  storage: 'The browser keeps no data for this page (a private window, or storage is blocked).',
  'master-silent': 'The master accepted the connection and never answered.',
  draining: 'The master is shutting down; another one is being looked for.',
  'wrong-network': 'This belongs to another network.',
  // Finding and reaching a peer
  unreachable: 'Nobody answers there right now. Is the other page still open?',
  timeout: 'No answer came in time. Try again.',
  'connect-failed': 'No path to this peer could be opened. A firewall may be in between.',
  self: 'This link is your own. Give it to somebody else.',
  'wrong-peer': 'Somebody else answered in the place of this peer. Nothing was sent.',
  refused: 'The other side refused.',
  closed: 'The connection was closed.',
  evicted: 'The other side has too many connections.',
  duplicate: 'There is a connection to this peer already.',
  left: 'You have left the network. Reload the page to join again.',
  // Links and messages
  malformed: 'This is neither a link nor an id. Was it copied whole?',
  'invalid-argument': 'That was not understood. Was it copied whole?',
  'unknown-version': 'This was made by a newer version. Reload the page to update.',
  expired: 'This link is too old. Ask for a new one.',
  'bad-signature': 'This is not signed by the peer it names. Was it copied whole?',
  'bad-seal': 'A message was altered on its way and thrown away.',
  'too-large': 'This is larger than the network carries.',
  limit: 'Too much at once. Try again in a moment.',
  'not-found': 'Nothing is known about this.',
  // Files
  'no-holder': 'Nobody who can be reached has this file. Its owner may have closed the page.',
  'content-changed': 'The file was changed or removed while it was shared. Share it again.',
  corrupt: 'What arrived is not what the link promises. It was thrown away.',
  'disk-full': 'There is no room left on this device.',
  cancelled: 'Cancelled.',
};

/** The code of an error: the SDK's, a cancellation's, or `unknown`. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) {
    if ('code' in error && typeof error.code === 'string') {
      return error.code;
    }
    if (error.name === 'AbortError') {
      return 'cancelled';
    }
  }
  return 'unknown';
}

/** Some codes mean something else while this peer is still looking for a way in. */
const JOINING: Readonly<Record<string, string>> = {
  unreachable: 'No master can be reached. Is this device online?',
  timeout: 'No master answered in time. Is this device online?',
  'connect-failed': 'No connection to a master could be opened. Is this device online?',
  malformed: 'The description of the network could not be read.',
  'bad-signature': 'The description of the network is not signed by its owner.',
  expired: 'What this device remembers of the network is too old. It needs a master once.',
};

/** What to show when joining failed. */
export function joinProblemOf(error: unknown): Problem {
  const problem = problemOf(error);
  return { ...problem, text: JOINING[problem.code] ?? problem.text };
}

/** What to show for an error that was caught. */
export function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  const words = WORDS[code];
  if (words) {
    return { code, text: words };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code, text: message ? `Something went wrong: ${message}` : 'Something went wrong.' };
}
