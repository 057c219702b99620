package gossamer.webrtc.sdp;

/**
 * A text that is no session description this house understands. It has no stack trace: it is an
 * ordinary event.
 */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong; each is worth a counter. */
  public enum Reason {
    /** Beyond a limit of {@link SessionDescription}. */
    TOO_LONG,
    /** Not the form that RFC 8866 or the RFC of an attribute gives. */
    MALFORMED,
    /** Something that a data channel needs is not there. */
    MISSING,
    /** Well-formed, but nothing that can be taken: no SHA-256 fingerprint, another protocol. */
    UNSUPPORTED,
    /** An answer that does not answer the offer (RFC 3264, RFC 8829). */
    CONFLICT
  }

  private final Reason reason;

  /** With a message that says where. */
  public SdpException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
