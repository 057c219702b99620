package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes DATA and FORWARD-TSN and acknowledges them (RFC 9260, section 6.2; RFC 3758). */
final class DataReceiver {
  private static final int IMMEDIATE = 8;
  private static final int MOST_DUPLICATES = 16;
  private static final int MOST_GAPS = 250;
  private static final int NO_USER_DATA = 9;
  private static final int INVALID_STREAM = 1;

  private final Session session;
  private final InboundStreams streams;
  private final ReceivedTsns received;
  private final Reassembly reassembly;
  private int @Nullable [] duplicates;
  private int duplicateCount;
  private boolean sackDue;
  private boolean sackWaiting;
  private long sackTimer = Long.MAX_VALUE;
  private boolean dataInPacket;

  DataReceiver(Session session) {
    this.session = session;
    streams = new InboundStreams(session);
    received = new ReceivedTsns(session.peerInitialTsn);
    reassembly = new Reassembly(session, streams, received.cumulative() + 1);
  }

  long cumulative() {
    return received.cumulative();
  }

  InboundStreams streams() {
    return streams;
  }

  /** Bytes held for messages that are incomplete or early. */
  long held() {
    return reassembly.held() + streams.waitingBytes();
  }

  /** Takes one DATA chunk of {@code length} bytes at {@code at} (section 3.3.1). */
  void data(ByteBuffer packet, int at, int length) {
    if (length <= ChunkType.DATA_HEADER) {
      session.tally.chunksDropped++;
      if (length == ChunkType.DATA_HEADER) {
        session.abort(AbortReason.PROTOCOL_VIOLATION, "DATA without user data: " + NO_USER_DATA);
      }
      return;
    }
    dataInPacket = true;
    if ((packet.get(at + 1) & IMMEDIATE) != 0) {
      sackDue = true;
    }
    long tsn = Tsn.unwrap(packet.getInt(at + 4), received.cumulative());
    if (received.contains(tsn)) {
      duplicate((int) tsn);
      return;
    }
    if (received.isBeyondWindow(tsn) || reassembly.isBeyondWindow(tsn) || isFull(tsn, length)) {
      session.tally.chunksDropped++;
      sackDue = true;
      return;
    }
    if (tsn != received.cumulative() + 1 || received.hasGaps()) {
      sackDue = true; // section 6.7: gaps are told at once, also when they are filled
    }
    received.add(tsn);
    session.tally.bytesReceived += length - ChunkType.DATA_HEADER;
    int stream = Short.toUnsignedInt(packet.getShort(at + 8));
    if (stream < session.inboundStreams) {
      reassembly.add(tsn, packet, at, length);
    } else {
      session.tally.chunksDropped++; // section 6.5: acknowledged, reported and thrown away
      report(stream);
    }
    passed();
  }

  private void passed() {
    reassembly.passed(received.cumulative());
    if (streams.waitingBytes() > 0 && !received.hasGaps() && reassembly.held() == 0) {
      session.abort(AbortReason.PROTOCOL_VIOLATION, "stream sequence numbers left out");
    }
  }

  private void report(int stream) {
    session.send(
        ControlChunk.buffer(ChunkType.ERROR, 0, 8)
            .putShort((short) INVALID_STREAM)
            .putShort((short) 8)
            .putShort((short) stream)
            .putShort((short) 0)
            .array());
  }

  /**
   * What fills a gap is taken beyond the window, or messages could never be completed; twice the
   * window is the end.
   */
  private boolean isFull(long tsn, int length) {
    long held = held();
    long window = session.config.receiveWindow();
    boolean fills = tsn < received.highest() || tsn == received.cumulative() + 1;
    return held + length > window && (held > 2 * window || !fills);
  }

  private void duplicate(int tsn) {
    session.tally.duplicates++;
    sackDue = true;
    if (duplicates == null) {
      duplicates = new int[MOST_DUPLICATES];
    }
    if (duplicateCount < MOST_DUPLICATES) {
      duplicates[duplicateCount++] = tsn;
    }
  }

  /** Whether the lengths of a FORWARD-TSN agree (RFC 3758, section 3.2). */
  static boolean isForwardTsn(int length) {
    return length >= 8 && (length & 3) == 0;
  }

  void forwardTsn(ByteBuffer packet, int at, int length) {
    if (!session.forwardTsn || !isForwardTsn(length)) {
      session.tally.chunksDropped++;
      return;
    }
    sackDue = true;
    long tsn = Tsn.unwrap(packet.getInt(at + 4), received.cumulative());
    if (tsn <= received.cumulative()) {
      return;
    }
    if (received.isBeyondWindow(tsn)) {
      session.tally.chunksDropped++;
      return;
    }
    reassembly.skipTo(tsn);
    received.skipTo(tsn);
    for (int i = at + 8; i < at + length; i += 4) {
      int stream = Short.toUnsignedInt(packet.getShort(i));
      if (stream < session.inboundStreams) {
        streams.skip(stream, Short.toUnsignedInt(packet.getShort(i + 2)));
      } else {
        session.tally.chunksDropped++;
      }
    }
    passed();
  }

  /** The packet is read: a SACK is due for every second packet with DATA (section 6.2). */
  void endOfPacket(long now) {
    if (!dataInPacket) {
      return;
    }
    dataInPacket = false;
    if (sackWaiting || session.state == AssociationState.SHUTDOWN_SENT) {
      sackDue = true;
    } else if (!sackDue) {
      sackWaiting = true;
      sackTimer = now + session.config.sackDelay();
    }
  }

  boolean isDue(long now) {
    return sackDue || now >= sackTimer;
  }

  /** Whether a SACK would be of use in a packet that leaves anyway. */
  boolean isWaiting() {
    return sackDue || sackWaiting;
  }

  long deadline() {
    return sackTimer;
  }

  void writeSack(PacketWriter writer) {
    int room = (writer.room() - ChunkType.SACK_HEADER) / 4;
    if (room < 0) {
      return;
    }
    int start = writer.position();
    ByteBuffer into = writer.header(ChunkType.SACK, 0, ChunkType.SACK_HEADER);
    into.putInt((int) received.cumulative()).putInt((int) window()).putInt(0);
    int gaps = received.writeGaps(into, Math.min(room, MOST_GAPS));
    int repeats = Math.min(duplicateCount, room - gaps);
    for (int i = 0; i < repeats && duplicates != null; i++) {
      into.putInt(duplicates[i]);
    }
    into.putShort(start + 2, (short) (ChunkType.SACK_HEADER + 4 * (gaps + repeats)));
    into.putShort(start + 12, (short) gaps).putShort(start + 14, (short) repeats);
    duplicateCount = 0;
    sackDue = false;
    sackWaiting = false;
    sackTimer = Long.MAX_VALUE;
  }

  private long window() {
    return Math.max(0, session.config.receiveWindow() - held());
  }
}
