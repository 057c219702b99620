package gossamer.stun;

/** The class of a message (RFC 8489, section 5), in the order of its two bits. */
public enum StunClass {
  /** Asks; is answered. */
  REQUEST,
  /** Tells; is not answered. */
  INDICATION,
  /** Answers a request that was carried out. */
  SUCCESS,
  /** Answers a request that was refused. */
  ERROR;

  private static final StunClass[] ALL = values();

  static StunClass ofType(int type) {
    return ALL[type >> 7 & 2 | type >> 4 & 1];
  }

  int bits() {
    return (ordinal() & 2) << 7 | (ordinal() & 1) << 4;
  }
}
