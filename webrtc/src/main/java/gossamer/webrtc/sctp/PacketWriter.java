package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes one packet (RFC 9260, section 3) into the buffer of a caller. */
final class PacketWriter {
  private static final int CHECKSUM_AT = 8;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final CRC32C crc = new CRC32C();
  private ByteBuffer into = NONE;
  private int start;
  private int end;
  private boolean checksum;

  /** Begins a packet of at most {@code size} bytes. */
  void begin(ByteBuffer target, int size) {
    into = target;
    start = target.position();
    end = start + Math.min(size, target.remaining());
    checksum = false;
    if (end - start < ChunkType.COMMON_HEADER + ChunkType.DATA_HEADER + 4) {
      throw new IllegalArgumentException("no room for a packet: " + (end - start));
    }
    target.position(start + ChunkType.COMMON_HEADER);
  }

  /** Bytes that still fit. */
  int room() {
    return end - into.position();
  }

  boolean isEmpty() {
    return into.position() == start + ChunkType.COMMON_HEADER;
  }

  int position() {
    return into.position();
  }

  /** From now on the packet has a checksum, even where zero is agreed. */
  void needChecksum() {
    checksum = true;
  }

  void chunk(byte[] bytes) {
    into.put(bytes);
    pad(bytes.length);
  }

  /** A chunk header; the body follows by the buffer that is returned. */
  ByteBuffer header(int type, int flags, int length) {
    return into.put((byte) type).put((byte) flags).putShort((short) length);
  }

  /** Payload, copied without moving its source. */
  void payload(ByteBuffer source, int at, int length) {
    into.put(into.position(), source, at, length);
    into.position(into.position() + length);
    pad(length);
  }

  private void pad(int length) {
    for (int i = length; (i & 3) != 0; i++) {
      into.put((byte) 0);
    }
  }

  /** Forgets what was begun. */
  void cancel() {
    into.position(start);
  }

  /** Completes the packet: ports, tag and checksum. */
  void finish(int port, int tag, boolean zeroAgreed) {
    into.putShort(start, (short) port);
    into.putShort(start + 2, (short) port);
    into.putInt(start + 4, tag);
    into.putInt(start + CHECKSUM_AT, 0);
    if (checksum || !zeroAgreed) {
      into.putInt(start + CHECKSUM_AT, checksum(crc, into, start, into.position()));
    }
  }

  /** The checksum as it stands in the packet (RFC 9260, appendix A); the field itself is 0. */
  static int checksum(CRC32C crc, ByteBuffer packet, int from, int to) {
    int position = packet.position();
    int limit = packet.limit();
    crc.reset();
    packet.limit(from + CHECKSUM_AT).position(from);
    crc.update(packet);
    for (int i = 0; i < 4; i++) {
      crc.update(0);
    }
    packet.limit(to).position(from + ChunkType.COMMON_HEADER);
    crc.update(packet);
    packet.limit(limit).position(position);
    return Integer.reverseBytes((int) crc.getValue());
  }
}
