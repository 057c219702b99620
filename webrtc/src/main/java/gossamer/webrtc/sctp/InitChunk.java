package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * INIT or INIT ACK (RFC 9260, sections 3.3.2 and 3.3.3).
 *
 * @param tag initiate tag, not 0
 * @param window advertised receiver window, bytes
 * @param outbound number of outbound streams, not 0
 * @param inbound number of inbound streams taken, not 0
 * @param forwardTsn whether partial reliability is supported (RFC 3758)
 * @param reconfig whether stream reset is supported (RFC 6525)
 * @param zeroChecksum whether packets over DTLS may come without a checksum (RFC 9653)
 * @param cookie state cookie of an INIT ACK, else empty
 */
record InitChunk(
    int tag,
    long window,
    int outbound,
    int inbound,
    int initialTsn,
    boolean forwardTsn,
    boolean reconfig,
    boolean zeroChecksum,
    byte[] cookie) {
  private static final int FIXED = 16;
  private static final int STATE_COOKIE = 7;
  private static final int ZERO_CHECKSUM = 0x8001;
  private static final int SUPPORTED_EXTENSIONS = 0x8008;
  private static final int FORWARD_TSN_SUPPORTED = 0xC000;
  private static final int METHOD_DTLS = 1;
  private static final byte[] NONE = {};

  /**
   * Reads the chunk whose header stands at {@code at}; {@code length} is that of the chunk.
   *
   * @return null when it is malformed
   */
  static @Nullable InitChunk parse(ByteBuffer packet, int at, int length) {
    int body = at + ChunkType.HEADER;
    if (length < ChunkType.HEADER + FIXED) {
      return null;
    }
    int tag = packet.getInt(body);
    int outbound = Short.toUnsignedInt(packet.getShort(body + 8));
    int inbound = Short.toUnsignedInt(packet.getShort(body + 10));
    if (tag == 0 || outbound == 0 || inbound == 0) {
      return null;
    }
    boolean forward = false;
    boolean reconfig = false;
    boolean zero = false;
    byte[] cookie = NONE;
    int end = at + length;
    for (int p = body + FIXED; end - p >= ChunkType.HEADER; ) {
      int type = Short.toUnsignedInt(packet.getShort(p));
      int size = Short.toUnsignedInt(packet.getShort(p + 2));
      if (size < ChunkType.HEADER || size > end - p) {
        return null;
      }
      switch (type) {
        case STATE_COOKIE -> cookie = bytes(packet, p + 4, size - 4);
        case FORWARD_TSN_SUPPORTED -> forward = true;
        case ZERO_CHECKSUM -> zero = size == 8 && packet.getInt(p + 4) == METHOD_DTLS;
        case SUPPORTED_EXTENSIONS -> {
          forward |= lists(packet, p, size, ChunkType.FORWARD_TSN);
          reconfig |= lists(packet, p, size, ChunkType.RE_CONFIG);
        }
        default -> {
          if ((type & 0x8000) == 0 && type > 0xff) {
            p = end; // RFC 9260, section 3.2.1: an unknown type 0... stops the processing
          }
        }
      }
      p += ChunkType.padded(size);
    }
    return new InitChunk(
        tag,
        Integer.toUnsignedLong(packet.getInt(body + 4)),
        outbound,
        inbound,
        packet.getInt(body + 12),
        forward,
        reconfig,
        zero,
        cookie);
  }

  private static byte[] bytes(ByteBuffer packet, int at, int length) {
    byte[] bytes = new byte[length];
    packet.get(at, bytes);
    return bytes;
  }

  private static boolean lists(ByteBuffer packet, int at, int size, int chunkType) {
    for (int i = at + 4; i < at + size; i++) {
      if ((packet.get(i) & 0xff) == chunkType) {
        return true;
      }
    }
    return false;
  }

  /** The whole chunk, of this type. */
  byte[] encode(int type) {
    int length = FIXED + 4 + 8 + (zeroChecksum ? 8 : 0);
    int withCookie = length + (cookie.length > 0 ? ChunkType.padded(4 + cookie.length) : 0);
    ByteBuffer chunk =
        ControlChunk.buffer(type, 0, withCookie)
            .putInt(tag)
            .putInt((int) window)
            .putShort((short) outbound)
            .putShort((short) inbound)
            .putInt(initialTsn)
            .putShort((short) FORWARD_TSN_SUPPORTED)
            .putShort((short) 4)
            .putShort((short) SUPPORTED_EXTENSIONS)
            .putShort((short) 6)
            .put((byte) ChunkType.RE_CONFIG)
            .put((byte) ChunkType.FORWARD_TSN)
            .putShort((short) 0);
    if (zeroChecksum) {
      chunk.putShort((short) ZERO_CHECKSUM).putShort((short) 8).putInt(METHOD_DTLS);
    }
    if (cookie.length > 0) {
      chunk.putShort((short) STATE_COOKIE).putShort((short) (4 + cookie.length)).put(cookie);
    }
    chunk.position(chunk.limit());
    return ControlChunk.bytes(chunk);
  }
}
