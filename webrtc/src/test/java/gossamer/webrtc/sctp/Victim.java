package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An association whose other side is played by the test, packet by packet. */
final class Victim {
  static final int TAG = 0x11223344;
  static final int TSN = 0xffff_fff0; // wraps soon
  static final int PEER_TAG = 0x55667788;
  static final int PEER_TSN = 0xffff_ff00;

  final Association association;
  final List<Event> events = new ArrayList<>();
  final List<ByteBuffer> packets = new ArrayList<>();
  long now;

  Victim(SctpConfig config) {
    this(config, BottleneckModel::new);
  }

  private Victim(SctpConfig config, CongestionControl.Factory congestion) {
    byte[] key = new byte[32];
    new SplittableRandom(1).nextBytes(key);
    association = new Association(config, new Secrets(TAG, TSN, key), congestion);
  }

  /** One that is established, by an INIT and the cookie that came back. */
  static Victim established() {
    return established(BottleneckModel::new);
  }

  /** The same with another congestion control. */
  static Victim established(CongestionControl.Factory congestion) {
    Victim victim = new Victim(SctpConfig.DEFAULT.withBuffers(100_000, 1 << 20), congestion);
    victim.receive(Packets.packet(0, init(PEER_TAG, PEER_TSN)));
    ByteBuffer answer = victim.packets.getLast();
    InitChunk ack = InitChunk.parse(answer, 12, Short.toUnsignedInt(answer.getShort(14)));
    victim.receive(Packets.packet(TAG, Packets.chunk(ChunkType.COOKIE_ECHO, 0, ack.cookie())));
    assertEquals(AssociationState.ESTABLISHED, victim.association.state());
    victim.packets.clear();
    return victim;
  }

  static byte[] init(int tag, int tsn) {
    return new InitChunk(tag, 100_000, 1_000, 1_000, tsn, true, true, true, new byte[0])
        .encode(ChunkType.INIT);
  }

  void receive(byte[] packet) {
    association.receive(ByteBuffer.wrap(packet), now);
    drain();
  }

  /** Chunks in a packet of their own. */
  void chunks(byte[]... chunks) {
    receive(Packets.packet(TAG, chunks));
  }

  void drain() {
    for (Event event = association.poll(); event != null; event = association.poll()) {
      events.add(event);
    }
    ByteBuffer buffer = ByteBuffer.allocate(2_048);
    while (association.pollPacket(buffer, now)) {
      packets.add(buffer.flip());
      buffer = ByteBuffer.allocate(2_048);
    }
  }

  /** Lets time pass with nobody answering. */
  void pass(long micros) {
    long end = now + micros;
    while (association.deadlineMicros() <= end) {
      now = Math.max(now, association.deadlineMicros());
      association.tick(now);
      drain();
      assertTrue(association.deadlineMicros() > now, "time stands still");
    }
    now = end;
  }

  void send(int size) {
    association.send(new Message(0, 53, ByteBuffer.wrap(new byte[size]), Delivery.RELIABLE), now);
    drain();
  }

  long dropped() {
    return association.counters().chunksDropped() + association.counters().packetsDropped();
  }

  AssociationState state() {
    return association.state();
  }

  long received() {
    return events.stream().filter(Event.MessageReceived.class::isInstance).count();
  }

  AbortReason broken() {
    return events.stream()
        .filter(Event.Aborted.class::isInstance)
        .map(event -> ((Event.Aborted) event).reason())
        .findFirst()
        .orElseThrow(() -> new AssertionError("not aborted"));
  }
}
