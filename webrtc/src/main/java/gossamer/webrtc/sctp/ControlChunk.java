package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A chunk other than DATA, SACK and FORWARD-TSN, ready to be written.
 *
 * @param bytes the whole chunk without padding
 * @param tag verification tag of its packet
 * @param alone whether nothing else may be in its packet, and the checksum is computed (RFC 9260,
 *     section 6.10; RFC 9653, section 5.2)
 */
record ControlChunk(byte[] bytes, int tag, boolean alone) {

  /** A chunk of {@code bodyLength} bytes, with its header written and the body to be put. */
  static ByteBuffer buffer(int type, int flags, int bodyLength) {
    return ByteBuffer.allocate(ChunkType.HEADER + bodyLength)
        .put((byte) type)
        .put((byte) flags)
        .putShort((short) (ChunkType.HEADER + bodyLength));
  }

  /** The bytes of a chunk whose body was put. */
  static byte[] bytes(ByteBuffer chunk) {
    byte[] bytes = new byte[chunk.position()];
    chunk.get(0, bytes);
    return bytes;
  }

  static byte[] empty(int type) {
    return buffer(type, 0, 0).array();
  }

  /** ABORT with one cause that carries a text (RFC 9260, sections 3.3.10.12 and .13). */
  static byte[] abort(int cause, String text) {
    byte[] detail = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(detail.length, 200);
    return buffer(ChunkType.ABORT, 0, 4 + length)
        .putShort((short) cause)
        .putShort((short) (4 + length))
        .put(detail, 0, length)
        .array();
  }

  /** A chunk with the bytes of another as its body. */
  static byte[] echo(int type, ByteBuffer source, int at, int length) {
    ByteBuffer chunk = buffer(type, 0, length);
    chunk.put(chunk.position(), source, at, length);
    chunk.position(chunk.limit());
    return bytes(chunk);
  }
}
