package gossamer.jvm.dtls;

/**
 * When a flight is sent again (RFC 6347, section 4.2.4). It starts far below the second of the RFC,
 * because the path was just proved by ICE, and then follows the round trip that it saw. Time in
 * microseconds.
 */
final class FlightTimer {
  /** First interval: a ClientHello that comes before the STUN response is lost in browsers. */
  static final long FIRST = 60_000;

  static final long LONGEST = 1_000_000;

  /** The least time between two sendings that somebody asked for. */
  static final long GAP = 10_000;

  /** How long a handshake may take: ICE has proved that the other side is there. */
  static final long HANDSHAKE = 15_000_000;

  /** Sendings of one flight: by then the other side is not there, or does not want to be. */
  static final int MOST = 40;

  private long interval = FIRST;
  private long usual = FIRST;
  private long firstSent;
  private long lastSent;
  private long due = Long.MAX_VALUE;
  private int sendings;
  private long roundTrip = Long.MAX_VALUE;
  private final long handshakeDeadline;

  FlightTimer(long now) {
    handshakeDeadline = now + HANDSHAKE;
  }

  /** When the whole handshake has failed. */
  long handshakeDeadline() {
    return handshakeDeadline;
  }

  long due() {
    return due;
  }

  /** A new flight left; what came just before it answered the last one. */
  void sentNew(long now) {
    // A flight is written record by record; only its first one answers anything.
    if (due != Long.MAX_VALUE && now > firstSent) {
      // With resends it is not known which was answered: then this is too long, never too short.
      long taken = now - firstSent;
      usual = Math.clamp(taken + taken / 2 + 10_000, FIRST, LONGEST);
      roundTrip = Math.min(roundTrip, taken);
    }
    firstSent = now;
    sendings = 0;
    interval = usual;
    sent(now);
  }

  /** The handshake is complete: the shortest time that an answer took; -1 when there was none. */
  long roundTrip(long now) {
    long last = sendings > 0 && now > firstSent ? now - firstSent : Long.MAX_VALUE;
    long shortest = Math.min(roundTrip, last);
    return shortest == Long.MAX_VALUE ? -1 : shortest;
  }

  /** The flight left once more because it was due. */
  void sentAgain(long now) {
    interval = Math.min(2 * interval, LONGEST);
    sent(now);
  }

  /** The flight left once more because somebody asked; the interval does not grow. */
  void sentEarly(long now) {
    sent(now);
  }

  /** Whether it may leave before it is due. */
  boolean mayHurry(long now) {
    return due != Long.MAX_VALUE && now - lastSent >= GAP;
  }

  private void sent(long now) {
    lastSent = now;
    sendings++;
    due = sendings < MOST ? now + interval : Long.MAX_VALUE;
  }
}
