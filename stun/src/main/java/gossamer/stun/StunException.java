package gossamer.stun;

/**
 * A datagram that is no well-formed STUN message. It has no stack trace: it is an ordinary event.
 */
public final class StunException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong; each is worth a counter. */
  public enum Reason {
    /** Fewer than 20 bytes, first bits not zero, or no magic cookie. */
    NOT_STUN,
    /** The length in the header is no multiple of four or not that of the datagram. */
    BAD_LENGTH,
    /** An attribute reaches over the end. */
    ATTRIBUTE_OVERRUN,
    /** More attributes than {@link StunMessage#MAX_ATTRIBUTES}. */
    TOO_MANY_ATTRIBUTES,
    /** The value of an attribute has a length or content that its type does not allow. */
    BAD_ATTRIBUTE
  }

  private final Reason reason;

  StunException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
