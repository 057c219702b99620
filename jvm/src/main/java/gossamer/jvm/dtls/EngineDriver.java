package gossamer.jvm.dtls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Does what the engine asks for: reads whole records, runs its tasks on this thread and writes its
 * flights. Knows nothing of time.
 */
final class EngineDriver {
  /** Turns of one record through the engine: it frees the few records that waited for it. */
  private static final int MOST_TURNS = 64;

  private static final byte[] NONE = {};

  private final SSLEngine engine;
  private final Waiting datagrams;
  private final Waiting packets;
  private final DtlsCounters counters;
  private boolean isFinished;
  private boolean hasWrittenFlight;
  private byte[] flight = NONE;

  EngineDriver(SSLEngine engine, Waiting datagrams, Waiting packets, DtlsCounters counters) {
    this.engine = engine;
    this.datagrams = datagrams;
    this.packets = packets;
    this.counters = counters;
  }

  /** True when the handshake is complete. */
  boolean isFinished() {
    return isFinished;
  }

  /** True when the other side has said its close_notify. */
  boolean isClosedByPeer() {
    return engine.isInboundDone();
  }

  /** Whether a new flight was written since this was last asked. */
  boolean takeHasWrittenFlight() {
    boolean hasWritten = hasWrittenFlight;
    hasWrittenFlight = false;
    return hasWritten;
  }

  /** Sends the server's last flight again; false when there is none to send. */
  boolean repeatLastFlight() {
    if (flight.length > 0) {
      datagrams.pack(ByteBuffer.wrap(flight));
    }
    return flight.length > 0;
  }

  /** Begins the handshake. */
  void begin() throws SSLException {
    engine.beginHandshake();
    drive();
  }

  /** Reads one record, which the filter has found whole. */
  void read(ByteBuffer record) throws SSLException {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      ByteBuffer plain = Scratch.ofThread().lend();
      SSLEngineResult result;
      try {
        result = engine.unwrap(record, plain);
      } finally {
        if (packets.add(plain)) {
          flight = NONE; // Data shows that the client has it.
        }
      }
      note(result);
      if (result.getStatus() == Status.BUFFER_UNDERFLOW
          || result.getStatus() == Status.BUFFER_OVERFLOW) {
        counters.drop(DtlsDrop.UNREADABLE);
        return;
      }
      if (result.getStatus() == Status.CLOSED) {
        return;
      }
      drive();
      if (engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP_AGAIN
          && (!record.hasRemaining() || result.bytesConsumed() == 0)) {
        return;
      }
    }
  }

  /** Runs tasks and writes until the engine wants to read. */
  private void drive() throws SSLException {
    boolean isWriting = false;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      HandshakeStatus wanted = engine.getHandshakeStatus();
      if (wanted == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (wanted == HandshakeStatus.NEED_WRAP) {
        if (!isWriting) {
          flight = NONE;
          isWriting = true;
        }
        if (!write(true)) {
          return;
        }
        hasWrittenFlight = true;
      } else {
        return;
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Writes the flight that waits for an answer once more. */
  void writeAgain() throws SSLException {
    // To a waiting engine wrap() means that its last flight was lost.
    boolean isMore = true;
    for (int turn = 0; isMore && turn < MOST_TURNS; turn++) {
      isMore = write(false) && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }
  }

  /** Lets the engine say close_notify, or the alert of why it broke. */
  void close() throws SSLException {
    engine.closeOutbound();
    boolean isMore = true;
    for (int turn = 0; isMore && turn < MOST_TURNS; turn++) {
      isMore = !engine.isOutboundDone() && write(false);
    }
  }

  /** Writes one record, of a new flight or an old one; false when the engine had none. */
  private boolean write(boolean isNew) throws SSLException {
    ByteBuffer large = large();
    SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), large);
    large.flip();
    int length = large.remaining();
    if (length > 0) {
      if (isNew && !engine.getUseClientMode()) {
        byte[] longer = Arrays.copyOf(flight, flight.length + length);
        large.get(0, longer, flight.length, length);
        flight = longer;
      }
      datagrams.pack(large);
    }
    note(result);
    return length > 0;
  }

  /** Encrypts a whole packet as one record. */
  void protect(ByteBuffer packet, ByteBuffer into) throws SSLException {
    int length = packet.remaining();
    ByteBuffer large = large();
    SSLEngineResult result = engine.wrap(packet, large);
    // A handshake that the engine wants to begin would consume nothing, for ever.
    if (result.bytesConsumed() != length) {
      throw new SSLException("the engine took " + result.bytesConsumed() + " bytes");
    }
    into.put(large.flip());
  }

  private ByteBuffer large() {
    return Scratch.ofThread().large(engine.getSession().getPacketBufferSize());
  }

  private void note(SSLEngineResult result) {
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      isFinished = true;
      // Each resend made the engine's records smaller, also those of data: back to the full size.
      engine.setSSLParameters(engine.getSSLParameters());
    }
  }
}
