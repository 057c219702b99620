package gossamer.simulator;

/**
 * A checksum of 96 bits that is quick on every platform: no two messages of a simulation share it.
 */
final class Checksum {
  /** Length in bytes: three sums. */
  static final int BYTES = 12;

  private Checksum() {}

  /** The checksum of {@code bytes[from, to)} and of their number. */
  static byte[] of(byte[] bytes, int from, int to) {
    int one = 0x811c9dc5;
    int two = 1;
    int three = to - from;
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 255;
      one = (one ^ b) * 0x01000193;
      two = two * 31 + b ^ two >>> 17;
      three = (three << 5 | three >>> 27) + b ^ one;
    }
    byte[] sum = new byte[BYTES];
    write(sum, 0, one);
    write(sum, 4, two);
    write(sum, 8, three);
    return sum;
  }

  /** Writes four bytes, big-endian. */
  static void write(byte[] out, int at, int value) {
    out[at] = (byte) (value >>> 24);
    out[at + 1] = (byte) (value >>> 16);
    out[at + 2] = (byte) (value >>> 8);
    out[at + 3] = (byte) value;
  }
}
