package gossamer.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.TransportAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Two full agents over seeded loss, reordering, duplication and NATs. */
class TwoAgentsTest {
  private static final long SECOND = 1_000_000;
  private static final int SEEDS = 300;

  private static final class World {
    final RandomGenerator random;
    final SimNetwork network;
    final AgentNode a;
    final AgentNode b;

    World(long seed, double loss, SimNetwork.Nat natA, SimNetwork.Nat natB) {
      this(seed, loss, List.of(natA, natB), List.of(IceRole.CONTROLLING, IceRole.CONTROLLED));
    }

    World(long seed, double loss, List<SimNetwork.Nat> nats, List<IceRole> roles) {
      random = new SplittableRandom(seed);
      network = new SimNetwork(random, loss);
      a = node(roles.get(0), List.of(address("10.0.0.2", 5000), address("2001:db8::2", 5000)));
      b = node(roles.get(1), List.of(address("10.1.0.3", 6000)));
      network.add(a, nats.get(0), "203.0.113.1", a.bases());
      network.add(b, nats.get(1), "203.0.113.2", b.bases());
    }

    private AgentNode node(IceRole role, List<TransportAddress> bases) {
      RandomGenerator own = new SplittableRandom(random.nextLong());
      return new AgentNode(new IceAgent(IceConfig.DEFAULT, role, own, 0), bases);
    }

    void exchange() {
      a.peer = Optional.of(b);
      b.peer = Optional.of(a);
      credentials();
      a.gather(network.now());
      b.gather(network.now());
    }

    void credentials() {
      a.agent.remoteCredentials(b.agent.localCredentials(), false, network.now());
      b.agent.remoteCredentials(a.agent.localCredentials(), false, network.now());
    }

    void assertConnected(long seed) {
      String replay = "seed " + seed;
      assertEquals(IceState.CONNECTED, a.agent.state(), replay);
      assertEquals(IceState.CONNECTED, b.agent.state(), replay);
      assertTrue(a.selections.getLast().nominated(), replay);
      assertTrue(b.selections.getLast().nominated(), replay);
      assertNotEquals(a.agent.role(), b.agent.role(), replay);
    }
  }

  private static TransportAddress address(String host, int port) {
    return TransportAddress.parse(host, port).orElseThrow();
  }

  @Test
  void agentsFindAPathThroughEveryPairOfNatsThatHasOne() {
    List<SimNetwork.Nat> kinds = List.of(SimNetwork.Nat.values());
    for (long seed = 0; seed < SEEDS; seed++) {
      SimNetwork.Nat natA = kinds.get((int) (seed % kinds.size()));
      SimNetwork.Nat natB = kinds.get((int) (seed / kinds.size() % kinds.size()));
      if (!hasAPath(natA, natB)) {
        continue;
      }
      World world = new World(seed, seed % 3 * 0.1, natA, natB);
      world.exchange();
      world.network.run(25 * SECOND);
      world.assertConnected(seed);
    }
  }

  /** A symmetric NAT has another port for the peer: only who filters nothing hears of it. */
  private static boolean hasAPath(SimNetwork.Nat a, SimNetwork.Nat b) {
    boolean open =
        a.compareTo(SimNetwork.Nat.FULL_CONE) <= 0 || b.compareTo(SimNetwork.Nat.FULL_CONE) <= 0;
    return open || a != SimNetwork.Nat.SYMMETRIC && b != SimNetwork.Nat.SYMMETRIC;
  }

  @Test
  void twoSymmetricNatsFailAfterThePatienceOfRfc8863() {
    for (long seed = 0; seed < 20; seed++) {
      World world = new World(seed, 0, SimNetwork.Nat.SYMMETRIC, SimNetwork.Nat.SYMMETRIC);
      world.exchange();
      world.network.run(39 * SECOND);
      assertEquals(IceState.CHECKING, world.a.agent.state(), "seed " + seed);
      world.network.run(40 * SECOND);
      assertEquals(IceState.FAILED, world.a.agent.state(), "seed " + seed);
      assertEquals(Long.MAX_VALUE, world.a.agent.deadlineMicros());
    }
  }

