package gossamer.webrtc.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that have a TSN and are not yet passed by the cumulative TSN of the other side: a ring of
 * parallel arrays by TSN, which grows with what is under way and is nothing while nothing is.
 */
final class Outstanding {
  /** TSNs between the oldest outstanding one and the newest; more wait until the oldest is done. */
  static final int MOST = 1 << 15;

  static final byte IN_FLIGHT = 1;
  static final byte ACKNOWLEDGED = 2;
  static final byte LOST = 3;
  static final byte ABANDONED = 4;

  private static final int SMALLEST = 4;
  private static final int KEPT = 64;

  private @Nullable OutboundMessage[] messages = {};
  private int[] offsets = {};
  private int[] lengths = {};
  private byte[] states = {};
  private byte[] misses = {};
  private short[] sends = {};
  private long[] sentAt = {};

  private long first;
  private long next;
  private long inFlight;
  private int lost;
  private long lostFrom;

  Outstanding(int initialTsn) {
    first = Tsn.first(initialTsn);
    next = first;
    lostFrom = first;
  }

  /** The oldest TSN that is outstanding, or the next one. */
  long first() {
    return first;
  }

  /** The TSN of the next new chunk. */
  long next() {
    return next;
  }

  boolean isEmpty() {
    return first == next;
  }

  boolean isFull() {
    return next - first >= MOST;
  }

  /** Bytes sent and neither acknowledged nor lost nor given up. */
  long inFlight() {
    return inFlight;
  }

  /** Slots of the ring; its arrays have room for each. */
  int capacity() {
    return states.length;
  }

  int slot(long tsn) {
    return (int) tsn & (states.length - 1);
  }

  byte state(long tsn) {
    return states[slot(tsn)];
  }

  OutboundMessage message(long tsn) {
    OutboundMessage message = messages[slot(tsn)];
    if (message == null) {
      throw new IllegalStateException("not outstanding: " + tsn);
    }
    return message;
  }

  int offset(long tsn) {
    return offsets[slot(tsn)];
  }

  int length(long tsn) {
    return lengths[slot(tsn)];
  }

  int sends(long tsn) {
    return sends[slot(tsn)];
  }

  long sentAt(long tsn) {
    return sentAt[slot(tsn)];
  }

  /** A new chunk leaves: this part of the message, from its cut. */
  long add(OutboundMessage message, int length, long nowMicros) {
    long tsn = place(message, length);
    int slot = slot(tsn);
    states[slot] = IN_FLIGHT;
    sends[slot] = 1;
    sentAt[slot] = nowMicros;
    inFlight += length;
    return tsn;
  }

  /** A TSN for the rest of a message that is given up, so that the receiver learns its end. */
  void addAbandoned(OutboundMessage message) {
    states[slot(place(message, 0))] = ABANDONED;
  }

  private long place(OutboundMessage message, int length) {
    if (next - first == states.length) {
      grow();
    }
    long tsn = next++;
    int slot = slot(tsn);
    messages[slot] = message;
    offsets[slot] = message.cut;
    lengths[slot] = length;
    misses[slot] = 0;
    sends[slot] = 0;
    if (message.firstTsn < 0) {
      message.firstTsn = tsn;
    }
    message.lastTsn = tsn;
    return tsn;
  }

  private void grow() {
    int old = states.length;
    int size = Math.max(SMALLEST, old * 2);
    int[] from = new int[size];
    Arrays.fill(from, -1);
    for (long tsn = first; tsn < next; tsn++) {
      from[(int) tsn & (size - 1)] = (int) tsn & (old - 1);
    }
    @Nullable OutboundMessage[] newMessages = new OutboundMessage[size];
    int[] newOffsets = new int[size];
    int[] newLengths = new int[size];
    byte[] newStates = new byte[size];
    byte[] newMisses = new byte[size];
    short[] newSends = new short[size];
    long[] newSentAt = new long[size];
    for (int i = 0; i < size; i++) {
      int source = from[i];
      if (source >= 0) {
        newMessages[i] = messages[source];
        newOffsets[i] = offsets[source];
        newLengths[i] = lengths[source];
        newStates[i] = states[source];
        newMisses[i] = misses[source];
        newSends[i] = sends[source];
        newSentAt[i] = sentAt[source];
      }
    }
    messages = newMessages;
    offsets = newOffsets;
    lengths = newLengths;
    states = newStates;
    misses = newMisses;
    sends = newSends;
    sentAt = newSentAt;
  }

  /** The oldest chunk is passed by the cumulative TSN. */
  void removeFirst() {
    messages[slot(first)] = null;
    first++;
    if (lostFrom < first) {
      lostFrom = first;
    }
  }

  /** Nothing is outstanding any more and the ring is large: gives its memory back. */
  void shrink() {
    if (isEmpty() && states.length > KEPT) {
      messages = new OutboundMessage[0];
      offsets = new int[0];
      lengths = new int[0];
      states = new byte[0];
      misses = new byte[0];
      sends = new short[0];
      sentAt = new long[0];
    }
  }

  /** The other side has it; true when that is news. */
  boolean acknowledge(long tsn) {
    int slot = slot(tsn);
    switch (states[slot]) {
      case IN_FLIGHT -> inFlight -= lengths[slot];
      case LOST -> lost--;
      default -> {
        return false;
      }
    }
    states[slot] = ACKNOWLEDGED;
    return true;
  }

  /** The other side dropped what it had acknowledged in a gap block (RFC 9260, section 6.2.1). */
  void renege(long tsn) {
    int slot = slot(tsn);
    if (states[slot] == ACKNOWLEDGED) {
      states[slot] = IN_FLIGHT;
      inFlight += lengths[slot];
    }
  }

  /** One more report that it is missing; returns how many there were. */
  int miss(long tsn) {
    return ++misses[slot(tsn)];
  }

  void lose(long tsn) {
    int slot = slot(tsn);
    if (states[slot] == IN_FLIGHT) {
      states[slot] = LOST;
      misses[slot] = 0;
      inFlight -= lengths[slot];
      lost++;
      lostFrom = Math.min(lostFrom, tsn);
    }
  }

  /** The oldest chunk to be sent again, or -1. */
  long nextLost() {
    if (lost == 0) {
      return -1;
    }
    while (states[slot(lostFrom)] != LOST) {
      lostFrom++;
    }
    return lostFrom;
  }

  /** It leaves again. */
  void resend(long tsn, long nowMicros) {
    int slot = slot(tsn);
    states[slot] = IN_FLIGHT;
    sentAt[slot] = nowMicros;
    inFlight += lengths[slot];
    lost--;
    if (sends[slot] < Short.MAX_VALUE) {
      sends[slot]++;
    }
  }

  /** All chunks of a message are given up. */
  void abandon(OutboundMessage message) {
    for (long tsn = Math.max(first, message.firstTsn); tsn <= message.lastTsn; tsn++) {
      int slot = slot(tsn);
      if (states[slot] == IN_FLIGHT) {
        inFlight -= lengths[slot];
      } else if (states[slot] == LOST) {
        lost--;
      }
      states[slot] = ABANDONED;
    }
  }
}
