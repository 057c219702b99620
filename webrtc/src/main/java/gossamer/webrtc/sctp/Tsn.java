package gossamer.webrtc.sctp;

/**
 * Transmission sequence numbers as longs that never wrap, so that they compare by {@code <} (serial
 * arithmetic of RFC 1982 happens here only).
 */
final class Tsn {
  private Tsn() {}

  /** The number with these low 32 bits that is nearest to {@code reference}. */
  static long unwrap(int wire, long reference) {
    return reference + (wire - (int) reference);
  }

  /** The first number of a space: far from zero, so that its neighbours below are positive. */
  static long first(int wire) {
    return (1L << 33) + (wire & 0xffff_ffffL);
  }
}
