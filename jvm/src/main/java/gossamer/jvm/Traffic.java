package gossamer.jvm;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what passes over the WebSockets of a peer: payloads of binary messages, exactly. Any
 * thread may read.
 */
public final class Traffic {
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder slowReaders = new LongAdder();
  private final LongAdder oversized = new LongAdder();
  private final LongAdder breaches = new LongAdder();

  /** Frames received. */
  public long framesIn() {
    return framesIn.sum();
  }

  /** Frames handed to the transport. */
  public long framesOut() {
    return framesOut.sum();
  }

  /** Bytes of frames received. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Bytes of frames handed to the transport. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** WebSockets closed because the other side did not read. */
  public long slowReaders() {
    return slowReaders.sum();
  }

  /** WebSockets closed because of a message above the limit. */
  public long oversized() {
    return oversized.sum();
  }

  /** WebSockets closed because of a text message or another breach of the protocol. */
  public long breaches() {
    return breaches.sum();
  }

  void received(int bytes) {
    framesIn.increment();
    bytesIn.add(bytes);
  }

  void sent(int bytes) {
    framesOut.increment();
    bytesOut.add(bytes);
  }

  void slowReader() {
    slowReaders.increment();
  }

  void oversizedMessage() {
    oversized.increment();
  }

  void breach() {
    breaches.increment();
  }
}
