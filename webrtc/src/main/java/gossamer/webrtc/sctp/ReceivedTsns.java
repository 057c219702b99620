package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/**
 * Which TSNs have arrived (RFC 9260, section 6.2): all up to the cumulative one, and a ring of bits
 * above it that grows with the gaps.
 */
final class ReceivedTsns {
  /** How far above the cumulative TSN a chunk is taken; those beyond come again. */
  static final int WINDOW = 1 << 15;

  private static final int SMALLEST = 2;

  private long cumulative;
  private long highest;
  private long[] bits = {};

  ReceivedTsns(int initialTsn) {
    cumulative = Tsn.first(initialTsn) - 1;
    highest = cumulative;
  }

  long cumulative() {
    return cumulative;
  }

  /** The highest that arrived; the cumulative one when there are no gaps. */
  long highest() {
    return highest;
  }

  boolean hasGaps() {
    return highest > cumulative;
  }

  boolean contains(long tsn) {
    return tsn <= cumulative || (tsn <= highest && bit(tsn));
  }

  boolean isBeyondWindow(long tsn) {
    return tsn - cumulative > WINDOW;
  }

  /** Adds one that is new and within the window. */
  void add(long tsn) {
    if (tsn == cumulative + 1) {
      cumulative = tsn;
      if (highest < tsn) {
        highest = tsn;
      } else if (highest > tsn) {
        clear(tsn);
        run();
      }
      return;
    }
    while (tsn - cumulative > 64L * bits.length) {
      grow();
    }
    bits[word(tsn)] |= 1L << tsn;
    highest = Math.max(highest, tsn);
  }

  /** FORWARD-TSN: as if all up to this one had arrived (RFC 3758, section 3.6). */
  void skipTo(long tsn) {
    if (tsn >= highest) {
      cumulative = tsn;
      highest = tsn;
      bits = new long[0];
      return;
    }
    while (cumulative < tsn) {
      clear(++cumulative);
    }
    run();
  }

  private void run() {
    while (cumulative < highest && bit(cumulative + 1)) {
      clear(++cumulative);
    }
    if (cumulative == highest && bits.length > 8) {
      bits = new long[0];
    }
  }

  private boolean bit(long tsn) {
    return bits.length > 0 && (bits[word(tsn)] & (1L << tsn)) != 0;
  }

  private void clear(long tsn) {
    if (bits.length > 0) {
      bits[word(tsn)] &= ~(1L << tsn);
    }
  }

  private int word(long tsn) {
    return (int) (tsn >> 6) & (bits.length - 1);
  }

  private void grow() {
    long[] old = bits;
    bits = new long[Math.max(SMALLEST, 2 * old.length)];
    if (old.length > 0) {
      for (long tsn = cumulative + 1; tsn <= highest; tsn++) {
        if ((old[(int) (tsn >> 6) & (old.length - 1)] & (1L << tsn)) != 0) {
          bits[word(tsn)] |= 1L << tsn;
        }
      }
    }
  }

  /** Writes at most {@code most} gap blocks, lowest first; returns how many. */
  int writeGaps(ByteBuffer into, int most) {
    int count = 0;
    long tsn = cumulative + 1;
    while (count < most && tsn <= highest) {
      long start = next(tsn, true);
      if (start > highest) {
        break;
      }
      long end = next(start, false) - 1;
      into.putShort((short) (start - cumulative)).putShort((short) (end - cumulative));
      count++;
      tsn = end + 1;
    }
    return count;
  }

  /**
   * The first TSN from here on that has arrived, or has not; beyond the highest if there is none.
   */
  private long next(long from, boolean arrived) {
    long tsn = from;
    while (tsn <= highest) {
      long word = bits[word(tsn)];
      long wanted = (arrived ? word : ~word) >>> tsn;
      if (wanted != 0) {
        return Math.min(tsn + Long.numberOfTrailingZeros(wanted), highest + 1);
      }
      tsn = (tsn | 63) + 1;
    }
    return highest + 1;
  }
}