  @Test
  void withoutLossAPathIsThereWithinASecond() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed, 0, SimNetwork.Nat.PORT_PRESERVING, SimNetwork.Nat.FULL_CONE);
      world.exchange();
      world.network.run(2 * SECOND);
      world.assertConnected(seed);
      assertTrue(world.a.gathered && world.b.gathered, "seed " + seed);
    }
  }

  @Test
  void aPeerBehindAnMdnsNameIsFoundAsPeerReflexive() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed, 0.05, SimNetwork.Nat.NONE, SimNetwork.Nat.NONE);
      world.a.hidesHosts = true;
      world.exchange();
      world.network.run(20 * SECOND);
      world.assertConnected(seed);
    }
  }

  @Test
  void aRoleConflictIsResolvedByTheTieBreaker() {
    for (long seed = 0; seed < SEEDS; seed++) {
      IceRole both = IceRole.values()[(int) (seed % 2)];
      World world =
          new World(
              seed,
              seed % 4 * 0.05,
              List.of(SimNetwork.Nat.NONE, SimNetwork.Nat.RESTRICTED),
              List.of(both, both));
      world.exchange();
      world.network.run(25 * SECOND);
      world.assertConnected(seed);
      long conflicts =
          world.a.agent.counters().roleConflicts() + world.b.agent.counters().roleConflicts();
      assertTrue(conflicts > 0, "seed " + seed);
    }
  }

  @Test
  void aKilledPeerIsNoticedWithinFiveSeconds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed, 0.02, SimNetwork.Nat.FULL_CONE, SimNetwork.Nat.RESTRICTED);
      world.exchange();
      world.network.run(60 * SECOND);
      world.assertConnected(seed);
      assertFalse(world.a.states.contains(IceState.LOST), "seed " + seed);
      world.network.kill(world.b);
      world.network.run(65 * SECOND);
      assertEquals(IceState.LOST, world.a.agent.state(), "seed " + seed);
    }
  }

  @Test
  void aRestartKeepsTheOldPathUntilTheNewOneIsNominated() {
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(seed, 0.05, SimNetwork.Nat.FULL_CONE, SimNetwork.Nat.RESTRICTED);
      world.exchange();
      world.network.run(25 * SECOND);
      world.assertConnected(seed);
      IcePath old = world.a.agent.selected().orElseThrow();
      int selections = world.a.selections.size();
      IceCredentials before = world.a.agent.localCredentials();
      world.a.agent.restart(world.network.now());
      world.b.agent.restart(world.network.now());
      assertNotEquals(before, world.a.agent.localCredentials());
      world.network.run(29 * SECOND);
      assertEquals(old, world.a.agent.selected().orElseThrow(), "seed " + seed);
      world.credentials();
      world.a.tellAgain();
      world.b.tellAgain();
      world.network.run(50 * SECOND);
      world.assertConnected(seed);
      assertTrue(world.a.selections.size() > selections, "seed " + seed);
      assertFalse(world.a.states.contains(IceState.LOST), "seed " + seed);
      world.network.kill(world.b);
      world.network.run(55 * SECOND);
      assertEquals(IceState.LOST, world.a.agent.state(), "seed " + seed);
    }
  }

  @Test
  void aFailedSessionComesBackByARestart() {
    World world = new World(1, 0, SimNetwork.Nat.FULL_CONE, SimNetwork.Nat.FULL_CONE);
    world.network.run(41 * SECOND);
    assertEquals(List.of(IceState.FAILED), world.a.states);
    world.a.agent.restart(world.network.now());
    world.b.agent.restart(world.network.now());
    world.exchange();
    world.network.run(45 * SECOND);
    world.assertConnected(1);
  }
}
