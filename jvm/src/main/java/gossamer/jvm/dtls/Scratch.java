package gossamer.jvm.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that all sessions of one thread share, so that an idle session holds none: one as
 * large as the engine asks for, and a few of one datagram that are lent until they are polled.
 */
final class Scratch {
  /** Buffers kept for the next loan, 1.5 KB each. */
  private static final int KEPT = 32;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>();
  private ByteBuffer large = ByteBuffer.allocate(17 * 1024);
  private @Nullable EngineSession asking;

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** An empty buffer of at least this many bytes, until the next call. */
  ByteBuffer large(int size) {
    if (large.capacity() < size) {
      large = ByteBuffer.allocate(size);
    }
    return large.clear();
  }

  ByteBuffer lend() {
    ByteBuffer buffer = idle.pollLast();
    return buffer == null ? ByteBuffer.allocate(EngineSession.DATAGRAM) : buffer.clear();
  }

  void giveBack(ByteBuffer buffer) {
    if (idle.size() < KEPT) {
      idle.addLast(buffer);
    }
  }

  /** The session whose engine works on this thread now: the trust manager cannot ask the engine. */
  @Nullable EngineSession asking() {
    return asking;
  }

  void asking(@Nullable EngineSession session) {
    asking = session;
  }
}
