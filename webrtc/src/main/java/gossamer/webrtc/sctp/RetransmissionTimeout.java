package gossamer.webrtc.sctp;

/** SRTT, RTTVAR and RTO of the path (RFC 9260, section 6.3.1), in microseconds. */
final class RetransmissionTimeout {
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
