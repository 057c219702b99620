package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message from {@link Association#send} to its last acknowledgement. */
final class OutboundMessage {
  final ByteBuffer data;
  final int start;
  final int length;
  final int stream;
  final int ppid;
  final Delivery delivery;
  final long expiresAt;

  /** Bytes that have been given a TSN. */
  int cut;

  int ssn;
  long firstTsn = -1;
  long lastTsn = -1;
  boolean abandoned;

  /** The next of its stream. */
  @Nullable OutboundMessage next;

  OutboundMessage(Message message, long nowMicros) {
    data = message.data();
    start = data.position();
    length = data.remaining();
    stream = message.stream();
    ppid = message.ppid();
    delivery = message.delivery();
    expiresAt =
        delivery.lifetimeMillis() < 0
            ? Long.MAX_VALUE
            : nowMicros + delivery.lifetimeMillis() * 1_000L;
  }

  /** Whether one more transmission of a chunk that was sent {@code times} times is too many. */
  boolean isSpent(int times, long nowMicros) {
    int most = delivery.maxRetransmits();
    return (most >= 0 && times > most) || nowMicros >= expiresAt;
  }
}
