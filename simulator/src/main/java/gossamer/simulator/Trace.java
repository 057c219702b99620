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
    Checksum.write(entry, 0, time);
    Checksum.write(entry, 4, from);
    Checksum.write(entry, 8, to);
    System.arraycopy(Checksum.of(frame, 0, frame.length), 0, entry, 12, Checksum.BYTES);
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

  /** The digest so far: 64 digits. */
  String digest() {
    return Descriptions.hex(fold());
  }
}
