package gossamer.turn;

import gossamer.stun.TransportAddress;

/**
 * How many answers each source still gets for nothing. Sources share a place by a secret hash, so
 * the table never grows and nobody can aim at the place of another.
 */
final class SourceRate {
  private static final int PLACES = 1 << 14;
  private static final int BURST_SECONDS = 2;
  private static final long SECOND = 1_000_000;

  private final long seed;
  private final long perSecond;

  /** Microseconds of credit that are used up; a source may go on while that is in the past. */
  private final long[] paidUntil = new long[PLACES];

  SourceRate(int perSecond, long seed) {
    this.perSecond = perSecond;
    this.seed = seed | 1;
    java.util.Arrays.fill(paidUntil, Long.MIN_VALUE / 2);
  }

  /** Takes one answer, if there is one left. */
  boolean take(TransportAddress source, long now) {
    int place = place(source);
    long start = Math.max(paidUntil[place], now - BURST_SECONDS * SECOND);
    if (start >= now) {
      return false;
    }
    paidUntil[place] = start + SECOND / perSecond;
    return true;
  }

  private int place(TransportAddress source) {
    long low = source.ipv4() ? source.low() : 0;
    long hash = (source.high() * 31 + low + seed) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 29) * seed;
    return (int) (hash >>> 50);
  }
}
