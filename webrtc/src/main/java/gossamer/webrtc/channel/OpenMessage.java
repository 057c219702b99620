package gossamer.webrtc.channel;

import gossamer.webrtc.sctp.Delivery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** DATA_CHANNEL_OPEN and DATA_CHANNEL_ACK (RFC 8832, section 5). */
final class OpenMessage {
  static final int ACK = 2;
  static final int OPEN = 3;

  private static final int FIXED = 12;
  private static final int UNORDERED = 0x80;
  private static final int RELIABLE = 0;
  private static final int RETRANSMITS = 1;
  private static final int LIFETIME = 2;

  private OpenMessage() {}

  static ByteBuffer ack() {
    return ByteBuffer.wrap(new byte[] {ACK});
  }

  static ByteBuffer encode(ChannelOptions options) {
    byte[] label = options.label().getBytes(StandardCharsets.UTF_8);
    byte[] protocol = options.protocol().getBytes(StandardCharsets.UTF_8);
    Delivery delivery = options.delivery();
    int kind =
        delivery.maxRetransmits() >= 0
            ? RETRANSMITS
            : delivery.lifetimeMillis() >= 0 ? LIFETIME : RELIABLE;
    int limit = Math.max(0, Math.max(delivery.maxRetransmits(), delivery.lifetimeMillis()));
    return ByteBuffer.allocate(FIXED + label.length + protocol.length)
        .put((byte) OPEN)
        .put((byte) (kind | (delivery.ordered() ? 0 : UNORDERED)))
        .putShort((short) options.priority())
        .putInt(limit)
        .putShort((short) label.length)
        .putShort((short) protocol.length)
        .put(label)
        .put(protocol)
        .flip();
  }

  /**
   * Reads a DATA_CHANNEL_OPEN, from position to limit.
   *
   * @param nameBytes most bytes of label and protocol together
   * @return null when it is malformed or its names are too long
   */
  static @Nullable ChannelOptions parse(ByteBuffer message, int nameBytes) {
    int at = message.position();
    if (message.remaining() < FIXED || message.get(at) != OPEN) {
      return null;
    }
    int type = message.get(at + 1) & 0xff;
    int priority = Short.toUnsignedInt(message.getShort(at + 2));
    int limit = (int) Math.min(Integer.toUnsignedLong(message.getInt(at + 4)), 65_535);
    int labelLength = Short.toUnsignedInt(message.getShort(at + 8));
    int protocolLength = Short.toUnsignedInt(message.getShort(at + 10));
    if (labelLength + protocolLength > nameBytes
        || message.remaining() != FIXED + labelLength + protocolLength) {
      return null;
    }
    boolean ordered = (type & UNORDERED) == 0;
    Delivery delivery =
        switch (type & ~UNORDERED) {
          case RELIABLE -> new Delivery(ordered, -1, -1);
          case RETRANSMITS -> new Delivery(ordered, limit, -1);
          case LIFETIME -> new Delivery(ordered, -1, limit);
          default -> null;
        };
    return delivery == null
        ? null
        : new ChannelOptions(
            text(message, at + FIXED, labelLength),
            text(message, at + FIXED + labelLength, protocolLength),
            delivery,
            priority,
            ChannelOptions.BY_DCEP);
  }

  private static String text(ByteBuffer message, int at, int length) {
    byte[] bytes = new byte[length];
    message.get(at, bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What is no UTF-8 grows when it is replaced: the limits of a name are in bytes.
    return text.getBytes(StandardCharsets.UTF_8).length > 65_535 ? text.substring(0, 16_384) : text;
  }
}
