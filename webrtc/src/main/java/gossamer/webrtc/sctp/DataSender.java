package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts messages into DATA chunks and sends them (RFC 9260, section 6.1 to 6.3; RFC 3758). */
final class DataSender {
  private static final int UNORDERED = 4;
  private static final int BEGIN = 2;
  private static final int END = 1;

  /** Host timers are late; what was not sent in time may be made up for within this, micros. */
  private static final long PACING_SLACK = 2_000;

  private final Session session;
  private final SendQueue queue;
  private final CongestionControl.Factory congestion;
  private final Outstanding ring;
  private @Nullable Path path;
  private long peerWindow;
  private long timer = Long.MAX_VALUE;
  private long advanced;
  private boolean forwardDue;
  private long paced;
  private boolean waitsForPace;
  private long allowance;

  /** What only a sender needs that has sent something. */
  private record Path(CongestionControl control, DeliveryRate rate) {}

  DataSender(Session session, SendQueue queue, CongestionControl.Factory congestion) {
    this.session = session;
    this.queue = queue;
    this.congestion = congestion;
    ring = new Outstanding(session.secrets.initialTsn());
    advanced = ring.first() - 1;
  }

  Outstanding ring() {
    return ring;
  }

  void start(long window) {
    peerWindow = window;
  }

  long peerWindow() {
    return peerWindow;
  }

  /** Nothing is under way: gives memory back. */
  void shrink() {
    if (path != null) {
      path.rate.shrink();
    }
  }

  void peerWindow(long bytes) {
    peerWindow = bytes;
  }

  CongestionControl control() {
    return path().control;
  }

  boolean hasPath() {
    return path != null;
  }

  private Path path() {
    if (path == null) {
      int payload =
          session.config.maxPacketSize() - ChunkType.COMMON_HEADER - ChunkType.DATA_HEADER;
      path = new Path(congestion.create(payload & ~3), new DeliveryRate());
    }
    return path;
  }

  DeliveryRate rate() {
    return path().rate;
  }

  /** Everything accepted was delivered or given up. */
  boolean isDone() {
    return queue.isEmpty() && ring.isEmpty();
  }

  // --- sending ---

  /** Whether a packet would carry something now. */
  boolean isDue(long now) {
    waitsForPace = false;
    if (forwardDue) {
      return true;
    }
    if (ring.nextLost() < 0 && (queue.isEmpty() || ring.isFull())) {
      return false;
    }
    waitsForPace = hasWindow() && !isPaceReached(now);
    return mayLeave(now);
  }

  void write(PacketWriter writer, long now) {
    if (forwardDue) {
      writeForwardTsn(writer, now);
    }
    if (mayLeave(now)) {
      long before = ring.inFlight();
      resend(writer, now);
      sendNew(writer, now);
      pace(ring.inFlight() - before, now);
    }
  }

  private boolean mayLeave(long now) {
    return mayHurry() || (hasWindow() && isPaceReached(now));
  }

  private boolean mayHurry() {
    return allowance > 0 && ring.nextLost() >= 0;
  }

  /**
   * Lets so many bytes that were found lost leave whatever the window and the pace. The oldest must
   * (section 7.2.4, clause 3): all that came after it waits for it at the other side. And when more
   * gaps than a SACK has room for keep the window full, what is acknowledged makes room for half as
   * much, as in RFC 6937, or nothing would move until T3-rtx expires.
   */
  void hurry(long bytes) {
    allowance = ring.nextLost() < 0 ? 0 : Math.max(allowance, 0) + bytes;
  }

  private boolean isPaceReached(long now) {
    return paced <= now || ring.inFlight() == 0 || !isPaced();
  }

  private boolean isPaced() {
    return path().control.pacingRate() != Long.MAX_VALUE;
  }

  private boolean hasWindow() {
    return ring.inFlight() == 0 || ring.inFlight() < path().control.window();
  }

  private void pace(long bytes, long now) {
    if (bytes > 0 && isPaced()) {
      long micros = bytes * 1_000_000 / Math.max(1, path().control.pacingRate());
      paced = Math.max(paced, now - PACING_SLACK) + micros;
    }
  }

  private void resend(PacketWriter writer, long now) {
    for (long tsn = ring.nextLost();
        tsn >= 0 && (allowance > 0 || hasWindow());
        tsn = ring.nextLost()) {
      OutboundMessage message = ring.message(tsn);
      if (session.forwardTsn && message.isSpent(ring.sends(tsn), now)) {
        abandon(message);
        continue;
      }
      if (writer.room() < ChunkType.padded(ChunkType.DATA_HEADER + ring.length(tsn))) {
        return;
      }
      boolean idle = ring.inFlight() == 0;
      ring.resend(tsn, now);
      session.tally.retransmissions++;
      allowance -= ring.length(tsn);
      put(writer, tsn, idle, now);
      if (tsn == ring.first()) {
        restartTimer(now); // section 7.2.4, clause 4: it has its time again
      }
    }
    if (forwardDue) {
      writeForwardTsn(writer, now);
    }
  }

