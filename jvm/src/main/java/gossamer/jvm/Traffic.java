package gossamer.jvm;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what passes over the WebSockets and data channels of a peer: payloads of binary messages,
 * exactly. Any thread may read.
 */
public final class Traffic {
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder slowReaders = new LongAdder();
  private final LongAdder oversized = new LongAdder();
  private final LongAdder breaches = new LongAdder();
  private final Map<DirectResult, LongAdder> direct = new EnumMap<>(DirectResult.class);

  Traffic() {
    for (DirectResult result : DirectResult.values()) {
      direct.put(result, new LongAdder());
    }
  }

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

  /** Masters that were dialled by a data channel, with this result. */
  public long directDials(DirectResult result) {
    return adder(result).sum();
  }

  private LongAdder adder(DirectResult result) {
    LongAdder adder = direct.get(result);
    if (adder == null) {
      throw new IllegalStateException("every result is counted");
    }
    return adder;
  }

  void direct(DirectResult result) {
    adder(result).increment();
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
