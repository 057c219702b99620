package gossamer.turn;

/** Why a request was refused or a packet dropped; each is counted. */
public enum TurnRefusal {
  /** No well-formed STUN message or channel data. */
  MALFORMED,
  /** A request that is a bad one: 400. */
  BAD_REQUEST,
  /** No credentials yet, which is how every client begins: 401. */
  UNAUTHENTICATED,
  /** A user that is not known or whose time is over, or a wrong password: 401. */
  WRONG_PASSWORD,
  /** A nonce that is too old, another's or made up: 438. */
  STALE_NONCE,
  /** An allocation of somebody else: 441. */
  OTHER_USER,
  /** An attribute that must be understood and is not: 420. */
  UNKNOWN_ATTRIBUTE,
  /** A request for an allocation that is not there, or for a second one: 437. */
  MISMATCH,
  /** A family that is not relayed: 440. */
  FAMILY,
  /** A peer of another family than the relayed address: 443. */
  PEER_FAMILY,
  /** Not UDP: 442. */
  TRANSPORT,
  /** A peer that may not be reached: 403. */
  PEER,
  /** As many allocations as the user may have: 486. */
  USER_QUOTA,
  /** As many allocations as the source may have: 486. */
  SOURCE_QUOTA,
  /** No room for more: 508. */
  CAPACITY,
  /** An unknown method, or an answer that nobody asked for; dropped. */
  UNEXPECTED,
  /** An answer to somebody unproved that would have been one too many; not sent. */
  RATE,
  /** Data for a client or a peer without an allocation, permission or channel; dropped. */
  NO_PERMISSION,
  /** Data over the bandwidth of its user; dropped. */
  BANDWIDTH,
  /** Data that is too long to be relayed; dropped. */
  SIZE
}
