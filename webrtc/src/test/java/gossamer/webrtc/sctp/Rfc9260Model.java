package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Watches both streams of packets and holds them against the rules of RFC 9260, with nothing of the
 * production code but what it reads from the wire, and the congestion window.
 */
final class Rfc9260Model implements Network.Watcher {
  private static final int SPAN = 1 << 20;

  private final Network network;
  private final Side[] sides = {new Side(), new Side()};
  long sacksChecked;

  /** What the model knows of one end. */
  private static final class Side {
    int tag;
    int initialTsn;
    boolean known;
    boolean zeroOffered;

    /** Offsets from the initial TSN: the next new one, and what was sent of each. */
    long next;

    final Map<Long, String> sent = new HashMap<>();
    final Map<Integer, Integer> ssn = new HashMap<>();
    boolean inMessage;

    /** The request of RFC 6525 that was not yet answered, from its parameter header on. */
    ByteBuffer asked = ByteBuffer.allocate(0);

    /** What arrived here, by offset from the initial TSN of the other end. */
    final BitSet arrived = new BitSet();

    /** Arrived in a packet of which something was dropped: the next SACK tells what. */
    final BitSet fresh = new BitSet();

    final BitSet doubtful = new BitSet();

    long cumulative = -1;
    long dropped;
    int newChunks;

    /** What the other end acknowledged to this one. */
    long acknowledged = -1;

    long peerWindow = Long.MAX_VALUE;
  }

  Rfc9260Model(Network network) {
    this.network = network;
  }

  @Override
  public void sent(int from, ByteBuffer packet, long now) {
    assertTrue(packet.remaining() <= 1_200, "section 6.10: larger than the path takes");
    checkChecksum(from, packet);
    boolean first = true;
    int tag = packet.getInt(4);
    sides[from].newChunks = 0;
    for (int at = 12; at < packet.limit(); first = false) {
      int type = packet.get(at) & 0xff;
      int length = Short.toUnsignedInt(packet.getShort(at + 2));
      assertTrue(length >= 4 && at + length <= packet.limit(), "section 3.2: chunk length");
      if (type == ChunkType.INIT || type == ChunkType.INIT_ACK) {
        assertTrue(first && at + ((length + 3) & ~3) == packet.limit(), "section 6.10: INIT alone");
        init(from, packet, at);
      }
      if (type == ChunkType.INIT) {
        assertEquals(0, tag, "section 8.5.1: tag of an INIT");
      } else {
        assertEquals(sides[1 - from].tag, tag, "section 8.5: tag");
      }
      switch (type) {
        case ChunkType.DATA -> data(from, packet, at, length);
        case ChunkType.SACK -> sack(from, packet, at, length);
        case ChunkType.RE_CONFIG -> {
          if (packet.getShort(at + 4) == StreamResets.OUTGOING) {
            sides[from].asked = ByteBuffer.allocate(length - 4).put(0, packet, at + 4, length - 4);
          }
        }
        default -> {}
      }
      at += (length + 3) & ~3;
    }
    if (sides[from].newChunks > 0) {
      window(from);
    }
  }

  private void checkChecksum(int from, ByteBuffer packet) {
    int found = packet.getInt(8);
    int type = packet.get(12) & 0xff;
    if (found == 0) {
      assertTrue(sides[1 - from].zeroOffered, "RFC 9653, section 5.2: zero was not offered");
      assertTrue(
          type != ChunkType.INIT && type != ChunkType.COOKIE_ECHO, "RFC 9653, section 5.2: INIT");
      return;
    }
    CRC32C crc = new CRC32C();
    ByteBuffer copy = ByteBuffer.allocate(packet.limit()).put(packet.duplicate()).putInt(8, 0);
    crc.update(copy.flip());
    assertEquals(Integer.reverseBytes((int) crc.getValue()), found, "section 6.8: checksum");
  }

