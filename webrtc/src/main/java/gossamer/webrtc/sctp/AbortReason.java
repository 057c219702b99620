package gossamer.webrtc.sctp;

/** Why an association ended without a shutdown. */
public enum AbortReason {
  /** This side called {@link Association#abort}. */
  LOCAL,
  /** The other side sent ABORT. */
  REMOTE,
  /** The other side did not answer: too many retransmissions. */
  TIMEOUT,
  /** The other side broke the protocol. */
  PROTOCOL_VIOLATION,
  /** The other side exceeded a limit of the configuration. */
  LIMIT
}
