package gossamer.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The lite role of a server, alone and with a full agent across the simulated network. */
class LiteServerTest {
  private static final long SECOND = 1_000_000;
  private static final IceCredentials SERVER =
      new IceCredentials("serverFragment", "serverPassword0123456789");
  private static final IntegrityKey KEY = IntegrityKey.shortTerm(SERVER.password());
  private static final TransportAddress LOCAL = address("192.0.2.80", 443);

  private final RandomGenerator random = new SplittableRandom(7);
  private final IceLiteSession session =
      new IceLiteSession(SERVER.fragment(), KEY, Liveness.DEFAULT, 0);

  private static TransportAddress address(String host, int port) {
    return TransportAddress.parse(host, port).orElseThrow();
  }

  private static IcePath from(int port) {
    return new IcePath(Transport.UDP, LOCAL, address("203.0.113.9", port));
  }

  private StunMessage check(IntegrityKey key, int... flags) throws StunException {
    ByteBuffer bytes = ByteBuffer.allocate(300);
    StunWriter writer =
        new StunWriter(bytes, StunClass.REQUEST, StunMethod.BINDING, TransactionId.next(random))
            .text(AttributeType.USERNAME, SERVER.fragment() + ":client")
            .uint32(AttributeType.PRIORITY, 1);
    for (int flag : flags) {
      if (flag == AttributeType.ICE_CONTROLLED) {
        writer.uint64(flag, 1);
      } else {
        writer.flag(flag);
      }
    }
    writer.integrity(key).fingerprint().finish();
    return StunMessage.parse(bytes.flip());
  }

  private List<IceOutput> drain() {
    List<IceOutput> outputs = new ArrayList<>();
    Optional<IceOutput> next = session.poll();
    while (next.isPresent()) {
      outputs.add(next.get());
      next = session.poll();
    }
    return outputs;
  }

  private StunMessage answer() throws StunException {
    return StunMessage.parse(((IceOutput.Send) drain().getFirst()).packet());
  }

