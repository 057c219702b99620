package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One SCTP association over DTLS (RFC 9260, RFC 8261, RFC 8831). No socket, thread or clock:
 * packets and the time are handed in, and after every call the owner drains {@link #pollPacket} and
 * {@link #poll}. Time is in microseconds of one monotone clock. One thread at a time.
 *
 * <p>Whatever a packet holds, {@link #receive} does not throw: what is malformed or out of place is
 * dropped and counted, and a broken protocol ends the association with {@link Event.Aborted}.
 *
 * <p>Memory: under 4 KiB when idle; else what is queued (at most the send buffer and one message),
 * what is under way (at most {@value Outstanding#MOST} chunks) and what waits to become a whole
 * message (at most twice the receive window).
 */
public final class Association {
  private final Session session;
  private final SendQueue queue;
  private final DataSender sender;
  private final Chunks chunks;
  private final PacketWriter writer = new PacketWriter();
  private final CRC32C crc = new CRC32C();

  /** An association that has not begun, with the congestion control of {@link BottleneckModel}. */
  public Association(SctpConfig config, Secrets secrets) {
    this(config, secrets, BottleneckModel::new);
  }

  /** An association that has not begun. */
  public Association(SctpConfig config, Secrets secrets, CongestionControl.Factory congestion) {
    session = new Session(config, secrets);
    queue = new SendQueue(session);
    sender = new DataSender(session, queue, congestion);
    chunks = new Chunks(session, sender, queue);
  }

  /** Where the association stands. */
  public AssociationState state() {
    return session.state;
  }

  /** Begins it from this side; does nothing if it has begun. Both sides may call it (RFC 8831). */
  public void connect(long nowMicros) {
    if (session.state == AssociationState.IDLE) {
      chunks.connect(nowMicros);
    }
  }

  /**
   * Expects the other side to begin it; with the early COOKIE ACK this side begins when nothing
   * comes within some round trips. Does nothing if it has begun.
   *
   * @param roundTripMicros as DTLS measured it on this path; negative when it did not
   */
  public void listen(long roundTripMicros, long nowMicros) {
    if (roundTripMicros >= 0 && session.config.earlyCookieAck()) {
      session.rto.expect(roundTripMicros);
    }
    chunks.listen(nowMicros);
  }

  /**
   * Hands in a message; before the association is up it waits.
   *
   * @throws IllegalArgumentException if it is empty: SCTP knows no empty messages
   */
  public SendResult send(Message message, long nowMicros) {
    int length = message.data().remaining();
    if (length == 0) {
      throw new IllegalArgumentException("an empty message");
    }
    if (session.state.compareTo(AssociationState.ESTABLISHED) > 0) {
      return SendResult.CLOSED;
    }
    if (length > session.config.maxSendMessage()) {
      return SendResult.TOO_LARGE;
    }
    if (message.stream() < 0 || message.stream() >= session.outboundStreams) {
      return SendResult.NO_SUCH_STREAM;
    }
    SendResult result = queue.offer(message, nowMicros);
    if (result == SendResult.ACCEPTED) {
      session.tally.messagesSent++;
    }
    return result;
  }

  /** Bytes of this stream that were accepted and not yet sent. */
  public long bufferedAmount(int stream) {
    return queue.buffered(stream);
  }

  /** Bytes of all streams that were accepted and not yet sent. */
  public long bufferedAmount() {
    return queue.bytes();
  }

  /** {@link Event.BufferedAmountLow} is told when the amount falls to so many bytes; first 0. */
  public void bufferedAmountLowThreshold(int stream, long bytes) {
    queue.threshold(stream, bytes);
  }

  /** Most streams that this side may send on: agreed once the association is up. */
  public int outboundStreams() {
    return session.outboundStreams;
  }

  /**
   * Resets what this side sends on these streams, after what was accepted for them; until {@link
   * Event.OutgoingStreamsReset} nothing more is accepted.
   */
  public void resetStreams(int[] streams, long nowMicros) {
    if (session.state == AssociationState.ESTABLISHED) {
      chunks.resetStreams(streams, nowMicros);
    }
  }

  /** Delivers what was accepted, then ends with {@link Event.Closed} (section 9.2). */
  public void shutdown(long nowMicros) {
    switch (session.state) {
      case IDLE, COOKIE_WAIT, COOKIE_ECHOED -> abort("closed before it was up");
      case ESTABLISHED -> {
        session.state = AssociationState.SHUTDOWN_PENDING;
        chunks.advance(nowMicros);
      }
      default -> {}
    }
  }

  /** Ends at once; the other side is told the reason, of which 200 bytes are sent. */
  public void abort(String reason) {
    session.abort(AbortReason.LOCAL, reason);
  }

  /** Takes one packet, from position to limit, in big endian order; its position is not moved. */
  public void receive(ByteBuffer packet, long nowMicros) {
    session.tally.packetsReceived++;
    int from = packet.position();
    int to = packet.limit();
    if (!isForThis(packet, from, to)) {
      session.tally.packetsDropped++;
      return;
    }
    if (session.state == AssociationState.CLOSED) {
      chunks.receiveAfterEnd(packet, from);
    } else {
      chunks.receive(packet, from, to, nowMicros);
    }
  }

  /** Ports, verification tag (section 8.5) and checksum (section 6.8; RFC 9653, section 5.3). */
  private boolean isForThis(ByteBuffer packet, int from, int to) {
    int port = session.config.port();
    if (to - from < ChunkType.COMMON_HEADER + ChunkType.HEADER
        || Short.toUnsignedInt(packet.getShort(from)) != port
        || Short.toUnsignedInt(packet.getShort(from + 2)) != port) {
      return false;
    }
    int type = packet.get(from + ChunkType.COMMON_HEADER) & 0xff;
    boolean reflected =
        (type == ChunkType.ABORT || type == ChunkType.SHUTDOWN_COMPLETE)
            && (packet.get(from + ChunkType.COMMON_HEADER + 1) & 1) != 0;
    int expected =
        type == ChunkType.INIT
            ? 0
            : reflected ? session.peerTag : session.secrets.verificationTag();
    if (packet.getInt(from + 4) != expected || (reflected && expected == 0)) {
      return false;
    }
    int checksum = packet.getInt(from + 8);
    if (checksum == 0
        && session.config.zeroChecksum()
        && type != ChunkType.INIT
        && type != ChunkType.COOKIE_ECHO) {
      return true;
    }
    return checksum == PacketWriter.checksum(crc, packet, from, to);
  }

  /**
   * Writes the next packet to {@code into}, from its position.
   *
   * @param into big endian, with room for the packet size of the configuration
   * @return false when there is none now; {@code into} is then unchanged
   */
  public boolean pollPacket(ByteBuffer into, long nowMicros) {
    writer.begin(into, session.config.maxPacketSize());
    int tag = chunks.write(writer, nowMicros);
    if (writer.isEmpty()) {
      writer.cancel();
      return false;
    }
    writer.finish(session.config.port(), tag, session.zeroChecksum);
    session.tally.packetsSent++;
    return true;
  }

  /** The next event, or null. */
  public @Nullable Event poll() {
    return session.nextEvent();
  }

  /**
   * Asks the other side for a sign of life at once (RFC 9260, section 8.3), because its path fell
   * silent; does nothing before the association is up. Each call sends one packet.
   */
  public void probe(long nowMicros) {
    chunks.ask(nowMicros);
  }

  /** Does what is due by the clock. */
  public void tick(long nowMicros) {
    if (session.state != AssociationState.CLOSED) {
      chunks.tick(nowMicros);
    }
  }

  /**
   * When {@link #tick}, and after it {@link #pollPacket}, is due; {@link Long#MAX_VALUE} when it
   * never is.
   */
  public long deadlineMicros() {
    return session.state == AssociationState.CLOSED ? Long.MAX_VALUE : chunks.deadline();
  }

  /** What was counted so far. */
  public Counters counters() {
    Tally tally = session.tally;
    return new Counters(
        tally.packetsSent,
        tally.packetsReceived,
        tally.packetsDropped,
        tally.chunksDropped,
        tally.messagesSent,
        tally.messagesReceived,
        tally.bytesSent,
        tally.bytesReceived,
        tally.retransmissions,
        tally.timeouts,
        tally.duplicates,
        tally.abandoned,
        chunks.held(),
        queue.bytes(),
        sender.ring().inFlight(),
        sender.hasPath() ? sender.control().window() : 0,
        session.rto.smoothed());
  }
}
