package gossamer.webrtc.channel;

import gossamer.webrtc.sctp.AbortReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the channels of a connection tell their owner. */
public sealed interface ChannelEvent {
  /** The association is up. Told once. */
  record Up() implements ChannelEvent {}

  /** An own channel is open. */
  record Opened(DataChannel channel) implements ChannelEvent {}

  /** The other side opened a channel; it is open. */
  record Announced(DataChannel channel) implements ChannelEvent {}

  /**
   * A message.
   *
   * @param text whether it was sent as a string: then the bytes should be UTF-8
   * @param data from position to limit; empty for an empty message
   */
  record Received(DataChannel channel, boolean text, ByteBuffer data) implements ChannelEvent {
    /** The message as a string; what is no UTF-8 becomes U+FFFD. */
    public String string() {
      return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }
  }

  /** What the channel has queued fell to its threshold. */
  record BufferedAmountLow(DataChannel channel) implements ChannelEvent {}

  /** There is room again after a message was refused with WOULD_BLOCK. */
  record Writable() implements ChannelEvent {}

  /** A channel is closed in both directions. */
  record Closed(DataChannel channel) implements ChannelEvent {}

  /** The association ended after everything was delivered; its channels were told before. */
  record Ended() implements ChannelEvent {}

  /** The association broke; its channels were told before. */
  record Broken(AbortReason reason, String detail) implements ChannelEvent {}
}