  private void sendNew(PacketWriter writer, long now) {
    for (OutboundMessage message = queue.current();
        message != null && ring.nextLost() < 0;
        message = queue.current()) {
      if (message.stream >= session.outboundStreams) {
        queue.drop(message);
        session.tally.abandoned++;
        continue;
      }
      if (now >= message.expiresAt && (message.cut == 0 || session.forwardTsn)) {
        expire(message);
        continue;
      }
      int rest = message.length - message.cut;
      int room = writer.room() - ChunkType.DATA_HEADER;
      if (room < rest && room < Math.min(rest, session.config.maxPacketSize() / 4)) {
        return; // rather a packet of its own than a tiny fragment at the end of this one
      }
      int length = Math.min(rest, rest <= room ? rest : room & ~3);
      if (!hasWindow() || ring.isFull() || !fitsPeer(length)) {
        return;
      }
      if (message.cut == 0) {
        queue.number(message);
      }
      boolean idle = ring.inFlight() == 0;
      long tsn = ring.add(message, length, now);
      queue.cut(message, length);
      put(writer, tsn, idle, now);
    }
    if (queue.isEmpty() && ring.inFlight() > 0 && hasWindow()) {
      path().rate.applicationLimited(ring.inFlight());
    }
  }

  /** RFC 9260, section 6.1, rule A: into a full window one chunk goes as a probe. */
  private boolean fitsPeer(int length) {
    return ring.inFlight() == 0 || ring.inFlight() + length <= peerWindow;
  }

  private void put(PacketWriter writer, long tsn, boolean idle, long now) {
    OutboundMessage message = ring.message(tsn);
    int offset = ring.offset(tsn);
    int length = ring.length(tsn);
    int flags =
        (message.delivery.ordered() ? 0 : UNORDERED)
            | (offset == 0 ? BEGIN : 0)
            | (offset + length == message.length ? END : 0);
    ByteBuffer into = writer.header(ChunkType.DATA, flags, ChunkType.DATA_HEADER + length);
    into.putInt((int) tsn)
        .putShort((short) message.stream)
        .putShort((short) message.ssn)
        .putInt(message.ppid);
    writer.payload(message.data, message.start + offset, length);
    path().rate.sent(ring, tsn, idle);
    session.tally.bytesSent += length;
    if (timer == Long.MAX_VALUE) {
      restartTimer(now);
    }
  }

  // --- partial reliability ---

  /** Gives up a message of which nothing or a part has been sent. */
  private void expire(OutboundMessage message) {
    if (message.cut > 0) {
      abandon(message);
    } else {
      session.tally.abandoned++;
      queue.drop(message);
    }
  }

  void abandon(OutboundMessage message) {
    if (message.abandoned) {
      return;
    }
    message.abandoned = true;
    session.tally.abandoned++;
    ring.abandon(message);
    if (message.cut < message.length) {
      // The receiver must learn that the message ends, though all it was sent may have arrived.
      ring.addAbandoned(message);
      queue.drop(message);
    }
    advance();
  }

  /** RFC 3758, section 3.5, clause C2: the point up to which the receiver need not wait. */
  void advance() {
    advanced = Math.max(advanced, ring.first() - 1);
    while (advanced + 1 < ring.next() && ring.state(advanced + 1) == Outstanding.ABANDONED) {
      advanced++;
    }
    forwardDue = advanced >= ring.first();
  }

  private void writeForwardTsn(PacketWriter writer, long now) {
    SkippedStreams skipped = new SkippedStreams(Math.min(64, (writer.room() - 8) / 4));
    long upTo = skipped.collect(ring, advanced);
    if (upTo < ring.first()) {
      return;
    }
    forwardDue = false;
    skipped.write(writer, upTo);
    if (timer == Long.MAX_VALUE) {
      restartTimer(now);
    }
  }

  // --- the timer T3-rtx ---

  void restartTimer(long now) {
    timer = ring.isEmpty() ? Long.MAX_VALUE : now + session.rto.timeout();
  }

  long deadline() {
    // What waited for its turn may have been acknowledged meanwhile, and all of it been shut down.
    boolean waits = waitsForPace && session.state.sendsData();
    return waits ? Math.min(timer, paced) : timer;
  }

  /** RFC 9260, section 6.3.3. */
  void tick(long now) {
    if (now < timer) {
      return;
    }
    session.tally.timeouts++;
    session.rto.backOff();
    boolean probing = peerWindow == 0 && session.heardAt + session.rto.timeout() > now;
    if (!probing) {
      session.countError(session.config.maxRetransmits());
    }
    for (long tsn = ring.first(); tsn < ring.next(); tsn++) {
      ring.lose(tsn);
    }
    if (!probing) {
      path().control.onTimeout(now);
    }
    giveUpSpent(now);
    advance();
    timer = Long.MAX_VALUE;
    paced = 0;
    if (forwardDue) {
      restartTimer(now);
    }
  }

  /** Abandons at the front what may not be sent again, so that the receiver is not held up. */
  void giveUpSpent(long now) {
    if (!session.forwardTsn) {
      return;
    }
    for (long tsn = ring.nextLost(); tsn >= 0; tsn = ring.nextLost()) {
      if (!ring.message(tsn).isSpent(ring.sends(tsn), now)) {
        return;
      }
      abandon(ring.message(tsn));
    }
  }
}
