package gossamer.webrtc.channel;

import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sctp.Message;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says OPEN and ACK of channels (RFC 8832, section 5), and says them again when the send buffer was
 * full: without them the other side would know nothing of a channel that is open here. Bounded by
 * the limit of channels.
 */
final class Announcements {
  static final int DCEP = 50;

  private final Association association;
  private @Nullable ArrayDeque<DataChannel> waiting;

  Announcements(Association association) {
    this.association = association;
  }

  /** Says OPEN of an own channel, ACK of another; what finds no room waits. */
  SendResult say(DataChannel channel, long now) {
    ByteBuffer words =
        channel.announces() ? OpenMessage.encode(channel.options()) : OpenMessage.ack();
    SendResult result =
        association.send(new Message(channel.id, DCEP, words, Delivery.RELIABLE), now);
    channel.unsaid = result == SendResult.WOULD_BLOCK;
    if (channel.unsaid) {
      if (waiting == null) {
        waiting = new ArrayDeque<>(4);
      }
      waiting.add(channel);
    }
    return result;
  }

  /** Takes out what waits and is still wanted, oldest first. */
  List<DataChannel> take() {
    if (waiting == null) {
      return List.of();
    }
    List<DataChannel> taken = waiting.stream().filter(channel -> channel.unsaid).toList();
    waiting = null;
    return taken;
  }
}
