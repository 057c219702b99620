package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Resets streams, which is how data channels close (RFC 6525; RFC 8831, section 6.7). */
final class StreamResets {
  static final int OUTGOING = 13;
  static final int INCOMING = 14;
  static final int RESPONSE = 16;

  static final int NOTHING_TO_DO = 0;
  static final int PERFORMED = 1;
  static final int DENIED = 2;
  static final int WRONG_SSN = 3;
  static final int BAD_SEQUENCE = 5;
  static final int IN_PROGRESS = 6;

  /** Streams of one request; the rest goes in the next. */
  private static final int MOST_STREAMS = 256;

  private final Session session;
  private final DataSender sender;
  private final SendQueue queue;
  private final DataReceiver receiver;

  private @Nullable BitSet wanted;
  private int @Nullable [] asked;
  private int nextRequest;
  private long lastTsn;
  private long timer = Long.MAX_VALUE;

  private int expected;
  private int lastResult = -1;
  private @Nullable Deferred deferred;

  /** A request of the other side that waits for chunks that are under way. */
  private record Deferred(int sequence, long lastTsn, int[] streams) {}

  StreamResets(Session session, DataSender sender, SendQueue queue, DataReceiver receiver) {
    this.session = session;
    this.sender = sender;
    this.queue = queue;
    this.receiver = receiver;
    nextRequest = session.secrets.initialTsn();
    expected = session.peerInitialTsn;
  }

  // --- the own streams ---

  /** Asks for a reset of this outgoing stream, after what was accepted for it has been sent. */
  void want(int stream) {
    queue.beginReset(stream);
    if (wanted == null) {
      wanted = new BitSet();
    }
    wanted.set(stream);
  }

  /** Sends the next request when the last was answered and a stream has nothing queued. */
  void advance(long now) {
    if (asked != null || wanted == null || session.state != AssociationState.ESTABLISHED) {
      return;
    }
    int[] ready = new int[MOST_STREAMS];
    int count = 0;
    for (int stream = wanted.nextSetBit(0);
        stream >= 0 && count < MOST_STREAMS;
        stream = wanted.nextSetBit(stream + 1)) {
      if (!queue.isWaiting(stream)) {
        wanted.clear(stream);
        ready[count++] = stream;
      }
    }
    if (wanted.isEmpty()) {
      wanted = null;
    }
    if (count > 0) {
      request(Arrays.copyOf(ready, count), now);
    }
  }

  private void request(int[] streams, long now) {
    if (!session.reconfig) {
      answered(streams, false);
      return;
    }
    asked = streams;
    lastTsn = sender.ring().next() - 1;
    ask(now);
  }

  private void ask(long now) {
    if (asked == null) {
      return;
    }
    int length = 16 + 2 * asked.length;
    ByteBuffer chunk =
        ControlChunk.buffer(ChunkType.RE_CONFIG, 0, length)
            .putShort((short) OUTGOING)
            .putShort((short) length)
            .putInt(nextRequest)
            .putInt(expected - 1)
            .putInt((int) lastTsn);
    for (int stream : asked) {
      chunk.putShort((short) stream);
    }
    session.send(ControlChunk.bytes(chunk));
    timer = now + session.rto.timeout();
  }

  private void response(int sequence, int result, long now) {
    if (asked == null || sequence != nextRequest) {
      session.tally.chunksDropped++;
      return;
    }
    session.errors = 0;
    if (result == IN_PROGRESS) {
      timer = now + session.rto.timeout();
      return;
    }
    int[] streams = asked;
    asked = null;
    timer = Long.MAX_VALUE;
    nextRequest++;
    answered(streams, result == PERFORMED || result == NOTHING_TO_DO);
    advance(now);
  }

  private void answered(int[] streams, boolean performed) {
    for (int stream : streams) {
      queue.endReset(stream, performed);
    }
    session.tell(
        performed ? new Event.OutgoingStreamsReset(streams) : new Event.ResetRefused(streams));
  }

  long deadline() {
    return timer;
  }

  void tick(long now) {
    if (now >= timer) {
      session.rto.backOff();
      session.countError(session.config.maxRetransmits());
      if (session.state != AssociationState.CLOSED) {
        ask(now);
      }
    }
  }

  // --- the other side's ---

