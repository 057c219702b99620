package gossamer.simulator.swarm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Quick mixing of 64 bits, for traces and stand-ins: spreads well, resists nobody. */
final class Mixing {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Mixing() {}

  /** The finaliser of MurmurHash3 (public domain): every bit of the input changes half of them. */
  static long mix(long value) {
    long v = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    v = (v ^ v >>> 33) * 0xc4ceb9fe1a85ec53L;
    return v ^ v >>> 33;
  }

  /** Takes {@code bytes[from, to)} into a running value. */
  static long mix(long state, byte[] bytes, int from, int to) {
    long h = state ^ 0x9e3779b97f4a7c15L * (to - from);
    int at = from;
    while (at + Long.BYTES <= to) {
      h = (h ^ word(bytes, at)) * 0x2127599bf4325c37L;
      h ^= h >>> 29;
      at += Long.BYTES;
    }
    long rest = 0;
    while (at < to) {
      rest = rest << 8 | bytes[at++] & 255;
    }
    return mix(h ^ rest);
  }

  static long word(byte[] bytes, int at) {
    return (long) WORDS.get(bytes, at);
  }

  static void write(byte[] bytes, int at, long word) {
    WORDS.set(bytes, at, word);
  }
}
