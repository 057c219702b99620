package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/** The ordered streams that a FORWARD-TSN skips (RFC 3758, section 3.2), as many as fit. */
final class SkippedStreams {
  private final int[] streams;
  private final int[] ssns;
  private int count;

  SkippedStreams(int most) {
    streams = new int[Math.max(0, most)];
    ssns = new int[streams.length];
  }

  /** Collects from the oldest outstanding chunk on; returns how far there was room. */
  long collect(Outstanding ring, long advanced) {
    long tsn = ring.first();
    while (tsn <= advanced) {
      OutboundMessage message = ring.message(tsn);
      if (message.delivery.ordered() && !add(message.stream, message.ssn)) {
        return tsn - 1;
      }
      tsn = message.lastTsn + 1;
    }
    return advanced;
  }

  private boolean add(int stream, int ssn) {
    for (int i = 0; i < count; i++) {
      if (streams[i] == stream) {
        ssns[i] = ssn;
        return true;
      }
    }
    if (count == streams.length) {
      return false;
    }
    streams[count] = stream;
    ssns[count++] = ssn;
    return true;
  }

  void write(PacketWriter writer, long upTo) {
    ByteBuffer into = writer.header(ChunkType.FORWARD_TSN, 0, 8 + 4 * count);
    into.putInt((int) upTo);
    for (int i = 0; i < count; i++) {
      into.putShort((short) streams[i]).putShort((short) ssns[i]);
    }
  }
}
