package gossamer.webrtc.ice;

/**
 * Times of a full agent, in microseconds.
 *
 * @param pacing Ta, between two new checks (RFC 8445, section 14.2): 5 ms or more
 * @param rto until a check is sent again the first time, doubled from then on (section 14.3)
 * @param patience without any path before the session fails, even when all checks failed: the other
 *     side may still come (RFC 8863, section 4)
 * @param nominationDelay how long a controlling agent waits for a better path after the first
 * @param consentInterval between consent checks, varied by a fifth (RFC 7675, section 5.1)
 * @param liveness silence that makes the agent check more often and at last give up
 */
public record IceConfig(
    long pacing,
    long rto,
    long patience,
    long nominationDelay,
    long consentInterval,
    Liveness liveness) {
  /** 20 ms, 500 ms, 39.5 s, 100 ms, 5 s, and {@link Liveness#DEFAULT}. */
  public static final IceConfig DEFAULT =
      new IceConfig(20_000, 500_000, 39_500_000, 100_000, 5_000_000, Liveness.DEFAULT);

  /** Checks the ranges. */
  public IceConfig {
    if (pacing < 5_000 || rto < pacing || patience < rto || nominationDelay < 0) {
      throw new IllegalArgumentException("times out of range");
    }
    if (consentInterval < 4_000_000) {
      throw new IllegalArgumentException("consent more often than every 4 s");
    }
  }

  /** The same with other times of silence. */
  public IceConfig with(Liveness other) {
    return new IceConfig(pacing, rto, patience, nominationDelay, consentInterval, other);
  }
}