  @Test
  void aValidCheckIsAnsweredBeforeAnythingElseAndOpensThePath() throws Exception {
    session.receive(check(KEY), from(1), 10);
    List<IceOutput> outputs = drain();
    IceOutput.Send send = (IceOutput.Send) outputs.getFirst();
    StunMessage answer = StunMessage.parse(send.packet());
    assertEquals(StunClass.SUCCESS, answer.messageClass());
    assertTrue(answer.integrityHolds(KEY) && answer.fingerprintHolds());
    assertEquals(
        Optional.of(from(1).remote()), answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS));
    assertEquals(
        List.of(
            new IceOutput.StateChanged(IceState.CONNECTED), new IceOutput.Selected(from(1), false)),
        outputs.subList(1, outputs.size()));
    assertEquals(Optional.of("client"), session.remoteFragment());
  }

  @Test
  void useCandidateMovesTheSession() throws Exception {
    session.receive(check(KEY), from(1), 10);
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), from(2), 20);
    assertEquals(Optional.of(from(2)), session.selected());
    assertTrue(session.nominated());
    session.receive(check(KEY), from(1), 30);
    assertEquals(Optional.of(from(2)), session.selected());
  }

  @Test
  void ofNominatedPathsUdpStaysInUseWhateverComesLater() throws Exception {
    IcePath tcp = new IcePath(Transport.TCP, from(1).local(), from(7).remote());
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), tcp, 10);
    assertEquals(Optional.of(tcp), session.selected());
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), from(1), 20);
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), tcp, 30);
    assertEquals(Optional.of(from(1)), session.selected());
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), tcp, 2 * SECOND);
    assertEquals(Optional.of(tcp), session.selected(), "nothing came by UDP any more");
  }

  @Test
  void anotherAddressAfterSilenceIsANatThatRebound() throws Exception {
    session.receive(check(KEY, AttributeType.USE_CANDIDATE), from(1), 0);
    session.receive(check(KEY), from(2), SECOND / 2);
    assertEquals(Optional.of(from(1)), session.selected());
    session.receive(check(KEY), from(3), 2 * SECOND);
    assertEquals(Optional.of(from(3)), session.selected());
  }

  @Test
  void aWrongPasswordIsRefusedShortlyAndLearnsNothing() throws Exception {
    StunMessage check = check(IntegrityKey.shortTerm("wrongPassword"));
    session.receive(check, from(1), 10);
    StunMessage answer = answer();
    assertEquals(ErrorCode.UNAUTHENTICATED, answer.errorCode().orElseThrow().code());
    assertTrue(answer.size() < check.size());
    assertEquals(Optional.empty(), session.selected());
    assertEquals(1, session.counters().unauthenticated());
    assertFalse(
        IceLiteSession.admits(check, SERVER.fragment(), KEY)
            || !IceLiteSession.admits(check(KEY), SERVER.fragment(), KEY));
  }

  @Test
  void aClientThatWantsToBeControlledMustChangeItsRole() throws Exception {
    session.receive(check(KEY, AttributeType.ICE_CONTROLLED), from(1), 10);
    assertEquals(ErrorCode.ROLE_CONFLICT, answer().errorCode().orElseThrow().code());
    assertEquals(IceState.CHECKING, session.state());
  }

  @Test
  void anAttributeThatMustBeUnderstoodIsListed() throws Exception {
    session.receive(check(KEY, 0x7777), from(1), 10);
    StunMessage answer = answer();
    assertEquals(ErrorCode.UNKNOWN_ATTRIBUTE, answer.errorCode().orElseThrow().code());
    assertEquals(List.of(0x7777), answer.unknownAttributes());
  }

  @Test
  void noAnswerIsThreeTimesItsRequest() throws Exception {
    for (int flags = 0; flags < 16; flags++) {
      ByteBuffer bytes = ByteBuffer.allocate(200);
      StunWriter writer =
          new StunWriter(bytes, StunClass.REQUEST, StunMethod.BINDING, new TransactionId(1, 2));
      if ((flags & 1) != 0) {
        writer.text(AttributeType.USERNAME, SERVER.fragment() + ":abcd");
      }
      if ((flags & 2) != 0) {
        writer.flag(0x7777);
      }
      if ((flags & 4) != 0) {
        writer.integrity(KEY);
      }
      if ((flags & 8) != 0) {
        writer.integritySha256(KEY);
      }
      writer.finish();
      bytes.flip();
      for (String host : List.of("203.0.113.9", "2001:db8::9")) {
        IcePath path = new IcePath(Transport.TCP, LOCAL, address(host, 9));
        session.receive(StunMessage.parse(bytes), path, 10);
        int sent =
            drain().stream()
                .mapToInt(
                    output -> output instanceof IceOutput.Send send ? send.packet().remaining() : 0)
                .sum();
        int received = bytes.remaining();
        assertTrue(sent > 0 && sent <= 2 * received, sent + " for " + received);
      }
    }
  }

  @Test
  void silenceAsksAndThenEndsTheSessionWithinFiveSeconds() throws Exception {
    session.receive(check(KEY), from(1), 0);
    drain();
    session.tick(session.deadlineMicros());
    assertEquals(List.of(new IceOutput.Probe()), drain());
    session.alive(2 * SECOND);
    while (session.deadlineMicros() != Long.MAX_VALUE) {
      session.tick(session.deadlineMicros());
    }
    assertEquals(IceState.LOST, session.state());
    assertEquals(new IceOutput.StateChanged(IceState.LOST), drain().getLast());
  }

  @Test
  void aFloodOfAddressesIsBounded() throws Exception {
    for (int port = 1; port < 1000; port++) {
      session.receive(check(KEY), from(port), port);
      drain();
    }
    assertTrue(session.proved(from(1)), "the selected one stays");
    assertTrue(session.proved(from(999)));
    assertFalse(session.proved(from(500)));
    assertEquals(999 - IceLiteSession.MAX_PATHS, session.counters().overLimit());
  }

  private static final class LiteNode implements SimNetwork.Node {
    // Only checks are heard here, and they come every 4 to 6 s.
    final IceLiteSession lite =
        new IceLiteSession(SERVER.fragment(), KEY, new Liveness(SECOND, 20 * SECOND), 0);

    @Override
    public void receive(ByteBuffer packet, IcePath path, long now) {
      try {
        lite.receive(StunMessage.parse(packet), path, now);
      } catch (StunException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void tick(long now) {
      lite.tick(now);
    }

    @Override
    public long deadline() {
      return lite.deadlineMicros();
    }

    @Override
    public List<IceOutput.Send> drain(long now) {
      List<IceOutput.Send> sends = new ArrayList<>();
      Optional<IceOutput> next = lite.poll();
      while (next.isPresent()) {
        if (next.get() instanceof IceOutput.Send send) {
          sends.add(send);
        }
        next = lite.poll();
      }
      return sends;
    }
  }

  @Test
  void aFullAgentConnectsToTheServerAndSurvivesItsNat() throws Exception {
    List<SimNetwork.Nat> kinds = List.of(SimNetwork.Nat.values());
    for (long seed = 0; seed < 300; seed++) {
      RandomGenerator seeded = new SplittableRandom(seed);
      SimNetwork network = new SimNetwork(seeded, seed % 3 * 0.05);
      LiteNode server = new LiteNode();
      network.add(server, SimNetwork.Nat.NONE, "192.0.2.80", List.of(LOCAL));
      RandomGenerator own = new SplittableRandom(seeded.nextLong());
      AgentNode client =
          new AgentNode(
              new IceAgent(IceConfig.DEFAULT, IceRole.CONTROLLED, own, 0),
              List.of(address("10.0.0.2", 5000)));
      SimNetwork.Nat nat = kinds.get((int) (seed % kinds.size()));
      network.add(client, nat, "203.0.113.1", client.bases());
      client.gather(0);
      client.agent.remoteCredentials(SERVER, true, 0);
      client.agent.addRemote(
          Candidate.parse("candidate:1 1 udp 2130706431 192.0.2.80 443 typ host"));
      network.run(4 * SECOND);
      assertEquals(IceState.CONNECTED, server.lite.state(), "seed " + seed);
      network.run(30 * SECOND);
      assertTrue(server.lite.nominated(), "seed " + seed);
      IcePath before = server.lite.selected().orElseThrow();
      network.rebind(client.bases().getFirst());
      network.run(45 * SECOND);
      assertEquals(IceState.CONNECTED, client.agent.state(), "seed " + seed);
      boolean moved = !before.equals(server.lite.selected().orElseThrow());
      boolean newPort = nat != SimNetwork.Nat.NONE && nat != SimNetwork.Nat.PORT_PRESERVING;
      assertEquals(newPort, moved, "seed " + seed);
    }
  }
}
