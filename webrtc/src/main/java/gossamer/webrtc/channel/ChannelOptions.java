package gossamer.webrtc.channel;

import gossamer.webrtc.sctp.Delivery;
import java.nio.charset.StandardCharsets;

/**
 * How a channel is to be (W3C WebRTC, RTCDataChannelInit).
 *
 * @param label name, at most 65,535 bytes of UTF-8
 * @param protocol sub-protocol, at most 65,535 bytes of UTF-8
 * @param delivery order and reliability; at most one of its two limits is set
 * @param priority 0 to 65,535; 256 is normal (RFC 8831, section 6.4); told, not acted upon
 * @param negotiatedId stream id that both sides know without being told, 0 to 65,534; -1: by DCEP
 */
public record ChannelOptions(
    String label, String protocol, Delivery delivery, int priority, int negotiatedId) {
  /** In-band. */
  public static final int BY_DCEP = -1;

  private static final int NORMAL = 256;

  public ChannelOptions {
    if (label.getBytes(StandardCharsets.UTF_8).length > 65_535
        || protocol.getBytes(StandardCharsets.UTF_8).length > 65_535) {
      throw new IllegalArgumentException("label or protocol is too long");
    }
    if (delivery.maxRetransmits() >= 0 && delivery.lifetimeMillis() >= 0) {
      throw new IllegalArgumentException("both limits of reliability are set");
    }
    if (priority < 0 || priority > 65_535 || negotiatedId < -1 || negotiatedId > 65_534) {
      throw new IllegalArgumentException("priority " + priority + ", id " + negotiatedId);
    }
  }

  /** A reliable, ordered channel, announced to the other side. */
  public static ChannelOptions named(String label) {
    return new ChannelOptions(label, "", Delivery.RELIABLE, NORMAL, BY_DCEP);
  }

  /** A reliable, ordered channel that both sides know. */
  public static ChannelOptions negotiated(String label, int id) {
    return new ChannelOptions(label, "", Delivery.RELIABLE, NORMAL, id);
  }

  /** With another order or reliability. */
  public ChannelOptions with(Delivery other) {
    return new ChannelOptions(label, protocol, other, priority, negotiatedId);
  }
}
