package gossamer.webrtc.sctp;

/** Where an association stands (RFC 9260, section 4); it only moves downwards in this list. */
public enum AssociationState {
  /** Made: it may connect, and answers an INIT. */
  IDLE,
  /** INIT sent. */
  COOKIE_WAIT,
  /** COOKIE ECHO sent. */
  COOKIE_ECHOED,
  /** Open for messages. */
  ESTABLISHED,
  /** {@link Association#shutdown} was called; what was accepted is still delivered. */
  SHUTDOWN_PENDING,
  /** SHUTDOWN sent. */
  SHUTDOWN_SENT,
  /** SHUTDOWN received; what was accepted is still delivered. */
  SHUTDOWN_RECEIVED,
  /** SHUTDOWN ACK sent. */
  SHUTDOWN_ACK_SENT,
  /** Ended, by shutdown, abort or failure: it does nothing any more. */
  CLOSED;

  /** Whether DATA may be received: RFC 9260, section 6. */
  boolean takesData() {
    return this == ESTABLISHED || this == SHUTDOWN_PENDING || this == SHUTDOWN_SENT;
  }

  /** Whether DATA may be sent: RFC 9260, section 6. */
  boolean sendsData() {
    return this == ESTABLISHED || this == SHUTDOWN_PENDING || this == SHUTDOWN_RECEIVED;
  }

  /** Whether both sides have agreed on the association. */
  boolean isUp() {
    return compareTo(ESTABLISHED) >= 0 && this != CLOSED;
  }
}
