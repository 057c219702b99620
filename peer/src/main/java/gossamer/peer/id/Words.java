package gossamer.peer.id;

/** Big-endian words of 32 bits in bytes. */
final class Words {
  private Words() {}

  /** The word in {@code bytes[at, at + 4)}. */
  static int read(byte[] bytes, int at) {
    return (bytes[at] & 255) << 24
        | (bytes[at + 1] & 255) << 16
        | (bytes[at + 2] & 255) << 8
        | (bytes[at + 3] & 255);
  }

  /** The words as new bytes. */
  static byte[] bytes(int[] words) {
    byte[] bytes = new byte[4 * words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i >> 2] >>> 24 - 8 * (i & 3));
    }
    return bytes;
  }
}
