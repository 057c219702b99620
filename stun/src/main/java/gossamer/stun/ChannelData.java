package gossamer.stun;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The frame of TURN's ChannelData (RFC 8656, section 12.4).
 *
 * @param channel 0x4000 to 0x7FFF as the first two bits tell; RFC 8656 uses those to 0x4FFF
 * @param payload a view of the application data
 */
public record ChannelData(int channel, ByteBuffer payload) {
  /** Bytes of the header. */
  public static final int HEADER = 4;

  /** True when the first two bits are those of a channel number. */
  public static boolean looksLike(ByteBuffer datagram) {
    return datagram.remaining() >= HEADER && (datagram.get(datagram.position()) & 0xc0) == 0x40;
  }

  /** The frame at the buffer's position; what follows it is padding. Empty when it is cut off. */
  public static Optional<ChannelData> parse(ByteBuffer datagram) {
    if (!looksLike(datagram)) {
      return Optional.empty();
    }
    int start = datagram.position();
    int length = datagram.getShort(start + 2) & 0xffff;
    return length > datagram.remaining() - HEADER
        ? Optional.empty()
        : Optional.of(
            new ChannelData(
                datagram.getShort(start) & 0xffff, datagram.slice(start + HEADER, length)));
  }

  /** Writes the header; the payload of that length follows. */
  public static void writeHeader(ByteBuffer into, int channel, int length) {
    into.putShort((short) channel).putShort((short) length);
  }
}
