package gossamer.jvm.dtls;

import java.nio.ByteBuffer;

/** Plaintext records as an attacker writes them. */
final class Records {
  private Records() {}

  static byte[] of(int type, int epoch, int length, byte... body) {
    return ByteBuffer.allocate(RecordFilter.HEADER + body.length)
        .put((byte) type)
        .putShort((short) 0xfefd)
        .putShort((short) epoch)
        .put(new byte[] {0, 0, 0, 0, 99, 9})
        .putShort((short) length)
        .put(body)
        .array();
  }

  static byte[] of(int type, int epoch, byte... body) {
    return of(type, epoch, body.length, body);
  }

  static byte[] fatalAlert() {
    return of(RecordFilter.ALERT, 0, (byte) 2, (byte) 40);
  }

  /** The header of a handshake message (RFC 6347, section 4.2.2) in a record. */
  static byte[] handshake(int message, int offset, int fragment, int present) {
    return of(
        RecordFilter.HANDSHAKE,
        0,
        ByteBuffer.allocate(12 + present)
            .put((byte) 1)
            .put(medium(message))
            .putShort((short) 7)
            .put(medium(offset))
            .put(medium(fragment))
            .array());
  }

  private static byte[] medium(int value) {
    return new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
  }
}
