package gossamer.webrtc.ice;

/**
 * Times at which silence matters, in microseconds: after {@code probe} the other side is asked for
 * a sign of life, after {@code lost} it is given up. Firefox checks consent only every 4 to 6 s
 * (RFC 7675, section 5.1), so what notices a death within 5 s must ask.
 *
 * @param probe silence before a request for a sign; further ones follow ten times as fast; positive
 * @param lost silence that ends the session; longer than {@code probe}
 */
public record Liveness(long probe, long lost) {
  /** Asks after 1.2 s, gives up after 4.5 s. */
  public static final Liveness DEFAULT = new Liveness(1_200_000, 4_500_000);

  /** Checks the order. */
  public Liveness {
    if (probe <= 0 || lost <= probe) {
      throw new IllegalArgumentException("probe " + probe + ", lost " + lost);
    }
  }
}