  /** Whether the parameters of a RE-CONFIG chunk fill it exactly: one or two of them. */
  static boolean isWellFormed(ByteBuffer packet, int at, int length) {
    int end = at + length;
    int count = 0;
    for (int p = at + ChunkType.HEADER; p < end; count++) {
      if (end - p < 8 || count == 2) {
        return false;
      }
      int type = Short.toUnsignedInt(packet.getShort(p));
      int size = Short.toUnsignedInt(packet.getShort(p + 2));
      int least =
          switch (type) {
            case OUTGOING -> 16;
            case RESPONSE -> 12;
            default -> 8;
          };
      if (size < least || size > end - p || ((size & 1) != 0 && type != RESPONSE)) {
        return false;
      }
      p += ChunkType.padded(size);
    }
    return count > 0;
  }

  void read(ByteBuffer packet, int at, int length, long now) {
    if (!session.reconfig || !isWellFormed(packet, at, length)) {
      session.tally.chunksDropped++;
      return;
    }
    for (int p = at + ChunkType.HEADER; p < at + length; ) {
      int type = Short.toUnsignedInt(packet.getShort(p));
      int size = Short.toUnsignedInt(packet.getShort(p + 2));
      int sequence = packet.getInt(p + 4);
      switch (type) {
        case OUTGOING -> {
          long last = Tsn.unwrap(packet.getInt(p + 12), receiver.cumulative());
          Deferred request = new Deferred(sequence, last, streams(packet, p + 16, p + size));
          if (isNext(sequence)) {
            answer(sequence, perform(request));
          }
        }
        case INCOMING -> {
          if (isNext(sequence)) {
            answer(sequence, incoming(streams(packet, p + 8, p + size)));
            advance(now);
          }
        }
        case RESPONSE -> response(sequence, packet.getInt(p + 8), now);
        default -> {
          if (isNext(sequence)) {
            answer(sequence, DENIED);
          }
        }
      }
      p += ChunkType.padded(size);
    }
  }

  private static int[] streams(ByteBuffer packet, int from, int to) {
    int[] streams = new int[(to - from) / 2];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = Short.toUnsignedInt(packet.getShort(from + 2 * i));
    }
    return streams;
  }

  /** Whether a request is to be worked on; otherwise it is answered as before (section 5.2.1). */
  private boolean isNext(int sequence) {
    if (sequence == expected) {
      expected++;
      deferred = null;
      return true;
    }
    if (sequence == expected - 1 && lastResult >= 0) {
      if (lastResult == IN_PROGRESS) {
        return true;
      }
      respond(sequence, lastResult);
      return false;
    }
    session.tally.chunksDropped++;
    respond(sequence, BAD_SEQUENCE);
    return false;
  }

  private int perform(Deferred request) {
    for (int stream : request.streams) {
      if (stream >= session.inboundStreams) {
        session.tally.chunksDropped++;
        return WRONG_SSN;
      }
    }
    if (request.lastTsn > receiver.cumulative()) {
      if (request.lastTsn - receiver.cumulative() > ReceivedTsns.WINDOW) {
        session.tally.chunksDropped++;
        return DENIED;
      }
      deferred = request;
      return IN_PROGRESS;
    }
    deferred = null;
    if (request.streams.length == 0) {
      receiver.streams().resetAll();
    }
    for (int stream : request.streams) {
      receiver.streams().reset(stream);
    }
    session.tell(new Event.IncomingStreamsReset(request.streams));
    return PERFORMED;
  }

  /** The other side asks this one to reset what it sends (section 5.2.3). */
  private int incoming(int[] streams) {
    for (int stream : streams) {
      if (stream >= session.outboundStreams) {
        session.tally.chunksDropped++;
        return WRONG_SSN;
      }
    }
    for (int stream : streams) {
      want(stream);
    }
    return streams.length == 0 ? DENIED : PERFORMED;
  }

  /** The cumulative TSN moved: a request may have waited for that. */
  void passed() {
    Deferred waiting = deferred;
    if (waiting != null && receiver.cumulative() >= waiting.lastTsn) {
      answer(waiting.sequence, perform(waiting));
    }
  }

  private void answer(int sequence, int result) {
    lastResult = result;
    respond(sequence, result);
  }

  private void respond(int sequence, int result) {
    session.send(
        ControlChunk.buffer(ChunkType.RE_CONFIG, 0, 12)
            .putShort((short) RESPONSE)
            .putShort((short) 12)
            .putInt(sequence)
            .putInt(result)
            .array());
  }
}
