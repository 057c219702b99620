package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives each chunk to the part that it concerns, and lets the parts write and wait in turn. */
final class Chunks {
  private static final int REPORT = 0x40;
  private static final int SKIP = 0x80;
  private static final int UNRECOGNIZED = 6;

  private final Session session;
  private final DataSender sender;
  private final SendQueue queue;
  private final SackReader sacks;
  private final Handshake handshake;
  private final Heartbeat heartbeat;
  private final Shutdown shutdown;
  private @Nullable Peer peer;

  /** What exists once the other side is known. */
  private record Peer(DataReceiver receiver, StreamResets resets) {}

  Chunks(Session session, DataSender sender, SendQueue queue) {
    this.session = session;
    this.sender = sender;
    this.queue = queue;
    sacks = new SackReader(session, sender);
    handshake = new Handshake(session);
    heartbeat = new Heartbeat(session);
    shutdown = new Shutdown(session);
  }

  void connect(long now) {
    handshake.connect(now);
  }

  void listen(long now) {
    handshake.listen(now);
  }

  long held() {
    return peer == null ? 0 : peer.receiver.held();
  }

  void resetStreams(int[] streams, long now) {
    if (peer != null) {
      for (int stream : streams) {
        peer.resets.want(stream);
      }
      peer.resets.advance(now);
    }
  }

  // --- in ---

  void receive(ByteBuffer packet, int from, int to, long now) {
    session.heardAt = now;
    boolean going = true;
    for (int at = from + ChunkType.COMMON_HEADER; going && at < to; ) {
      int length = to - at < ChunkType.HEADER ? 0 : Short.toUnsignedInt(packet.getShort(at + 2));
      if (length < ChunkType.HEADER || length > to - at) {
        session.tally.chunksDropped++;
        break;
      }
      going = take(packet, at, length, now) && session.state != AssociationState.CLOSED;
      at += ChunkType.padded(length);
    }
    if (session.state != AssociationState.CLOSED) {
      if (peer != null) {
        peer.receiver.endOfPacket(now);
        peer.resets.passed();
      }
      advance(now);
    }
  }

  /** Section 8.4, clause 5: SHUTDOWN COMPLETE was lost, so it is asked for again. */
  void receiveAfterEnd(ByteBuffer packet, int from) {
    if (packet.get(from + ChunkType.COMMON_HEADER) == ChunkType.SHUTDOWN_ACK
        && session.nextControl() == null) {
      session.send(ControlChunk.empty(ChunkType.SHUTDOWN_COMPLETE));
    } else {
      session.tally.packetsDropped++;
    }
  }

  /** Returns whether the rest of the packet is to be read. */
  private boolean take(ByteBuffer packet, int at, int length, long now) {
    int type = packet.get(at) & 0xff;
    switch (type) {
      case ChunkType.INIT, ChunkType.INIT_ACK -> {
        takeInit(packet, at, length, now);
        return false; // section 3.2: nothing else is in its packet
      }
      case ChunkType.COOKIE_ECHO -> begin(handshake.cookieEcho(packet, at, length, now), now);
      case ChunkType.COOKIE_ACK -> {
        handshake.cookieAck();
        heartbeat.begin(now);
      }
      case ChunkType.ABORT -> abort(packet, at, length);
      default -> {
        return takeInside(packet, at, length, now);
      }
    }
    return true;
  }

  private void takeInit(ByteBuffer packet, int at, int length, long now) {
    InitChunk init = InitChunk.parse(packet, at, length);
    if (init == null) {
      session.tally.chunksDropped++;
    } else if (packet.get(at) == ChunkType.INIT) {
      begin(handshake.init(init, now), now);
    } else if (handshake.initAck(init, now)) {
      know(init);
    }
  }

  /** The other side is known now. */
  private void know(InitChunk init) {
    DataReceiver receiver = new DataReceiver(session);
    peer = new Peer(receiver, new StreamResets(session, sender, queue, receiver));
    sender.start(init.window());
  }

  private void begin(@Nullable InitChunk init, long now) {
    if (init != null) {
      know(init);
      session.established();
    }
    heartbeat.begin(now);
  }

  private void abort(ByteBuffer packet, int at, int length) {
    String detail = "";
    if (length >= 8) {
      int cause = Short.toUnsignedInt(packet.getShort(at + 4));
      byte[] text = new byte[Math.min(length - 8, 200)];
      packet.get(at + 8, text);
      detail = "cause " + cause + ": " + new String(text, StandardCharsets.UTF_8);
    }
    handshake.stop();
    session.aborted(AbortReason.REMOTE, detail);
  }

