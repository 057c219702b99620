package gossamer.webrtc.sctp;

/** SRTT, RTTVAR and RTO of the path (RFC 9260, section 6.3.1), in microseconds. */
final class RetransmissionTimeout {
  /** The shortest timeout by what another layer measured: hosts are late, and peers may wait. */
  private static final long LEAST_EXPECTED = 100_000;

  private final long least;
  private final long most;
  private long smoothed = -1;
  private long variation;
  private long timeout;

  RetransmissionTimeout(SctpConfig config) {
    least = config.rtoMin();
    most = config.rtoMax();
    timeout = config.rtoInitial();
  }

  /**
   * What another layer measured on this path; counts until there is a sample, as the first sample
   * would (clause C2), and never makes the timeout longer.
   */
  void expect(long rtt) {
    if (smoothed < 0) {
      timeout = Math.min(timeout, Math.max(3 * rtt, LEAST_EXPECTED));
    }
  }

  /** A round trip of a chunk that was sent once (Karn's rule, clause C5). */
  void sample(long rtt) {
    if (smoothed < 0) {
      smoothed = rtt;
      variation = rtt / 2;
    } else {
      variation += (Math.abs(smoothed - rtt) - variation) / 4;
      smoothed += (rtt - smoothed) / 8;
    }
    timeout = Math.clamp(smoothed + Math.max(4 * variation, 1_000), least, most);
  }

  /** A timer expired (section 6.3.3, clause E2). */
  void backOff() {
    timeout = Math.min(2 * timeout, most);
  }

  long timeout() {
    return timeout;
  }

  /** -1 before the first sample. */
  long smoothed() {
    return smoothed;
  }
}