  private void init(int from, ByteBuffer packet, int at) {
    Side side = sides[from];
    int tag = packet.getInt(at + 4);
    int tsn = packet.getInt(at + 16);
    assertTrue(tag != 0, "section 3.3.2: initiate tag 0");
    if (side.known) {
      assertEquals(side.tag, tag, "section 5.2.1: one tag");
      assertEquals(side.initialTsn, tsn, "section 5.2.1: one initial TSN");
    }
    side.known = true;
    side.tag = tag;
    side.initialTsn = tsn;
    sides[1 - from].peerWindow = Integer.toUnsignedLong(packet.getInt(at + 8));
    for (int p = at + 20; p < packet.limit(); ) {
      side.zeroOffered |= packet.getShort(p) == (short) 0x8001;
      p += (Short.toUnsignedInt(packet.getShort(p + 2)) + 3) & ~3;
    }
  }

  private void data(int from, ByteBuffer packet, int at, int length) {
    Side side = sides[from];
    AssociationState state = network.ends[from].state();
    assertTrue(length > 16, "section 3.3.1: DATA without user data");
    assertTrue(
        state == AssociationState.ESTABLISHED
            || state == AssociationState.SHUTDOWN_PENDING
            || state == AssociationState.SHUTDOWN_RECEIVED,
        () -> "section 6: DATA sent in " + state);
    long offset = offset(packet, at + 4, side);
    assertTrue(offset >= 0 && offset < SPAN);
    String content = fingerprint(packet, at, length);
    if (offset == side.next + 1 && side.inMessage && (packet.get(at + 1) & 2) != 0) {
      side.next++; // RFC 3758, section 3.5: the rest of a message that was given up
      side.inMessage = false;
    }
    if (offset == side.next) {
      side.next++;
      side.sent.put(offset, content);
      order(side, packet, at);
      side.newChunks++;
    } else {
      assertTrue(offset < side.next, "section 6.1: a TSN was left out");
      assertTrue(offset > side.acknowledged, "section 6.3: sent again what was acknowledged");
      assertEquals(side.sent.get(offset), content, "section 6.3: the same TSN, other bytes");
    }
  }

  /** Fragments in a row, stream sequence numbers by one (sections 6.5 and 6.9). */
  private static void order(Side side, ByteBuffer packet, int at) {
    int flags = packet.get(at + 1);
    boolean begins = (flags & 2) != 0;
    assertEquals(!side.inMessage, begins, "section 6.9: fragments of one message are in a row");
    side.inMessage = (flags & 1) == 0;
    if (begins && (flags & 4) == 0) {
      int stream = Short.toUnsignedInt(packet.getShort(at + 8));
      int ssn = Short.toUnsignedInt(packet.getShort(at + 10));
      int expected = side.ssn.merge(stream, 0, (old, none) -> (old + 1) & 0xffff);
      assertEquals(expected, ssn, "section 6.5: stream sequence number");
    }
  }

  /** Section 6.1: neither window is exceeded, but for a probe and the packet that fills it. */
  private void window(int from) {
    Counters counters = network.ends[from].counters();
    long inFlight = counters.inFlightBytes();
    long peerWindow = sides[from].peerWindow;
    boolean probe = sides[from].newChunks == 1 && inFlight <= 1_200;
    assertTrue(
        inFlight <= peerWindow || probe,
        () -> "section 6.1, rule A: " + inFlight + " in flight of " + peerWindow);
    assertTrue(
        inFlight < counters.windowBytes() + 1_200,
        () -> "section 6.1, rule B: " + inFlight + " in flight of " + counters.windowBytes());
  }

  /** How far a TSN is from the first; serial arithmetic, so an int that may wrap. */
  private static int offset(ByteBuffer packet, int at, Side sender) {
    return packet.getInt(at) - sender.initialTsn;
  }

  private static String fingerprint(ByteBuffer packet, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(packet.duplicate().position(at + 1).limit(at + length));
    return length + ":" + crc.getValue();
  }