  /** What has its place only once the association is up. */
  private boolean takeInside(ByteBuffer packet, int at, int length, long now) {
    Peer known = peer;
    if (known == null || !session.state.isUp()) {
      session.tally.chunksDropped++; // early, or it overtook COOKIE ACK: it will come again
      return true;
    }
    int type = packet.get(at) & 0xff;
    switch (type) {
      case ChunkType.DATA -> {
        if (session.state.takesData()) {
          known.receiver.data(packet, at, length);
        } else {
          session.tally.chunksDropped++;
        }
      }
      case ChunkType.SACK -> sacks.read(packet, at, length, now);
      case ChunkType.HEARTBEAT -> heartbeat.request(packet, at, length);
      case ChunkType.HEARTBEAT_ACK -> heartbeat.answer(packet, at, length, now);
      case ChunkType.SHUTDOWN -> {
        if (length == 8) {
          sacks.readCumulative(packet.getInt(at + 4), now);
          shutdown.request(now);
        } else {
          session.tally.chunksDropped++;
        }
      }
      case ChunkType.SHUTDOWN_ACK -> shutdown.acknowledged();
      case ChunkType.SHUTDOWN_COMPLETE -> shutdown.completed();
      case ChunkType.ERROR -> {} // section 3.3.10: told, not fatal
      case ChunkType.RE_CONFIG -> known.resets.read(packet, at, length, now);
      case ChunkType.FORWARD_TSN -> known.receiver.forwardTsn(packet, at, length);
      default -> {
        return unknown(packet, at, length);
      }
    }
    return true;
  }

  /** Section 3.2: the upper bits of an unknown type say what to do. */
  private boolean unknown(ByteBuffer packet, int at, int length) {
    session.tally.chunksDropped++;
    int type = packet.get(at) & 0xff;
    if ((type & REPORT) != 0) {
      int most = Math.min(length, 64);
      ByteBuffer cause = ByteBuffer.allocate(4 + most);
      cause.putShort((short) UNRECOGNIZED).putShort((short) (4 + most));
      cause.put(4, packet, at, most);
      session.send(ControlChunk.echo(ChunkType.ERROR, cause, 0, 4 + most));
    }
    return (type & SKIP) != 0;
  }

  // --- out ---

  /** Writes what is due into a packet that was begun; returns its verification tag. */
  int write(PacketWriter writer, long now) {
    ControlChunk control = session.nextControl();
    int tag = control == null ? session.peerTag : control.tag();
    if (control != null && control.alone()) {
      writer.needChecksum();
      writer.chunk(control.bytes());
      session.removeControl();
      return tag;
    }
    while (control != null
        && !control.alone()
        && control.tag() == tag
        && ChunkType.padded(control.bytes().length) <= writer.room()) {
      writer.chunk(control.bytes());
      session.removeControl();
      control = session.nextControl();
    }
    if (peer != null && control == null && tag == session.peerTag) {
      writeData(peer.receiver, writer, now);
    }
    return tag;
  }

  private void writeData(DataReceiver receiver, PacketWriter writer, long now) {
    boolean sends = session.state.sendsData() && sender.isDue(now);
    boolean acknowledges = session.state.isUp() && receiver.isDue(now);
    if (acknowledges || (sends && receiver.isWaiting())) {
      receiver.writeSack(writer);
    }
    if (sends) {
      sender.write(writer, now);
      if (queue.isEmpty()) {
        advance(now);
      }
    }
  }

  /** Takes the steps that waited for something else to be done. */
  void advance(long now) {
    Peer known = peer;
    if (known != null) {
      known.resets.advance(now);
      shutdown.advance(sender.isDone(), known.receiver.cumulative(), now);
    }
  }

  // --- time ---

  void ask(long now) {
    heartbeat.ask(now);
  }

  void tick(long now) {
    handshake.tick(now);
    if (peer != null) {
      shutdown.tick(now);
      sender.tick(now);
      peer.resets.tick(now);
      heartbeat.tick(now);
    }
  }

  long deadline() {
    long due = Math.min(handshake.deadline(), Math.min(shutdown.deadline(), heartbeat.deadline()));
    if (peer != null) {
      due = Math.min(due, Math.min(peer.receiver.deadline(), peer.resets.deadline()));
      due = Math.min(due, sender.deadline());
    }
    return due;
  }
}
