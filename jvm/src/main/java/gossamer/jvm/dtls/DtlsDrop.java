package gossamer.jvm.dtls;

/** Why a record or a packet was not taken. */
public enum DtlsDrop {
  /** Not the header of a DTLS 1.2 record, or a length beyond the datagram or the limit. */
  MALFORMED,
  /** An epoch above 1: nothing but a second handshake would use it. */
  EPOCH,
  /** A handshake message that the other side does not say, or a fragment outside of its message. */
  FRAGMENT,
  /** An alert or application data that nobody authenticated. */
  PLAIN,
  /** Application data before the handshake was complete. */
  EARLY,
  /** Handshake after the handshake. */
  LATE,
  /** More handshake records than a handshake needs. */
  HANDSHAKE_LIMIT,
  /** The engine found the record incomplete or too large. */
  UNREADABLE,
  /** Decrypted packets that nobody polled. */
  FULL,
  /** A packet to send that fits no datagram. */
  TOO_LARGE,
  /** Came after the end of the session. */
  ENDED
}
