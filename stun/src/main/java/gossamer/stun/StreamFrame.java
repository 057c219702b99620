package gossamer.stun;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Where messages end in a byte stream. ICE over TCP puts a length of two bytes before every packet
 * (RFC 4571, section 2; RFC 6544, section 3); TURN over TCP has none, the messages themselves tell
 * (RFC 8656, section 3.1).
 */
public final class StreamFrame {
  /** Bytes of the length of RFC 4571. */
  public static final int PREFIX = 2;

  private StreamFrame() {}

  /**
   * Bytes of the next frame of RFC 4571 at the position, its prefix included; empty until two bytes
   * are there. At most 65,537.
   */
  public static OptionalInt rfc4571(ByteBuffer stream) {
    return stream.remaining() < PREFIX
        ? OptionalInt.empty()
        : OptionalInt.of(PREFIX + (stream.getShort(stream.position()) & 0xffff));
  }

  /** Writes a packet with its prefix; at most 65,535 bytes. */
  public static void writeRfc4571(ByteBuffer packet, ByteBuffer into) {
    if (packet.remaining() > 0xffff) {
      throw new IllegalArgumentException(packet.remaining() + " bytes in one frame");
    }
    into.putShort((short) packet.remaining()).put(packet.duplicate());
  }

  /**
   * Bytes of the next STUN message or ChannelData at the position, padding included; empty until
   * four bytes are there.
   *
   * @throws StunException when it is neither: the stream is lost and must be closed
   */
  public static OptionalInt turn(ByteBuffer stream) throws StunException {
    if (stream.remaining() < 4) {
      return OptionalInt.empty();
    }
    int start = stream.position();
    int length = stream.getShort(start + 2) & 0xffff;
    return switch (stream.get(start) >> 6 & 3) {
      case 0 -> {
        if ((length & 3) != 0) {
          throw new StunException(StunException.Reason.BAD_LENGTH, length + " in a stream");
        }
        yield OptionalInt.of(StunMessage.HEADER + length);
      }
      case 1 -> OptionalInt.of(ChannelData.HEADER + (length + 3 & ~3));
      default -> throw new StunException(StunException.Reason.NOT_STUN, "neither in a stream");
    };
  }
}
