package gossamer.webrtc.sctp;

/**
 * How fast the path delivers, sampled per chunk (draft-cheng-iccrg-delivery-rate-estimation): the
 * bytes that were delivered between the sending and the acknowledgement of a chunk.
 */
final class DeliveryRate {
  private static final int SMALLEST = 4;
  private static final int KEPT = 64;

  private long[] deliveredAtSend = {};
  private long[] deliveredTime = {};
  private long[] firstSentTime = {};
  private boolean[] limited = {};

  private long delivered;
  private long lastDelivered;
  private long firstSent;
  private long limitedUntil;
  private long shortest = Long.MAX_VALUE;

  long delivered() {
    return delivered;
  }

  /**
   * A chunk leaves.
   *
   * @param idle whether nothing is in flight
   */
  void sent(Outstanding ring, long tsn, boolean idle) {
    long now = ring.sentAt(tsn);
    if (deliveredAtSend.length < ring.capacity()) {
      grow(ring);
    }
    if (idle) {
      firstSent = now;
      lastDelivered = now;
    }
    int slot = ring.slot(tsn);
    deliveredAtSend[slot] = delivered;
    deliveredTime[slot] = lastDelivered;
    firstSentTime[slot] = firstSent;
    limited[slot] = limitedUntil > delivered;
  }

  private void grow(Outstanding ring) {
    int old = deliveredAtSend.length;
    int size = Math.max(SMALLEST, ring.capacity());
    long[] newDelivered = new long[size];
    long[] newTime = new long[size];
    long[] newFirst = new long[size];
    boolean[] newLimited = new boolean[size];
    if (old > 0) {
      for (long tsn = ring.first(); tsn < ring.next(); tsn++) {
        int from = (int) tsn & (old - 1);
        int to = (int) tsn & (size - 1);
        newDelivered[to] = deliveredAtSend[from];
        newTime[to] = deliveredTime[from];
        newFirst[to] = firstSentTime[from];
        newLimited[to] = limited[from];
      }
    }
    deliveredAtSend = newDelivered;
    deliveredTime = newTime;
    firstSentTime = newFirst;
    limited = newLimited;
  }

  /** A chunk arrived; its bytes count from now on. */
  void delivered(int bytes, long nowMicros) {
    delivered += bytes;
    lastDelivered = nowMicros;
  }

  /** The sender has nothing to send although it may: rates until then say nothing of the path. */
  void applicationLimited(long inFlight) {
    limitedUntil = Math.max(1, delivered + inFlight);
  }

  /** Fills in what the newest chunk of a SACK tells. */
  void sample(Outstanding ring, long tsn, Acknowledgement into) {
    int slot = ring.slot(tsn);
    long sentAt = ring.sentAt(tsn);
    long sendTime = sentAt - firstSentTime[slot];
    long ackTime = into.nowMicros - deliveredTime[slot];
    long elapsed = Math.max(1, Math.max(sendTime, ackTime));
    into.deliveredAtSend = deliveredAtSend[slot];
    into.applicationLimited = limited[slot];
    into.rttMicros = ring.sends(tsn) == 1 ? into.nowMicros - sentAt : -1;
    if (into.rttMicros >= 0) {
      shortest = Math.min(shortest, into.rttMicros);
    }
    // Less than a round trip: what is acknowledged is not what was sent again, but the first copy.
    into.rate = elapsed < shortest ? -1 : (delivered - deliveredAtSend[slot]) * 1_000_000 / elapsed;
    firstSent = sentAt;
  }

  /** Nothing is outstanding: gives the memory back. */
  void shrink() {
    if (deliveredAtSend.length > KEPT) {
      deliveredAtSend = new long[0];
      deliveredTime = new long[0];
      firstSentTime = new long[0];
      limited = new boolean[0];
    }
  }
}
