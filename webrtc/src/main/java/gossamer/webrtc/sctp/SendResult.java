package gossamer.webrtc.sctp;

/** What became of a message handed to {@link Association#send}. */
public enum SendResult {
  /** Queued; its bytes now belong to the association until it is delivered or given up. */
  ACCEPTED,
  /** The send buffer is full: try again after {@link Event.Writable}. */
  WOULD_BLOCK,
  /** Larger than the agreed maximum of the other side. */
  TOO_LARGE,
  /** The stream id is not among those the other side takes. */
  NO_SUCH_STREAM,
  /** The association is closed or closing, or the stream is being reset. */
  CLOSED
}
