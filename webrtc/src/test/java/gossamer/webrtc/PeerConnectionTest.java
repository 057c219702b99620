package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sdp.SdpException;
import gossamer.webrtc.sdp.SessionDescription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two of ourselves, offering and answering, across a simulated network and a null cipher. */
class PeerConnectionTest {
  private static final long SECOND = 1_000_000;
  private static final long DELAY = 25_000;
  private static final TransportAddress HERE =
      TransportAddress.parse("192.0.2.1", 4_001).orElseThrow();
  private static final TransportAddress THERE =
      TransportAddress.parse("192.0.2.2", 4_002).orElseThrow();

  private SimNet net = new SimNet(new SplittableRandom(1), 0, DELAY, 0);
  private PeerHost here = new PeerHost(PeerConnection.Settings.OFFERING, 1, HERE, net);
  private PeerHost there = new PeerHost(PeerConnection.Settings.ANSWERING, 2, THERE, net);

  private void reset(long seed, double loss) {
    net = new SimNet(new SplittableRandom(seed), loss, DELAY, 20_000);
    here = new PeerHost(PeerConnection.Settings.OFFERING, seed, HERE, net);
    there = new PeerHost(PeerConnection.Settings.ANSWERING, ~seed, THERE, net);
  }

  private DataChannel open(String label) {
    return here.connection.open(ChannelOptions.named(label), net.now()).orElseThrow();
  }

  private void connect() throws SdpException {
    String answer = there.connection.answer(here.connection.createOffer(), net.now());
    here.connection.setAnswer(answer, net.now());
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] content(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }

  @Test
  void aChannelOpensOnBothSides() throws SdpException {
    open("chat");
    connect();
    net.run(SECOND);
    assertEquals("chat", there.channels.getFirst().options().label());
    assertEquals(1, here.channels.size());
    assertArrayEquals(there.dtls.fingerprint(), here.connection.peerFingerprint());
    assertArrayEquals(here.dtls.fingerprint(), there.connection.peerFingerprint());
  }

  @Test
  void messagesOfAllSizesArriveUnderLossAndReordering() throws SdpException {
    for (int seed = 0; seed < 40; seed++) {
      reset(seed, 0.05);
      DataChannel channel = open("bulk");
      connect();
      net.run(5 * SECOND);
      assertEquals(1, there.channels.size(), "seed " + seed);
      int[] sizes = {1, 1_199, 1_200, 65_536, 262_144};
      for (int size : sizes) {
        here.send(channel, bytes(size, size), net.now());
        there.send(there.channels.getFirst(), bytes(size, ~size), net.now());
      }
      net.run(60 * SECOND);
      for (int i = 0; i < sizes.length; i++) {
        assertEquals(sizes.length, there.received.size(), "seed " + seed);
        assertArrayEquals(bytes(sizes[i], sizes[i]), content(there.received.get(i).data()));
        assertArrayEquals(bytes(sizes[i], ~sizes[i]), content(here.received.get(i).data()));
      }
    }
  }

  @Test
  void sixteenChannelsOfAllKindsCloseFromEitherSide() throws SdpException {
    Delivery[] kinds = {
      Delivery.RELIABLE, Delivery.UNORDERED, new Delivery(true, 3, -1), new Delivery(false, -1, 500)
    };
    for (int i = 0; i < 16; i++) {
      ChannelOptions options = ChannelOptions.named("channel " + i).with(kinds[i % 4]);
      assertTrue(here.connection.open(options, net.now()).isPresent());
    }
    connect();
    net.run(SECOND);
    assertEquals(16, there.channels.size());
    for (int i = 0; i < 16; i++) {
      assertEquals(kinds[i % 4], there.channels.get(i).options().delivery());
      there.send(there.channels.get(i), bytes(100, i), net.now());
      PeerHost closer = i % 2 == 0 ? here : there;
      net.run(SECOND / 2);
      closer.connection.close(closer.channels.get(i), net.now());
    }
    net.run(2 * SECOND);
    assertEquals(16, here.received.size());
    assertEquals(16, here.closedChannels.size());
    assertEquals(16, there.closedChannels.size());
    assertNull(here.closed);
  }

  @Test
  void trickledCandidatesAreEnough() throws SdpException {
    open("late");
    String offer = withoutCandidates(here.connection.createOffer());
    String answer = withoutCandidates(there.connection.answer(offer, net.now()));
    here.connection.setAnswer(answer, net.now());
    net.run(SECOND);
    assertEquals(0, there.channels.size());
    for (String candidate : here.candidates) {
      assertTrue(there.connection.addCandidate(candidate, net.now()));
    }
    net.run(SECOND);
    assertEquals(1, there.channels.size());
  }

