package gossamer.peer.host;

import gossamer.peer.wire.ErrorCode;

/** How often each error code was met since the start. */
public final class Counters {
  private int[] counts = {};

  /** Counts one more. */
  public void count(ErrorCode code) {
    int number = code.number();
    if (number >= counts.length) {
      int[] more = new int[number + 1];
      System.arraycopy(counts, 0, more, 0, counts.length);
      counts = more;
    }
    counts[number]++;
  }

  /** How often so far. */
  public int of(ErrorCode code) {
    int number = code.number();
    return number < counts.length ? counts[number] : 0;
  }
}
