package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.ice.Candidate;
import gossamer.webrtc.ice.CandidateType;
import gossamer.webrtc.sdp.DataSection;
import gossamer.webrtc.sdp.Fingerprint;
import gossamer.webrtc.sdp.IceCredentials;
import gossamer.webrtc.sdp.SdpException;
import gossamer.webrtc.sdp.SessionDescription;
import gossamer.webrtc.sdp.SetupRole;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Peers join an endpoint directly, and by offers that it answers, on virtual time. */
class DirectJoinSimulationTest {
  private static final long SECOND = 1_000_000;
  private static final long DELAY = 50_000;

  private SimNet net = new SimNet(new SplittableRandom(1), 0, DELAY, 0);
  private EndpointHost server = server();

  private EndpointHost server() {
    return new EndpointHost(EndpointConfig.of(EndpointHost.PASSWORD), Checks.SERVER, net);
  }

  private static TransportAddress client(int number) {
    return TransportAddress.parse("203.0.113." + number, 5_000).orElseThrow();
  }

  /** A peer that makes the server's answer by itself. */
  private PeerHost join(int number) throws SdpException {
    var peer = new PeerHost(PeerConnection.Settings.OFFERING, number, client(number), net);
    assertTrue(peer.connection.open(ChannelOptions.negotiated("", 0), net.now()).isPresent());
    peer.connection.createOffer();
    String candidate =
        Candidate.udp(
                CandidateType.HOST,
                Checks.SERVER,
                "1",
                Candidate.priority(CandidateType.HOST, 65_535, 1))
            .text()
            .substring("candidate:".length());
    var section =
        new DataSection(
            "0",
            "UDP/DTLS/SCTP",
            new IceCredentials("suffix" + number, EndpointHost.PASSWORD),
            List.of(new Fingerprint(server.dtls.fingerprint())),
            SetupRole.ACTIVE,
            5_000,
            262_144,
            List.of(candidate),
            true);
    String answer =
        SessionDescription.of(new SessionDescription.Origin(1, 1), true, section).text();
    peer.connection.setAnswer(answer, net.now());
    return peer;
  }

  @Test
  void aDirectJoinTakesThreeRoundTrips() throws SdpException {
    long begun = net.now();
    PeerHost peer = join(1);
    net.run(2 * SECOND);
    assertEquals(1, peer.channels.size());
    double roundTrips = (peer.connectedAt - begun) / (2.0 * DELAY);
    assertTrue(roundTrips <= 3.1, roundTrips + " round trips");
  }

  @Test
  void messagesComeBackUnderLoss() throws SdpException {
    for (int seed = 0; seed < 30; seed++) {
      net = new SimNet(new SplittableRandom(seed), 0.05, DELAY, 20_000);
      server = server();
      PeerHost peer = join(1 + seed);
      net.run(10 * SECOND);
      assertEquals(1, peer.channels.size(), "seed " + seed);
      for (int i = 1; i <= 20; i++) {
        peer.send(peer.channels.getFirst(), new byte[i * 1_000], net.now());
      }
      net.run(20 * SECOND);
      assertEquals(20, peer.received.size(), "seed " + seed);
    }
  }

  @Test
  void aPeerThatMovesKeepsItsChannel() throws SdpException {
    PeerHost peer = join(1);
    net.run(5 * SECOND);
    net.translate(client(1), TransportAddress.parse("198.18.7.7", 60_000).orElseThrow());
    net.run(6 * SECOND);
    peer.send(peer.channels.getFirst(), new byte[10], net.now());
    net.run(6 * SECOND);
    assertEquals(1, peer.received.size());
    assertNull(peer.closed);
  }

  @Test
  void aKilledPeerIsNoticedWithinFiveSeconds() throws SdpException {
    PeerHost peer = join(1);
    net.run(20 * SECOND);
    peer.dead = true;
    long killed = net.now();
    net.run(10 * SECOND);
    assertEquals(List.of(CloseReason.TIMEOUT), List.copyOf(server.closed.values()));
    assertTrue(server.closedAt - killed <= 5 * SECOND, server.closedAt - killed + " us");
    assertEquals(0, server.endpoint.sessions());
  }

  @Test
  void anIdlePathThatLosesPacketsIsNotTakenForDead() throws SdpException {
    for (int seed = 0; seed < 20; seed++) {
      net = new SimNet(new SplittableRandom(seed), 0.1, DELAY, 20_000);
      server = server();
      PeerHost peer = join(1 + seed);
      net.run(3_600 * SECOND);
      assertEquals(1, server.endpoint.sessions(), "seed " + seed);
      assertNull(peer.closed, "seed " + seed);
    }
  }

  @Test
  void aCloseOfEitherSideIsNoticedAtOnce() throws SdpException {
    PeerHost first = join(1);
    PeerHost second = join(2);
    net.run(2 * SECOND);
    long closed = net.now();
    first.connection.close(closed);
    net.run(SECOND);
    assertEquals(List.of(CloseReason.REMOTE), List.copyOf(server.closed.values()));
    assertTrue(server.closedAt - closed <= DELAY + 1_000);
    closed = net.now();
    server.connected.get(1).close(closed);
    net.run(SECOND);
    assertEquals(CloseReason.REMOTE, second.closed);
    assertTrue(second.closedAt - closed <= DELAY + 1_000);
  }

  @Test
  void theAddressOfAProvedPeerCannotBeClaimedByAnother() throws SdpException {
    PeerHost peer = join(1);
    net.run(2 * SECOND);
    var random = new SplittableRandom(4);
    server.receive(
        Checks.check("thief", EndpointHost.PASSWORD, random),
        Checks.from("203.0.113.1", 5_000),
        net.now());
    assertEquals(1, server.endpoint.counters().refused(Refusal.ADDRESS_TAKEN));
    peer.send(peer.channels.getFirst(), new byte[10], net.now());
    net.run(SECOND);
    assertEquals(1, peer.received.size());
  }

  @Test
  void anOfferIsAnsweredOnTheSamePort() throws SdpException {
    var peer = new PeerHost(PeerConnection.Settings.OFFERING, 9, client(9), net);
    assertTrue(peer.connection.open(ChannelOptions.named("signalled"), net.now()).isPresent());
    String candidate = "1 1 udp 2130706431 198.51.100.7 4433 typ host";
    String answer =
        server
            .endpoint
            .answer(peer.connection.createOffer(), List.of(candidate), net.now())
            .orElseThrow();
    peer.connection.setAnswer(answer, net.now());
    net.run(2 * SECOND);
    assertEquals("signalled", server.channels.getFirst().options().label());
    peer.send(peer.channels.getFirst(), new byte[100_000], net.now());
    net.run(5 * SECOND);
    assertEquals(1, peer.received.size());
  }

  @Test
  void anIdleConnectionWakesTheEndpointSeldom() throws SdpException {
    join(1);
    net.run(5 * SECOND);
    int before = server.ticks;
    net.run(60 * SECOND);
    assertTrue(server.ticks - before < 120, server.ticks - before + " ticks in a minute");
  }
}
