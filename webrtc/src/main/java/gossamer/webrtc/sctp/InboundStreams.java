package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts whole messages in the order of their streams (RFC 9260, section 6.6). */
final class InboundStreams {
  /** What a waiting message counts beyond its bytes, for its objects. */
  static final int OVERHEAD = 96;

  private final Session session;
  private final StreamTable<Stream> streams = new StreamTable<>();
  private long waitingBytes;

  InboundStreams(Session session) {
    this.session = session;
  }

  private static final class Stream {
    /** Never wraps; the low 16 bits are the SSN. */
    int next;

    @Nullable TreeMap<Integer, Waiting> waiting;

    int unwrap(int ssn) {
      return next + (short) (ssn - next);
    }
  }

  private record Waiting(int ppid, byte[] data) {
    int size() {
      return data.length + OVERHEAD;
    }
  }

  /** Bytes of messages that wait for an earlier one of their stream. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** A message that needs no order. */
  void deliver(int stream, int ppid, byte[] data) {
    session.tally.messagesReceived++;
    session.tell(new Event.MessageReceived(stream, ppid, ByteBuffer.wrap(data)));
  }

  /** A message with its place in the order of its stream. */
  void deliverInOrder(int id, int ssn, int ppid, byte[] data) {
    Stream stream = streams.getOrMake(id, Stream::new);
    int number = stream.unwrap(ssn);
    if (number == stream.next) {
      stream.next++;
      deliver(id, ppid, data);
      drain(id, stream);
    } else if (number > stream.next) {
      if (stream.waiting == null) {
        stream.waiting = new TreeMap<>();
      }
      Waiting waiting = new Waiting(ppid, data);
      if (stream.waiting.putIfAbsent(number, waiting) == null) {
        waitingBytes += waiting.size();
        return;
      }
      session.tally.chunksDropped++; // the same number twice
    } else {
      session.tally.chunksDropped++; // a number that has been delivered or skipped
    }
  }

  private void drain(int id, Stream stream) {
    while (stream.waiting != null) {
      Map.Entry<Integer, Waiting> first = stream.waiting.firstEntry();
      if (first.getKey() > stream.next) {
        return;
      }
      stream.waiting.pollFirstEntry();
      if (stream.waiting.isEmpty()) {
        stream.waiting = null;
      }
      stream.next = Math.max(stream.next, first.getKey() + 1);
      waitingBytes -= first.getValue().size();
      deliver(id, first.getValue().ppid, first.getValue().data);
    }
  }

  /** The other side gave up all messages of this stream up to this one (RFC 3758, section 3.6). */
  void skip(int id, int ssn) {
    Stream stream = streams.getOrMake(id, Stream::new);
    int number = stream.unwrap(ssn);
    if (number < stream.next) {
      return;
    }
    while (stream.waiting != null && stream.waiting.firstKey() <= number) {
      stream.next = stream.waiting.firstKey();
      drain(id, stream);
    }
    stream.next = Math.max(stream.next, number + 1);
    drain(id, stream);
  }

  /** Numbers begin anew (RFC 6525, section 5.2.2); what waited for an order is let go. */
  void reset(int id) {
    Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (stream.waiting != null) {
      for (Waiting waiting : stream.waiting.values()) {
        waitingBytes -= waiting.size();
        session.tally.chunksDropped++;
      }
      stream.waiting = null;
    }
    stream.next = 0;
  }

  /** As {@link #reset}, for every stream. */
  void resetAll() {
    streams.clear();
    waitingBytes = 0;
  }
}
