/** Why something failed: the codes that travel between peers. */
export type WireErrorCode =
  /** A message ends early, or a field is out of its range. */
  | 'malformed'
  /** A message, record or link of a version that this peer does not speak. */
  | 'unknown-version'
  /** A message of a type that this peer does not know. */
  | 'unknown-type'
  /** A message, value or list above its limit. */
  | 'too-large'
  /** A queue, table or rate limit is exhausted; trying later may succeed. */
  | 'limit'
  /** A signature does not fit its key and message. */
  | 'bad-signature'
  /** A sealed body does not open: altered, swapped, or meant for somebody else. */
  | 'bad-seal'
  /** A record or message past its expiry. */
  | 'expired'
  /** A message that was taken in before. */
  | 'replayed'
  /** Another peer answered than the one that was dialled. */
  | 'wrong-peer'
  /** A peer of another network. */
  | 'wrong-network'
  /** A frame that is not allowed in the present state of the link. */
  | 'unexpected'
  /** No path to the peer, or nobody with that id. */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout'
  /** The transport to the peer could not be opened. */
  | 'connect-failed'
  /** The link or connection was closed. */
  | 'closed'
  /** The other side gave up. */
  | 'cancelled'
  /** Nothing is stored under the key. */
  | 'not-found'
  /** Nobody who can be reached holds the content. */
  | 'no-holder'
  /** The file was changed or removed while it was shared. */
  | 'content-changed'
  /** A holder sent data that does not fit the content id. */
  | 'corrupt'
  /** The local store is full. */
  | 'disk-full'
  /** A master accepted the connection and never answered. */
  | 'master-silent'
  /** An argument is out of its range. */
  | 'invalid-argument'
  /** The peer has left the network. */
  | 'left'
  /** The other side is this peer itself. */
  | 'self'
  /** A second link to the same peer. */
  | 'duplicate'
  /** The overlay keeps other links in place of this one. */
  | 'evicted'
  /** The remote's policy refuses this. */
  | 'refused'
  /** The master is shutting down. */
  | 'draining';

/** Why something failed: the codes that only a browser or Node knows. */
export type HostErrorCode =
  /** The page is neither https nor localhost: the platform has no cryptography and no storage there. */
  | 'insecure-context'
  /** The platform has no RTCPeerConnection and none was given. */
  | 'no-webrtc'
  /** The platform's WebCrypto lacks Ed25519 or X25519. */
  | 'no-crypto'
  /** The platform's storage cannot be used. */
  | 'storage';

/** Why something failed. */
export type ErrorCode = WireErrorCode | HostErrorCode;

/**
 * What every call of this package rejects with, and every event reports. The one exception: a call whose
 * `signal` was aborted rejects with the signal's reason, as everywhere on the web.
 */
export class GossamerError extends Error {
  override readonly name = 'GossamerError';
  /** What programs decide by; the message is for people. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message?: string, options?: ErrorOptions) {
    super(message ? `${code}: ${message}` : code, options);
    this.code = code;
  }
}
