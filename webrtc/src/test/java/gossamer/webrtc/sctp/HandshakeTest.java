package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9260, section 5. */
class HandshakeTest {

  @Test
  void section5_1_fourPacketsSetItUp() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 1);
    network.ends[0].connect(0);
    network.run(100_000);
    assertEquals(AssociationState.ESTABLISHED, network.ends[0].state());
    assertEquals(AssociationState.ESTABLISHED, network.ends[1].state());
    assertEquals(4, network.packets);
  }

  @Test
  void messagesOfAllSizesArrive() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 1);
    network.ends[0].connect(0);
    for (int size : new int[] {1, 2, 3, 1_000, 1_172, 1_173, 5_000, 262_144}) {
      byte[] bytes = new byte[size];
      network.random.nextBytes(bytes);
      assertEquals(
          SendResult.ACCEPTED,
          network.ends[0].send(
              new Message(3, 53, ByteBuffer.wrap(bytes), Delivery.RELIABLE), network.now));
      network.run(5_000_000);
      var got = network.messages(1).getLast();
      byte[] found = new byte[got.data().remaining()];
      got.data().get(found);
      assertArrayEquals(
          bytes, found, network.ends[0].counters() + "\n" + network.ends[1].counters());
    }
  }

  @Test
  void section5_2_1_bothMayCall() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 1);
    network.ends[0].connect(0);
    network.ends[1].connect(0);
    network.run(100_000);
    for (int end = 0; end < 2; end++) {
      assertEquals(AssociationState.ESTABLISHED, network.ends[end].state());
      assertEquals(1, network.events(end, Event.Established.class).size());
    }
  }

  @Test
  void anEarlyCookieAckSavesTheServerARoundTrip() {
    SctpConfig early = SctpConfig.DEFAULT.withEarlyCookieAck(true);
    Network network =
        new Network(
            new Association(SctpConfig.DEFAULT, Network.secrets(new SplittableRandom(1))),
            new Association(early, Network.secrets(new SplittableRandom(2))),
            Network.Path.of(50_000, 0),
            1);
    network.ends[1].send(new Message(0, 53, ByteBuffer.wrap(new byte[] {7}), Delivery.RELIABLE), 0);
    network.ends[0].connect(0);
    network.run(100_000); // one round trip: INIT there, INIT ACK and COOKIE ACK with DATA back
    assertEquals(AssociationState.ESTABLISHED, network.ends[0].state());
    assertEquals(1, network.messages(0).size());
    network.run(1_000_000);
    assertEquals(AssociationState.ESTABLISHED, network.ends[0].state());
    assertEquals(0, network.ends[0].counters().retransmissions());
    assertEquals(0, network.ends[1].counters().retransmissions());
  }

  /** A direct join over a round trip of 60 ms: a browser calls, and has a second for T1-init. */
  private static Network direct() {
    SctpConfig base = SctpConfig.DEFAULT;
    SctpConfig browser =
        new SctpConfig(
            base.port(),
            base.maxPacketSize(),
            base.maxSendMessage(),
            base.maxReceiveMessage(),
            base.receiveWindow(),
            base.sendBuffer(),
            base.streams(),
            200_000,
            1_000_000,
            base.rtoMin(),
            base.rtoMax(),
            base.maxRetransmits(),
            base.maxInitRetransmits(),
            base.heartbeatInterval(),
            true,
            false);
    return new Network(
        new Association(browser, Network.secrets(new SplittableRandom(1))),
        new Association(base.withEarlyCookieAck(true), Network.secrets(new SplittableRandom(2))),
        Network.Path.of(30_000, 0),
        1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6})
  void ofTheFirstPacketsOfADirectJoinNoneIsMissedForLong(long lost) {
    Network network = direct();
    network.lost = lost;
    network.ends[1].send(new Message(0, 53, ByteBuffer.wrap(new byte[] {7}), Delivery.RELIABLE), 0);
    network.ends[1].listen(60_000, 0);
    network.ends[0].connect(0);
    network.run(400_000);
    assertEquals(1, network.messages(0).size());
    network.run(10_000_000);
    for (int end = 0; end < 2; end++) {
      assertEquals(AssociationState.ESTABLISHED, network.ends[end].state());
      assertEquals(1, network.events(end, Event.Established.class).size());
    }
    assertEquals(1, network.messages(0).size());
  }

  @Test
  void anEarlyAnswerThatNobodyTakesIsRepeatedBoundedly() {
    Network network = direct();
    network.ends[1].listen(60_000, 0);
    network.ends[0].connect(0);
    network.run(40_000);
    network.path = Network.Path.of(30_000, 1);
    long[] sent = {network.ends[1].counters().packetsSent(), 0};
    network.run(20_000_000);
    sent[1] = network.ends[1].counters().packetsSent();
    assertEquals(2 * 4, sent[1] - sent[0], "INIT ACK and COOKIE ACK, four times more");
  }

  @Test
  void whoListensInVainCallsItself() {
    Network network = direct();
    network.ends[1].listen(60_000, 0);
    network.run(179_000);
    assertEquals(0, network.packets);
    network.run(2_000);
    assertEquals(AssociationState.COOKIE_WAIT, network.ends[1].state());
    network.run(1_000_000);
    assertEquals(AssociationState.ESTABLISHED, network.ends[1].state());
    assertEquals(AssociationState.ESTABLISHED, network.ends[0].state());
  }

  @Test
  void section9_2_shutdownDeliversEverythingFirst() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.of(10_000, 0.1), 5);
    network.ends[0].connect(0);
    network.run(5_000_000);
    network.ends[0].send(
        new Message(0, 53, ByteBuffer.wrap(new byte[200_000]), Delivery.RELIABLE), network.now);
    network.ends[0].shutdown(network.now);
    network.run(60_000_000);
    assertEquals(200_000, network.messages(1).getFirst().data().remaining());
    for (int end = 0; end < 2; end++) {
      assertEquals(1, network.events(end, Event.Closed.class).size());
      assertEquals(Long.MAX_VALUE, network.ends[end].deadlineMicros());
    }
  }

  @Test
  void section8_3_aDeadPathIsNoticedWhenNothingIsSent() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 1);
    network.ends[0].connect(0);
    network.run(200_000_000);
    assertEquals(AssociationState.ESTABLISHED, network.ends[0].state());
    network.path = Network.Path.of(1_000, 1);
    network.run(200_000_000);
    for (int end = 0; end < 2; end++) {
      assertEquals(
          AbortReason.TIMEOUT, network.events(end, Event.Aborted.class).getFirst().reason());
    }
  }

  @Test
  void section9_1_abortEndsBothAtOnce() {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 1);
    network.ends[0].connect(0);
    network.run(100_000);
    network.ends[0].abort("enough");
    network.run(10_000);
    assertEquals(AbortReason.LOCAL, network.events(0, Event.Aborted.class).getFirst().reason());
    var told = network.events(1, Event.Aborted.class).getFirst();
    assertEquals(AbortReason.REMOTE, told.reason());
    assertEquals("cause 12: enough", told.detail());
  }
}