  /** Section 6.2: the SACK says exactly what has arrived. */
  private void sack(int from, ByteBuffer packet, int at, int length) {
    Side side = sides[from];
    sacksChecked++;
    long cumulative = offset(packet, at + 4, sides[1 - from]);
    settle(side, packet, at, cumulative);
    assertEquals(side.arrived.nextClearBit(0) - 1, cumulative, "section 6.2: cumulative TSN");
    assertTrue(cumulative >= side.cumulative, "section 6.2: the cumulative TSN went back");
    side.cumulative = cumulative;
    int blocks = Short.toUnsignedInt(packet.getShort(at + 12));
    int duplicates = Short.toUnsignedInt(packet.getShort(at + 14));
    assertEquals(length, 16 + 4 * (blocks + duplicates), "section 3.3.4: length");
    long next = cumulative + 1;
    for (int i = 0; i < blocks; i++) {
      long start = cumulative + Short.toUnsignedInt(packet.getShort(at + 16 + 4 * i));
      long end = cumulative + Short.toUnsignedInt(packet.getShort(at + 18 + 4 * i));
      assertEquals(side.arrived.nextSetBit((int) next), start, "section 3.3.4: block starts");
      assertEquals(side.arrived.nextClearBit((int) start) - 1, end, "section 3.3.4: block ends");
      next = end + 1;
    }
    if (blocks < 200) {
      assertEquals(-1, side.arrived.nextSetBit((int) next), "section 3.3.4: blocks left out");
    }
    for (int i = 0; i < duplicates; i++) {
      long offset = offset(packet, at + 16 + 4 * (blocks + i), sides[1 - from]);
      assertTrue(side.arrived.get((int) offset), "section 3.3.4: a duplicate that never came");
    }
  }

  private static void settle(Side side, ByteBuffer packet, int at, long cumulative) {
    int blocks = Short.toUnsignedInt(packet.getShort(at + 12));
    for (int tsn = side.doubtful.nextSetBit(0); tsn >= 0; tsn = side.doubtful.nextSetBit(tsn + 1)) {
      boolean told = tsn <= cumulative;
      for (int i = 0; i < blocks; i++) {
        long start = cumulative + Short.toUnsignedInt(packet.getShort(at + 16 + 4 * i));
        long end = cumulative + Short.toUnsignedInt(packet.getShort(at + 18 + 4 * i));
        told |= start <= tsn && tsn <= end;
      }
      side.arrived.set(tsn, told);
    }
    side.doubtful.clear();
  }

  @Override
  public void arriving(int to, ByteBuffer packet, long now) {
    Side side = sides[to];
    AssociationState state = network.ends[to].state();
    side.dropped = network.ends[to].counters().chunksDropped();
    side.fresh.clear();
    for (int at = 12; at < packet.limit(); ) {
      int type = packet.get(at) & 0xff;
      int length = Short.toUnsignedInt(packet.getShort(at + 2));
      if (type == ChunkType.COOKIE_ACK && state == AssociationState.COOKIE_ECHOED) {
        state = AssociationState.ESTABLISHED;
      }
      if (type == ChunkType.DATA && state.takesData()) {
        int offset = offset(packet, at + 4, sides[1 - to]);
        if (!side.arrived.get(offset)) {
          side.fresh.set(offset);
        }
      }
      if (type == ChunkType.FORWARD_TSN && state.isUp()) {
        int last = offset(packet, at + 4, sides[1 - to]);
        if (last >= 0) {
          side.arrived.set(0, last + 1); // RFC 3758, section 3.6
        }
      }
      if (type == ChunkType.RE_CONFIG && packet.getShort(at + 4) == StreamResets.RESPONSE) {
        answered(side, packet.getInt(at + 8), packet.getInt(at + 12));
      }
      if (type == ChunkType.SACK && state.isUp()) {
        long cumulative = offset(packet, at + 4, side);
        if (cumulative >= side.acknowledged) {
          side.acknowledged = cumulative;
          side.peerWindow = Integer.toUnsignedLong(packet.getInt(at + 8));
        }
      }
      at += (length + 3) & ~3;
    }
    side.arrived.or(side.fresh);
  }

  /** RFC 6525, section 5.2.7: after the answer the numbers of these streams begin anew. */
  private static void answered(Side side, int sequence, int result) {
    if (side.asked.capacity() < 16
        || side.asked.getInt(4) != sequence
        || result == StreamResets.IN_PROGRESS) {
      return;
    }
    for (int i = 16; i + 2 <= side.asked.capacity() && result == StreamResets.PERFORMED; i += 2) {
      side.ssn.remove(Short.toUnsignedInt(side.asked.getShort(i)));
    }
    side.asked = ByteBuffer.allocate(0);
  }

  @Override
  public void arrived(int to, long now) {
    Side side = sides[to];
    if (network.ends[to].counters().chunksDropped() != side.dropped) {
      side.doubtful.or(side.fresh);
    }
  }
}