  private static String withoutCandidates(String sdp) {
    return sdp.replaceAll("a=candidate:[^\r]*\r\n", "").replace("a=end-of-candidates\r\n", "");
  }

  @Test
  void aHandshakeThatComesBeforeTheAnswerIsKept() throws SdpException {
    long near = 5_000;
    net = new SimNet(new SplittableRandom(1), 0, near, 0);
    here = new PeerHost(PeerConnection.Settings.OFFERING, 1, HERE, net);
    there = new PeerHost(PeerConnection.Settings.ANSWERING, 2, THERE, net);
    open("early");
    String answer = there.connection.answer(here.connection.createOffer(), net.now());
    // The first flight came after 15 and 75 ms, and will come again after 135.
    net.run(80_000);
    long start = net.now();
    here.connection.setAnswer(answer, start);
    net.run(SECOND);
    // A check and its response, flights 2 and 3, INIT, INIT ACK, COOKIE ECHO and COOKIE ACK.
    assertEquals(8 * near, (here.connectedAt - start) / 1_000 * 1_000);
  }

  @Test
  void aRestartOfIceKeepsTheChannels() throws SdpException {
    DataChannel channel = open("kept");
    connect();
    net.run(SECOND);
    String before = here.connection.createOffer();
    here.connection.restartIce(net.now());
    String offer = here.connection.createOffer();
    assertTrue(
        !SessionDescription.parse(before)
            .data()
            .ice()
            .equals(SessionDescription.parse(offer).data().ice()));
    here.connection.setAnswer(there.connection.answer(offer, net.now()), net.now());
    net.run(SECOND);
    here.send(channel, bytes(1_000, 1), net.now());
    net.run(10 * SECOND);
    assertEquals(1, there.received.size());
    assertNull(here.closed);
    assertNull(there.closed);
  }

  @Test
  void aKilledPeerIsNoticedWithinFiveSeconds() throws SdpException {
    open("doomed");
    connect();
    net.run(20 * SECOND);
    long killed = net.now();
    there.dead = true;
    net.run(10 * SECOND);
    assertEquals(CloseReason.TIMEOUT, here.closed);
    assertTrue(here.closedAt - killed <= 5 * SECOND, here.closedAt - killed + " us");
  }

  /** The path is in use before ICE nominates it, and patience would be long. */
  @Test
  void aPeerThatDiesAsSoonAsItIsConnectedIsNoticedToo() throws SdpException {
    net = new SimNet(new SplittableRandom(1), 0, DELAY / 5, 0);
    here = new PeerHost(PeerConnection.Settings.OFFERING, 1, HERE, net);
    there = new PeerHost(PeerConnection.Settings.ANSWERING, 2, THERE, net);
    open("short");
    connect();
    net.run(SECOND / 10);
    assertEquals(1, here.channels.size());
    there.dead = true;
    net.run(5 * SECOND);
    assertEquals(CloseReason.TIMEOUT, here.closed);
  }

  @Test
  void aCloseIsNoticedAfterHalfARoundTrip() throws SdpException {
    open("closing");
    connect();
    net.run(SECOND);
    here.connection.close(net.now());
    long closed = net.now();
    net.run(SECOND);
    assertEquals(CloseReason.LOCAL, here.closed);
    assertEquals(CloseReason.REMOTE, there.closed);
    assertTrue(there.closedAt - closed <= DELAY + 1_000);
  }

  @Test
  void anotherCertificateThanTheAnnouncedOneIsRefused() throws SdpException {
    open("betrayed");
    String offer = here.connection.createOffer();
    String forged =
        offer.replaceFirst(
            "a=fingerprint:sha-256 ..",
            "a=fingerprint:sha-256 " + (offer.contains("sha-256 00") ? "01" : "00"));
    here.connection.setAnswer(there.connection.answer(forged, net.now()), net.now());
    net.run(2 * SECOND);
    assertEquals(CloseReason.REFUSED, there.closed);
    assertEquals(0, there.channels.size());
  }

  @Test
  void answersThatFitNoOfferChangeNothing() throws SdpException {
    String offer = here.connection.createOffer();
    String answer = there.connection.answer(offer, net.now());
    for (String bad :
        List.of(
            offer,
            answer.replace("a=sctp-port:5000", "a=sctp-port:5001"),
            answer.replace("m=application", "m=audio 9 RTP/AVP 0\r\nm=application"))) {
      assertThrows(SdpException.class, () -> here.connection.setAnswer(bad, net.now()));
    }
    here.connection.setAnswer(answer, net.now());
    assertThrows(SdpException.class, () -> here.connection.setAnswer(answer, net.now()));
  }
}
