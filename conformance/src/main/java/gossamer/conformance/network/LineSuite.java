package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.StoredValue;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Browsers without any master: a line A–B–C and a ring with random links, for many draws of random
 * ids. Greedy routing towards the closer id alone fails on the line in half of the draws.
 */
public final class LineSuite implements Suite {
  private static final int DRAWS = 1_000;
  private static final int RING = 12;
  private static final int LINKS = 3;

  @Override
  public String name() {
    return "no master";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test(
        "line A-B-C, the master killed: A connects to C, 1,000 draws",
        () -> draws(seed, DRAWS, draw -> line(draw, true)));
    checks.test(
        "line A-B-C, all detached from the master: A connects to C, 1,000 draws",
        () -> draws(seed, DRAWS, draw -> line(draw, false)));
    checks.test(
        "ring of 12 with 3 random links each, all detached: a random pair connects, 1,000 draws",
        () -> draws(seed, DRAWS, LineSuite::ring));
    checks.test("B sees neither description nor address", () -> secret(seed));
    checks.test("FIND_NODE and STORE are served by browsers", () -> served(seed));
    checks.test("nobody finds an id that does not exist", () -> nobody(seed));
  }

  private interface Draw {
    void run(long seed);
  }

  private static void draws(long seed, int count, Draw draw) {
    for (int i = 0; i < count; i++) {
      try {
        draw.run(seed + i);
      } catch (IllegalStateException defect) {
        throw new IllegalStateException("draw " + i + ": " + defect.getMessage(), defect);
      }
    }
  }

  /** A, B and C in a line and nothing else; A has never met C. */
  static List<SimulatedHost> lineOf(SimulatedNetwork network, boolean kill) {
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> peers = Scenes.browsers(network, 2, "m");
    SimulatedHost a = peers.get(0);
    SimulatedHost b = peers.get(1);
    Scenes.connect(network, a, b);
    a.tell(new Command.Detach());
    network.run(200);
    SimulatedHost c = Scenes.browsers(network, 1, "m").get(0);
    Scenes.connect(network, b, c);
    if (kill) {
      master.kill();
    } else {
      b.tell(new Command.Detach());
      c.tell(new Command.Detach());
    }
    boolean alone =
        network.runUntil(() -> !b.linkedTo(master) && !c.linkedTo(master), Scenes.PATIENCE);
    Expect.that(alone, "no link to the master");
    Expect.equal(1, a.peer().neighbours().size(), "neighbours of A");
    Expect.equal(2, b.peer().neighbours().size(), "neighbours of B");
    Expect.equal(1, c.peer().neighbours().size(), "neighbours of C");
    return List.of(a, b, c);
  }

  /**
   * Peers that are near each other: a draw takes less virtual time, and the ids are what counts.
   */
  private static SimulatedNetwork near(long seed) {
    return new SimulatedNetwork(seed).latencies(1, 5);
  }

  private static void line(long seed, boolean kill) {
    SimulatedNetwork network = near(seed);
    List<SimulatedHost> peers = lineOf(network, kill);
    SimulatedHost a = peers.get(0);
    SimulatedHost c = peers.get(2);
    Scenes.succeeds(network, a.connect(c.id()), "A to reach C, seed " + seed);
    Expect.that(network.runUntil(() -> c.linkedTo(a), Scenes.PATIENCE), "C to know of it");
  }

  private static void secret(long seed) {
    for (int draw = 0; draw < 20; draw++) {
      SimulatedNetwork network = new SimulatedNetwork(seed + draw);
      List<SimulatedHost> peers = lineOf(network, true);
      Spy spy = Spy.on(network, peers.get(1));
      Scenes.succeeds(network, peers.get(0).connect(peers.get(2).id()), "A to reach C");
      network.run(2_000);
      spy.sawOnlySealed();
      Expect.atLeast(1, peers.get(0).remoteCandidates(), "candidates that A was given");
    }
  }

  private static void served(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    List<SimulatedHost> peers = lineOf(network, true);
    Spy spy = Spy.on(network, peers.get(1));
    StoredValue value =
        new StoredValue.Immutable(new byte[] {1, 2, 3}, network.nowMillis() + 3_600_000);
    Scenes.succeeds(network, peers.get(0).put(value), "a put by A");
    Scenes.succeeds(network, peers.get(2).get(value.key()), "a get by C");
    Scenes.succeeds(network, peers.get(0).lookup(peers.get(2).id()), "a lookup of C by A");
    Expect.atLeast(1, spy.lookups(), "FIND_NODE at B");
    Expect.atLeast(1, spy.stores(), "STORE at B");
  }

  private static void nobody(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    List<SimulatedHost> peers = lineOf(network, true);
    SimulatedHost stranger = network.add(PeerProfile.browser());
    Expect.that(
        Scenes.answered(network, peers.get(0).connect(stranger.id())).failure() != null,
        "no connection to nobody");
  }

  private static void ring(long seed) {
    SimulatedNetwork network = near(seed);
    SeededRandom random = new SeededRandom(seed);
    List<SimulatedHost> peers = ringOf(network, random);
    SimulatedHost from = peers.get(random.below(RING));
    List<SimulatedHost> others = new ArrayList<>(peers);
    others.removeIf(peer -> peer.index() == from.index() || from.linkedTo(peer));
    if (others.isEmpty()) {
      return;
    }
    SimulatedHost to = others.get(random.below(others.size()));
    Scenes.succeeds(network, from.connect(to.id()), "a connection, seed " + seed);
    Expect.equal(0, from.events(Event.MasterFailed.class).size(), "masters dialled");
  }

  /** A ring in which each also has links to three random others; the master is gone. */
  private static List<SimulatedHost> ringOf(SimulatedNetwork network, SeededRandom random) {
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> peers = Scenes.browsers(network, RING, "m");
    List<Outcome> links = new ArrayList<>();
    int[] chords = new int[RING];
    for (int i = 0; i < RING; i++) {
      links.add(peers.get(i).connect(peers.get((i + 1) % RING).record()));
      for (int tries = 0; chords[i] < LINKS && tries < 4 * RING; tries++) {
        int other = random.below(RING);
        if (other != i && chords[other] < LINKS) {
          chords[i]++;
          chords[other]++;
          links.add(peers.get(i).connect(peers.get(other).record()));
        }
      }
    }
    boolean linked =
        network.runUntil(() -> links.stream().allMatch(Outcome::succeeded), Scenes.PATIENCE);
    Expect.that(linked, "all links of the ring");
    Scenes.detach(network, peers);
    for (int i = 0; i < RING; i++) {
      Expect.that(peers.get(i).linkedTo(peers.get((i + 1) % RING)), "the ring to be closed");
    }
    return peers;
  }
}
