package gossamer.simulator;

import gossamer.peer.id.Sha256;

/**
 * The digest of everything that was delivered, in its order: equal for equal runs. SHA-256 over the
 * time, the ends, the length and two checksums of every frame; hashing all bytes of all frames
 * would take longer than the peers do.
 */
final class Trace {
  private static final int ENTRY = 24;

  private final byte[] entry = new byte[ENTRY];
  private Sha256 sha = new Sha256();
  private int entries;

  /** Takes in one delivery. */
  void add(int time, int from, int to, byte[] frame) {
    int one = 0x811c9dc5;
    int two = 1;
    for (byte b : frame) {
      one = (one ^ b & 255) * 0x01000193;
      two = two * 31 + b ^ two >>> 17;
    }
    write(0, time);
    write(4, from);
    write(8, to);
    write(12, frame.length);
    write(16, one);
    write(20, two);
    sha.update(entry, 0, ENTRY);
    entries++;
    // The digest counts its bytes in an int.
    if (entries > 1_000_000) {
      fold();
    }
  }

  private byte[] fold() {
    byte[] digest = sha.digest();
    sha = new Sha256();
    sha.update(digest, 0, digest.length);
    entries = 0;
    return digest;
  }

  private void write(int at, int value) {
    entry[at] = (byte) (value >>> 24);
    entry[at + 1] = (byte) (value >>> 16);
    entry[at + 2] = (byte) (value >>> 8);
    entry[at + 3] = (byte) value;
  }

  /** The digest so far: 64 digits. */
  String digest() {
    return Descriptions.hex(fold());
  }
}
