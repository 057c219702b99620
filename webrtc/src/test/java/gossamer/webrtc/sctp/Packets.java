package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Packets that a test puts together by hand. */
final class Packets {
  private Packets() {}

  static byte[] packet(int tag, byte[]... chunks) {
    int length = 12;
    for (byte[] chunk : chunks) {
      length += (chunk.length + 3) & ~3;
    }
    ByteBuffer packet =
        ByteBuffer.allocate(length).putShort((short) 5_000).putShort((short) 5_000).putInt(tag);
    packet.putInt(0);
    for (byte[] chunk : chunks) {
      packet.put(chunk).position((packet.position() + 3) & ~3);
    }
    CRC32C crc = new CRC32C();
    crc.update(packet.array());
    packet.putInt(8, Integer.reverseBytes((int) crc.getValue()));
    return packet.array();
  }

  static byte[] chunk(int type, int flags, byte[] body) {
    return ByteBuffer.allocate(4 + body.length)
        .put((byte) type)
        .put((byte) flags)
        .putShort((short) (4 + body.length))
        .put(body)
        .array();
  }

  static byte[] chunk(int type, int flags, String hex) {
    return chunk(type, flags, bytes(hex));
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** A DATA chunk of an ordered message of stream {@code place >>> 16}, SSN in the lower half. */
  static byte[] data(int flags, int tsn, int place, byte[] payload) {
    ByteBuffer body = ByteBuffer.allocate(12 + payload.length);
    body.putInt(tsn).putInt(place).putInt(53).put(payload);
    return chunk(ChunkType.DATA, flags, body.array());
  }

  static byte[] sack(int cumulative, int window, int... blocks) {
    ByteBuffer body = ByteBuffer.allocate(12 + 2 * blocks.length);
    body.putInt(cumulative)
        .putInt(window)
        .putShort((short) (blocks.length / 2))
        .putShort((short) 0);
    for (int edge : blocks) {
      body.putShort((short) edge);
    }
    return chunk(ChunkType.SACK, 0, body.array());
  }

  static byte[] forwardTsn(int tsn, int... places) {
    ByteBuffer body = ByteBuffer.allocate(4 + 4 * places.length).putInt(tsn);
    for (int place : places) {
      body.putInt(place);
    }
    return chunk(ChunkType.FORWARD_TSN, 0, body.array());
  }
}
