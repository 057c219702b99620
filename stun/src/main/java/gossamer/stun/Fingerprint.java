package gossamer.stun;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** FINGERPRINT (RFC 8489, section 14.7). */
final class Fingerprint {
  private static final int XOR = 0x5354554e;

  private Fingerprint() {}

  static int of(ByteBuffer message) {
    CRC32 crc = new CRC32();
    crc.update(message);
    return (int) crc.getValue() ^ XOR;
  }
}
