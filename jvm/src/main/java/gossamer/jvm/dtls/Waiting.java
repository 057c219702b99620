package gossamer.jvm.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers that wait to be polled, each lent by the thread's {@link Scratch}; bounded. */
final class Waiting {
  /** Those of one flight or one datagram are far fewer. */
  private static final int MOST = 64;

  /** The longest datagram of several records: what passes everywhere without fragments. */
  private static final int PACKED = 1200;

  private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(1);
  private final DtlsCounters counters;

  Waiting(DtlsCounters counters) {
    this.counters = counters;
  }

  /** Takes over a lent buffer that was written from its start; an empty one goes back. */
  boolean add(ByteBuffer lent) {
    boolean isFull = buffers.size() >= MOST;
    if (lent.position() == 0 || isFull) {
      if (isFull) {
        counters.drop(DtlsDrop.FULL);
      }
      Scratch.ofThread().giveBack(lent);
      return false;
    }
    buffers.addLast(lent);
    return true;
  }

  /** Copies a record behind those in the last datagram, or into a new one. */
  void pack(ByteBuffer record) {
    ByteBuffer last = buffers.peekLast();
    if (last != null && last.position() + record.remaining() <= PACKED) {
      last.put(record);
    } else {
      add(Scratch.ofThread().lend().put(record));
    }
  }

  boolean poll(ByteBuffer into) {
    ByteBuffer next = buffers.pollFirst();
    if (next == null) {
      return false;
    }
    into.put(next.flip());
    Scratch.ofThread().giveBack(next);
    return true;
  }
}
