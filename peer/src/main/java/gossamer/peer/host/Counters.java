package gossamer.peer.host;

import gossamer.peer.wire.ErrorCode;

/** How often each error code was met since the start. */
public final class Counters {
  private final int[] counts = new int[256];

  /** Counts one more. */
  public void count(ErrorCode code) {
    counts[code.number()]++;
  }

  /** How often so far. */
  public int of(ErrorCode code) {
    return counts[code.number()];
  }
}
