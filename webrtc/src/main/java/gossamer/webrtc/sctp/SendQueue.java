package gossamer.webrtc.sctp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent. Streams take turns message by message: fragments of one message
 * have consecutive TSNs (RFC 9260, section 6.9), so nothing comes between them.
 */
final class SendQueue {
  private final Session session;
  private final StreamTable<Stream> streams = new StreamTable<>();
  private @Nullable ArrayDeque<Stream> turns;
  private long bytes;
  private boolean refused;

  SendQueue(Session session) {
    this.session = session;
  }

  private static final class Stream {
    @Nullable OutboundMessage head;
    @Nullable OutboundMessage tail;
    int nextSsn;
    long buffered;
    long threshold;
    boolean resetting;
  }

  SendResult offer(Message message, long nowMicros) {
    int length = message.data().remaining();
    if (bytes > 0 && bytes + length > session.config.sendBuffer()) {
      refused = true;
      return SendResult.WOULD_BLOCK;
    }
    Stream stream = streams.getOrMake(message.stream(), Stream::new);
    if (stream.resetting) {
      return SendResult.CLOSED;
    }
    OutboundMessage queued = new OutboundMessage(message, nowMicros);
    if (stream.tail == null) {
      stream.head = queued;
      if (turns == null) {
        turns = new ArrayDeque<>(4);
      }
      turns.add(stream);
    } else {
      stream.tail.next = queued;
    }
    stream.tail = queued;
    stream.buffered += length;
    bytes += length;
    return SendResult.ACCEPTED;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return turns == null;
  }

  /** The message whose turn it is; the same one until all of it was cut. */
  @Nullable OutboundMessage current() {
    Stream stream = turns == null ? null : turns.peek();
    return stream == null ? null : stream.head;
  }

  /** The current message gets its place in the order of its stream, before its first fragment. */
  void number(OutboundMessage message) {
    if (message.delivery.ordered()) {
      Stream stream = streams.getOrMake(message.stream, Stream::new);
      message.ssn = stream.nextSsn;
      stream.nextSsn = (stream.nextSsn + 1) & 0xffff;
    }
  }

  /** So many bytes of the current message were sent. */
  void cut(OutboundMessage message, int length) {
    message.cut += length;
    release(message.stream, length);
    if (message.cut == message.length) {
      remove();
    }
  }

  /** The current message is given up: what is left of it is not sent. */
  void drop(OutboundMessage message) {
    int rest = message.length - message.cut;
    message.cut = message.length;
    release(message.stream, rest);
    remove();
  }

  private void remove() {
    if (turns == null) {
      throw new IllegalStateException("nothing is queued");
    }
    Stream stream = turns.remove();
    OutboundMessage head = stream.head;
    stream.head = head == null ? null : head.next;
    if (stream.head == null) {
      stream.tail = null;
    } else {
      turns.add(stream);
    }
    if (turns.isEmpty()) {
      turns = null;
    }
  }

  private void release(int id, int length) {
    Stream stream = streams.getOrMake(id, Stream::new);
    long before = stream.buffered;
    stream.buffered -= length;
    bytes -= length;
    if (before > stream.threshold && stream.buffered <= stream.threshold) {
      session.tell(new Event.BufferedAmountLow(id));
    }
    if (refused && bytes <= session.config.sendBuffer() / 2) {
      refused = false;
      session.tell(new Event.Writable());
    }
  }

  long buffered(int id) {
    Stream stream = streams.get(id);
    return stream == null ? 0 : stream.buffered;
  }

  /** Whether a message of this stream waits, or is sent in part. */
  boolean isWaiting(int id) {
    Stream stream = streams.get(id);
    return stream != null && stream.head != null;
  }

  void threshold(int id, long threshold) {
    streams.getOrMake(id, Stream::new).threshold = threshold;
  }

  /** No more is taken for this stream; what was taken is still sent. */
  void beginReset(int id) {
    streams.getOrMake(id, Stream::new).resetting = true;
  }

  /** The stream may be used again; its numbers begin anew if the reset was performed. */
  void endReset(int id, boolean performed) {
    Stream stream = streams.getOrMake(id, Stream::new);
    stream.resetting = !performed;
    if (performed) {
      stream.nextSsn = 0;
    }
  }

  void clear() {
    turns = null;
    streams.clear();
    bytes = 0;
  }
}
