package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import gossamer.webrtc.turn.TurnCredentials;
import gossamer.webrtc.turn.TurnFailure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two connections and a TURN server on virtual time. */
class RelayedConnectionTest {
  private static final long SECOND = 1_000_000;
  private static final TransportAddress HERE = address("192.0.2.1", 4_001);
  private static final TransportAddress THERE = address("192.0.2.2", 4_002);
  private static final TurnCredentials USER = new TurnCredentials("user", "secret");

  private SimNet net = new SimNet(new SplittableRandom(1), 0, 25_000, 0);
  private RelayHost relay = new RelayHost(net, USER);

  private static TransportAddress address(String host, int port) {
    return TransportAddress.parse(host, port).orElseThrow();
  }

  private static IceServers servers(String password) {
    try {
      return IceServers.of(IceServer.turn("turn:198.51.100.1", "user", password));
    } catch (IceUriException e) {
      throw new IllegalStateException(e);
    }
  }

  private PeerHost here(IceServers servers) {
    return new PeerHost(PeerConnection.Settings.OFFERING.with(servers), 1, HERE, net);
  }

  private PeerHost there(IceServers servers) {
    return new PeerHost(PeerConnection.Settings.ANSWERING.with(servers), 2, THERE, net);
  }

  private DataChannel connect(PeerHost here, PeerHost there) throws Exception {
    DataChannel channel =
        here.connection.open(ChannelOptions.named("one"), net.now()).orElseThrow();
    String answer = there.connection.answer(here.connection.createOffer(), net.now());
    here.connection.setAnswer(answer, net.now());
    trickle(here, there);
    trickle(there, here);
    return channel;
  }

  private void trickle(PeerHost from, PeerHost to) {
    from.candidates.forEach(candidate -> to.connection.addCandidate(candidate, net.now()));
  }

  @Test
  void relayedOnlyPeersTalkForHoursByChannelsUnderLossAndShowNoAddressOfTheirs() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      net = new SimNet(new SplittableRandom(seed), 0.03, 25_000, 10_000);
      relay = new RelayHost(net, USER);
      PeerHost here = here(servers("secret").onlyRelayed());
      PeerHost there = there(servers("secret").onlyRelayed());
      net.run(10 * SECOND);
      assertTrue(here.gatheredAt > 0 && there.gatheredAt > 0, "seed " + seed);
      for (String candidate : here.candidates) {
        assertFalse(candidate.contains(HERE.host()), candidate);
        assertTrue(candidate.endsWith("typ relay raddr 0.0.0.0 rport 0"), candidate);
      }
      DataChannel channel = connect(here, there);
      for (int i = 1; i <= 30; i++) {
        net.run(60 * SECOND);
        here.send(channel, new byte[10_000], net.now());
        // Three legs that lose 3 % each now and then make SCTP wait for its longer timeouts.
        net.run(20 * SECOND);
        assertEquals(i, there.received.size(), "seed " + seed);
      }
      Optional<IcePath> path = here.connection.path();
      assertTrue(relay.relays(path.orElseThrow().local()), "seed " + seed);
      assertTrue(relay.channelData > relay.indications, "seed " + seed);
      here.connection.close(net.now());
      net.run(SECOND);
      assertEquals(CloseReason.REMOTE, there.closed, "seed " + seed);
    }
  }

  @Test
  void aDirectPathIsPreferred() throws Exception {
    PeerHost here = here(servers("secret"));
    PeerHost there = there(servers("secret"));
    net.run(SECOND);
    assertTrue(here.candidates.stream().anyMatch(each -> each.contains("typ relay")));
    connect(here, there);
    net.run(5 * SECOND);
    assertEquals(HERE, here.connection.path().orElseThrow().local());
    assertEquals(1, there.channels.size());
  }

  @Test
  void oneSideMayBeRelayedAlone() throws Exception {
    PeerHost here = here(servers("secret").onlyRelayed());
    PeerHost there = there(IceServers.NONE);
    net.run(SECOND);
    DataChannel channel = connect(here, there);
    net.run(2 * SECOND);
    here.send(channel, new byte[100], net.now());
    net.run(SECOND);
    assertEquals(1, there.received.size());
    assertTrue(relay.relays(there.connection.path().orElseThrow().remote()));
  }

  @Test
  void refusedCredentialsAreToldAndOtherCandidatesGoOn() throws Exception {
    PeerHost here = here(servers("wrong"));
    PeerHost there = there(IceServers.NONE);
    net.run(SECOND);
    assertEquals(
        List.of(new TurnFailure(TurnFailure.Reason.UNAUTHENTICATED, 401)),
        here.failures.stream().map(PeerEvent.ServerFailed::failure).toList());
    connect(here, there);
    net.run(2 * SECOND);
    assertEquals(1, there.channels.size());
  }

  @Test
  void aNameWithoutAnAddressIsToldToo() {
    PeerHost here = here(IceServers.NONE);
    here.connection.addServer(servers("secret").servers().getFirst(), List.of(), net.now());
    here.look(net.now());
    assertEquals(
        new TurnFailure(TurnFailure.Reason.UNRESOLVED, 0), here.failures.getFirst().failure());
  }

  @Test
  void aDeadRelayIsNoticedByConsentWithinFiveSeconds() throws Exception {
    PeerHost here = here(servers("secret").onlyRelayed());
    PeerHost there = there(servers("secret").onlyRelayed());
    net.run(SECOND);
    connect(here, there);
    net.run(20 * SECOND);
    assertEquals(1, there.channels.size());
    relay.dead = true;
    long killed = net.now();
    net.run(10 * SECOND);
    assertEquals(CloseReason.TIMEOUT, here.closed);
    assertTrue(here.closedAt - killed <= 5 * SECOND);
  }

  @Test
  void aRelayedOnlySideUsesNothingThatComesToItsOwnAddress() throws Exception {
    PeerHost here = here(servers("secret").onlyRelayed());
    net.run(SECOND);
    ByteBuffer check =
        Checks.check(
            fragment(here.connection.createOffer()), "password".repeat(3), new SplittableRandom(3));
    here.connection.receive(check, new IcePath(Transport.UDP, HERE, THERE), net.now());
    ByteBuffer into = ByteBuffer.allocate(2_048);
    assertEquals(null, here.connection.pollPacket(into, net.now()));
  }

  private static String fragment(String offer) {
    return offer.replaceAll("(?s).*a=ice-ufrag:(\\S+).*", "$1");
  }
}
