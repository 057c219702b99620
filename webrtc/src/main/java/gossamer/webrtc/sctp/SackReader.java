package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/** Works through a SACK (RFC 9260, section 6.2.1) and finds what is lost (section 7.2.4). */
final class SackReader {
  /** Reports of absence before a chunk is taken as lost (section 7.2.4). */
  private static final int MISSES = 3;

  private final Session session;
  private final DataSender sender;
  private final Acknowledgement sample = new Acknowledgement();
  private long newest;
  private long newestSentAt;
  private long highestNews;
  private long highestGap;

  SackReader(Session session, DataSender sender) {
    this.session = session;
    this.sender = sender;
  }

  /** Whether the lengths of a SACK of {@code length} bytes at {@code at} agree. */
  static boolean isWellFormed(ByteBuffer packet, int at, int length) {
    if (length < ChunkType.SACK_HEADER) {
      return false;
    }
    int blocks = Short.toUnsignedInt(packet.getShort(at + 12));
    int duplicates = Short.toUnsignedInt(packet.getShort(at + 14));
    return length >= ChunkType.SACK_HEADER + 4 * (blocks + duplicates);
  }

  void read(ByteBuffer packet, int at, int length, long now) {
    Outstanding ring = sender.ring();
    if (!isWellFormed(packet, at, length)) {
      session.tally.chunksDropped++;
      return;
    }
    long cumulative = Tsn.unwrap(packet.getInt(at + 4), ring.first() - 1);
    if (cumulative >= ring.next()) {
      session.abort(AbortReason.PROTOCOL_VIOLATION, "SACK of a TSN that was never sent");
      return;
    }
    if (cumulative < ring.first() - 1) {
      session.tally.chunksDropped++; // an old one that was overtaken
      return;
    }
    begin(now);
    boolean moved = cumulative >= ring.first();
    passTo(cumulative);
    sender.peerWindow(Integer.toUnsignedLong(packet.getInt(at + 8)));
    readBlocks(packet, at, cumulative);
    finish(now);
    if (sample.bytes > 0 || moved || sender.peerWindow() == 0) {
      session.errors = 0;
    }
    if (moved || ring.isEmpty()) {
      sender.restartTimer(now);
    }
    if (ring.isEmpty()) {
      ring.shrink();
      sender.shrink();
    }
  }

  /** SHUTDOWN acknowledges too, without gaps (section 9.2). */
  void readCumulative(int wire, long now) {
    Outstanding ring = sender.ring();
    long cumulative = Tsn.unwrap(wire, ring.first() - 1);
    if (cumulative >= ring.first() && cumulative < ring.next()) {
      begin(now);
      passTo(cumulative);
      finish(now);
      sender.restartTimer(now);
    }
  }

  private void begin(long now) {
    sample.nowMicros = now;
    sample.bytes = 0;
    sample.rttMicros = -1;
    sample.rate = -1;
    sample.inFlightBefore = sender.ring().inFlight();
    newest = -1;
    newestSentAt = Long.MIN_VALUE;
    highestNews = -1;
  }

  private void passTo(long cumulative) {
    Outstanding ring = sender.ring();
    for (long tsn = ring.first(); tsn <= cumulative; tsn++) {
      acknowledge(tsn);
    }
    if (newest >= 0) {
      sender.rate().sample(ring, newest, sample); // before its slot is given away
    }
    while (ring.first() <= cumulative) {
      ring.removeFirst();
    }
  }

  private void acknowledge(long tsn) {
    Outstanding ring = sender.ring();
    if (!ring.acknowledge(tsn)) {
      return;
    }
    int bytes = ring.length(tsn);
    sample.bytes += bytes;
    sender.rate().delivered(bytes, sample.nowMicros);
    highestNews = tsn;
    if (ring.sentAt(tsn) >= newestSentAt) {
      newestSentAt = ring.sentAt(tsn);
      newest = tsn;
    }
  }

  private void readBlocks(ByteBuffer packet, int at, long cumulative) {
    Outstanding ring = sender.ring();
    int blocks = Short.toUnsignedInt(packet.getShort(at + 12));
    long from = cumulative + 1;
    for (int i = 0; i < blocks; i++) {
      int block = at + ChunkType.SACK_HEADER + 4 * i;
      long start = cumulative + Short.toUnsignedInt(packet.getShort(block));
      long end = cumulative + Short.toUnsignedInt(packet.getShort(block + 2));
      if (start < from || end < start || end >= ring.next()) {
        session.tally.chunksDropped++; // not in order, or of what was never sent
        break;
      }
      forget(from, start);
      for (long tsn = start; tsn <= end; tsn++) {
        acknowledge(tsn);
      }
      from = end + 1;
    }
    forget(from, Math.min(highestGap + 1, ring.next()));
    highestGap = from - 1;
    if (newest >= ring.first()) {
      sender.rate().sample(ring, newest, sample);
    }
  }

  private void forget(long from, long to) {
    for (long tsn = from; tsn < to; tsn++) {
      sender.ring().renege(tsn);
    }
  }

  private void finish(long now) {
    Outstanding ring = sender.ring();
    if (sample.rttMicros >= 0) {
      session.rto.sample(sample.rttMicros);
    }
    int lostBytes = highestNews >= ring.first() ? findLost() : 0;
    sample.inFlight = ring.inFlight();
    sample.delivered = sender.rate().delivered();
    if (sample.bytes > 0) {
      sender.control().onAcknowledged(sample);
    }
    if (lostBytes > 0) {
      sender.control().onLost(lostBytes, sample.inFlightBefore, now);
      sender.giveUpSpent(now);
    }
    sender.hurry(sample.bytes / 2 + (ring.nextLost() == ring.first() && lostBytes > 0 ? 1 : 0));
    sender.advance();
  }

  /**
   * Counts absences below the highest chunk that is newly acknowledged (section 7.2.4). A chunk
   * that was sent again is found lost by time, as in RACK (RFC 8985): when something sent a quarter
   * of a round trip later has arrived.
   */
  private int findLost() {
    Outstanding ring = sender.ring();
    long window = Math.max(session.rto.smoothed() / 4, 1_000);
    int bytes = 0;
    for (long tsn = ring.first(); tsn < highestNews; tsn++) {
      if (ring.state(tsn) != Outstanding.IN_FLIGHT) {
        continue;
      }
      boolean lost =
          ring.sends(tsn) == 1
              ? ring.miss(tsn) >= MISSES
              : ring.sentAt(tsn) + window < newestSentAt;
      if (lost) {
        bytes += ring.length(tsn);
        ring.lose(tsn);
      }
    }
    return bytes;
  }
}
