package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A peer that breaks the rules harms only itself: nothing throws, memory stays bounded. */
class HostileTest {
  private static final int WHOLE = 3;
  private static final byte[] ONE = {1};

  private final Victim victim = Victim.established();

  @Test
  void randomBytesAreDroppedAndCounted() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] packet = new byte[random.nextInt(100)];
      random.nextBytes(packet);
      victim.receive(packet);
    }
    assertEquals(20_000, victim.association.counters().packetsDropped());
    assertEquals(AssociationState.ESTABLISHED, victim.state());
  }

  @Test
  void randomChunksInGoodPacketsNeverThrow() {
    SplittableRandom random = new SplittableRandom(4);
    int[] types = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 63, 127, 130, 192, 255};
    for (int i = 0; i < 30_000; i++) {
      Victim fresh = i % 50 == 0 ? Victim.established() : victim;
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      byte[] chunk = Packets.chunk(types[random.nextInt(types.length)], random.nextInt(256), body);
      if (random.nextInt(5) == 0) {
        ByteBuffer.wrap(chunk).putShort(2, (short) random.nextInt(70));
      }
      fresh.chunks(chunk, Packets.data(WHOLE, random.nextInt(), random.nextInt(), ONE));
    }
  }

  @Test
  void aPeerThatNeverAcknowledgesIsGivenUp() {
    for (int i = 0; i < 1_000; i++) {
      victim.send(10_000);
    }
    assertTrue(victim.association.counters().queuedBytes() <= 1 << 20);
    victim.pass(600_000_000);
    assertEquals(AbortReason.TIMEOUT, victim.broken());
  }

  @Test
  void aWindowOfZeroIsProbedAndHoldsNothingElse() {
    victim.chunks(Packets.sack(Victim.TSN - 1, 0));
    victim.send(50_000);
    assertEquals(1, victim.packets.stream().filter(p -> p.get(12) == ChunkType.DATA).count());
    for (int i = 0; i < 100; i++) {
      victim.pass(5_000_000);
      victim.chunks(Packets.sack(Victim.TSN - 1, 0));
    }
    assertEquals(AssociationState.ESTABLISHED, victim.state(), "section 6.1, rule A");
    victim.pass(600_000_000);
    assertEquals(AbortReason.TIMEOUT, victim.broken());
  }

  @Test
  void aSackOfWhatWasNeverSentEndsIt() {
    victim.chunks(Packets.sack(Victim.TSN + 5, 1_000));
    assertEquals(AbortReason.PROTOCOL_VIOLATION, victim.broken());
  }

  @Test
  void gapBlocksOfWhatWasNeverSentAreIgnored() {
    victim.send(5_000);
    long before = victim.dropped();
    victim.chunks(Packets.sack(Victim.TSN - 1, 100_000, 2, 65_535, 3, 2, 1, 1));
    assertEquals(before + 1, victim.dropped());
    assertTrue(victim.association.counters().inFlightBytes() > 0);
  }

  @Test
  void tsnsFarAheadAreNotTaken() {
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN + 40_000, 0, ONE));
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN + Integer.MAX_VALUE - 1, 0, ONE));
    assertEquals(2, victim.dropped());
    assertEquals(0, victim.received());
  }

  @Test
  void gapsThatAreNeverFilledHoldABoundedAmount() {
    byte[] payload = new byte[1_000];
    for (int i = 1; i < 40_000; i++) {
      victim.chunks(Packets.data(2, Victim.PEER_TSN + 2 * i, i, payload));
    }
    assertTrue(victim.association.counters().heldBytes() <= 2 * 100_000 + 2_000);
    assertEquals(AssociationState.ESTABLISHED, victim.state());
  }

  @Test
  void aMessageWithoutEndIsGivenUpAtTheLimit() {
    Victim large = Victim.established();
    int tsn = Victim.PEER_TSN;
    large.chunks(Packets.data(2, tsn++, 0, new byte[1_000]));
    for (int i = 0; i < 1_000 && large.state() != AssociationState.CLOSED; i++) {
      large.chunks(Packets.data(0, tsn++, 0, new byte[1_000]));
      assertTrue(large.association.counters().heldBytes() < 300_000);
    }
    // The window of 100,000 bytes fills before the limit of 262,144 is reached.
    assertEquals(AssociationState.ESTABLISHED, large.state());
    assertTrue(large.dropped() > 0);
  }

  @Test
  void section6_9_aFragmentWithoutBeginningEndsIt() {
    victim.chunks(Packets.data(0, Victim.PEER_TSN, 0, ONE));
    assertEquals(AbortReason.PROTOCOL_VIOLATION, victim.broken());
  }

  @Test
  void section6_9_fragmentsOfTwoStreamsInOneMessageEndIt() {
    victim.chunks(Packets.data(2, Victim.PEER_TSN, 0, ONE));
    victim.chunks(Packets.data(1, Victim.PEER_TSN + 1, 1 << 16, ONE));
    assertEquals(AbortReason.PROTOCOL_VIOLATION, victim.broken());
  }

  @Test
  void aStreamSequenceNumberLeftOutForGoodEndsIt() {
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN, 7, ONE));
    assertEquals(AbortReason.PROTOCOL_VIOLATION, victim.broken());
  }

  @Test
  void section6_5_aStreamOutOfRangeIsReportedAndIgnored() {
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN, 2_000 << 16, ONE));
    assertEquals(0, victim.received());
    assertEquals(1, victim.dropped());
    assertTrue(victim.packets.stream().anyMatch(p -> p.get(12) == ChunkType.ERROR));
    assertEquals(AssociationState.ESTABLISHED, victim.state());
  }

  @Test
  void initsInAFloodLeaveNothingBehind() {
    Victim idle = new Victim(SctpConfig.DEFAULT);
    for (int i = 1; i < 10_000; i++) {
      idle.receive(Packets.packet(0, Victim.init(i, i)));
    }
    assertEquals(AssociationState.IDLE, idle.state());
    assertEquals(9_999, idle.packets.size());
  }

  @Test
  void section5_2_2_aRestartIsRefused() {
    victim.receive(Packets.packet(0, Victim.init(99, 99)));
    assertEquals(1, victim.dropped());
    assertTrue(victim.packets.isEmpty());
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN, 0, ONE));
    assertEquals(1, victim.received());
  }

  @Test
  void section8_5_1_anAbortWithAWrongTagIsIgnored() {
    byte[] abort = Packets.chunk(ChunkType.ABORT, 0, "");
    victim.receive(Packets.packet(Victim.TAG + 1, abort));
    victim.receive(Packets.packet(Victim.PEER_TAG, abort));
    victim.receive(Packets.packet(Victim.TAG, Packets.chunk(ChunkType.ABORT, 1, "")));
    assertEquals(AssociationState.ESTABLISHED, victim.state());
    assertEquals(3, victim.association.counters().packetsDropped());
    victim.receive(Packets.packet(Victim.TAG, abort));
    assertEquals(AbortReason.REMOTE, victim.broken());
  }

  @Test
  void aForwardTsnFarAheadIsIgnored() {
    victim.chunks(Packets.forwardTsn(Victim.PEER_TSN + 100_000));
    assertEquals(1, victim.dropped());
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN, 0, ONE));
    assertEquals(1, victim.received());
  }

  @Test
  void aForwardTsnOfStreamsOutOfRangeSkipsTheRest() {
    victim.chunks(Packets.forwardTsn(Victim.PEER_TSN, 0xffff_0000, 3 << 16));
    assertEquals(1, victim.dropped());
    victim.chunks(Packets.data(WHOLE, Victim.PEER_TSN + 1, (3 << 16) | 1, ONE));
    assertEquals(1, victim.received());
  }

  @Test
  void aForgedOrOldCookieDoesNotSetItUp() {
    Victim idle = new Victim(SctpConfig.DEFAULT);
    idle.receive(Packets.packet(0, Victim.init(Victim.PEER_TAG, Victim.PEER_TSN)));
    ByteBuffer answer = idle.packets.getLast();
    byte[] cookie = InitChunk.parse(answer, 12, Short.toUnsignedInt(answer.getShort(14))).cookie();
    byte[] forged = cookie.clone();
    forged[20] ^= 1;
    idle.chunks(Packets.chunk(ChunkType.COOKIE_ECHO, 0, forged));
    assertEquals(AssociationState.IDLE, idle.state());
    idle.pass(StateCookie.LIFE + 1);
    idle.chunks(Packets.chunk(ChunkType.COOKIE_ECHO, 0, cookie));
    assertEquals(AssociationState.IDLE, idle.state());
    assertEquals(2, idle.dropped());
    assertEquals(ChunkType.ERROR, idle.packets.getLast().get(12), "section 5.2.6");
  }

  @Test
  void resetsOfStreamsOutOfRangeAreRefused() {
    // RFC 6525: outgoing reset of stream 60,000 with a good sequence number.
    victim.chunks(reset(Victim.PEER_TSN, 60_000));
    assertEquals(StreamResets.WRONG_SSN, lastResult());
    victim.chunks(reset(Victim.PEER_TSN + 7, 1));
    assertEquals(StreamResets.BAD_SEQUENCE, lastResult());
    assertTrue(victim.events.stream().noneMatch(Event.IncomingStreamsReset.class::isInstance));
  }

  @Test
  void aResetOfWhatWasSentAlreadyIsAnsweredTheSameAgain() {
    victim.chunks(reset(Victim.PEER_TSN, 1));
    victim.chunks(reset(Victim.PEER_TSN, 1));
    assertEquals(StreamResets.PERFORMED, lastResult());
    assertEquals(
        1, victim.events.stream().filter(Event.IncomingStreamsReset.class::isInstance).count());
  }

  private static byte[] reset(int sequence, int stream) {
    ByteBuffer body = ByteBuffer.allocate(18).putShort((short) StreamResets.OUTGOING);
    body.putShort((short) 18).putInt(sequence).putInt(0).putInt(Victim.PEER_TSN - 1);
    return Packets.chunk(ChunkType.RE_CONFIG, 0, body.putShort((short) stream).array());
  }

  private int lastResult() {
    ByteBuffer packet = victim.packets.getLast();
    assertEquals((byte) ChunkType.RE_CONFIG, packet.get(12));
    return packet.getInt(24);
  }
}
