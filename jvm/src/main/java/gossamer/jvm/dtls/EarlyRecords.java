package gossamer.jvm.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Application data that overtook the end of the handshake, because the datagram before it was lost:
 * RFC 6347, section 4.1, lets it be kept. The INIT of an association is in it, which its sender
 * would repeat after a second or more only.
 */
final class EarlyRecords {
  /** Records kept: an INIT and what may come with it. Anybody can send such, and take the room. */
  static final int MOST = 4;

  /** The longest one kept, in bytes. */
  static final int LONGEST = 512;

  private @Nullable ArrayDeque<ByteBuffer> records;

  /** Keeps a copy; false when it is too long or too much. */
  boolean keep(ByteBuffer record) {
    if (record.remaining() > LONGEST || (records != null && records.size() >= MOST)) {
      return false;
    }
    if (records == null) {
      records = new ArrayDeque<>(1);
    }
    records.add(ByteBuffer.allocate(record.remaining()).put(record.duplicate()).flip());
    return true;
  }

  /** The next one in the order of their coming; null when there is none. */
  @Nullable ByteBuffer poll() {
    ByteBuffer next = records == null ? null : records.poll();
    if (next == null) {
      records = null;
    }
    return next;
  }
}
