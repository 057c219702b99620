package gossamer.webrtc.ice;

/** Measures how long nothing was heard, against the times of {@link Liveness}. */
final class Silence {
  /**
   * Once silent the questions come this much faster: a path that loses packets on each of its legs
   * has to lose nine in a row before it counts as dead.
   */
  private static final int ONCE_SILENT = 10;

  private final Liveness times;
  private long heardAt;
  private long probeAt;

  Silence(Liveness times, long nowMicros) {
    this.times = times;
    heard(nowMicros);
  }

  void heard(long nowMicros) {
    heardAt = nowMicros;
    probeAt = nowMicros + times.probe();
  }

  boolean lost(long nowMicros) {
    return nowMicros - heardAt >= times.lost();
  }

  /** True when it is time to ask; then the next time is a tenth of the interval away. */
  boolean probe(long nowMicros) {
    if (nowMicros < probeAt) {
      return false;
    }
    probeAt = nowMicros + times.probe() / ONCE_SILENT;
    return true;
  }

  long deadlineMicros() {
    return Math.min(heardAt + times.lost(), probeAt);
  }
}
