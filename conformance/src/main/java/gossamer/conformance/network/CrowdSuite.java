package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Two hundred peers in one process: they join by one master, find each other and talk. */
public final class CrowdSuite implements Suite {
  private static final int PEERS = 200;

  private final Topology topology;

  /** On this overlay. */
  public CrowdSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "crowd");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("200 peers find and message each other", () -> run(seed));
    checks.test("the same seed gives the same run, another seed another", () -> repeated(seed));
    checks.test("the crowd goes on when the master is killed", () -> headless(seed));
  }

  private SimulatedNetwork crowd(long seed, int count) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology).traced();
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedHost peer = network.add(PeerProfile.browser().withLinks(48, 6));
      peer.join("m");
      peers.add(peer);
      network.run(10);
    }
    Scenes.joined(network, peers);
    network.run(6_000);
    return network;
  }

  private static void talk(SimulatedNetwork network, long seed) {
    SeededRandom random = new SeededRandom(seed);
    List<SimulatedHost> peers = network.hosts().subList(1, network.hosts().size());
    List<Outcome> outcomes = new ArrayList<>();
    for (SimulatedHost peer : peers) {
      SimulatedHost other = peers.get(random.below(peers.size()));
      outcomes.add(peer.lookup(other.id()));
      if (other.index() != peer.index()) {
        outcomes.add(peer.message(other.id(), new byte[] {(byte) peer.index()}));
      }
    }
    network.runUntil(() -> outcomes.stream().allMatch(Outcome::answered), Scenes.PATIENCE);
    int failed = 0;
    String first = "";
    for (Outcome outcome : outcomes) {
      if (!outcome.succeeded()) {
        failed++;
        first = outcome.toString();
      }
    }
    Expect.equal(0, failed, "failures of " + outcomes.size() + ", one: " + first);
    int received = 0;
    for (SimulatedHost peer : peers) {
      received += peer.events(Event.MessageReceived.class).size();
      Expect.equal(0, peer.count(ErrorCode.MALFORMED), "malformed frames");
    }
    Expect.equal(outcomes.size() - peers.size(), received, "messages that arrived");
  }

  private void run(long seed) {
    SimulatedNetwork network = crowd(seed, PEERS);
    talk(network, seed);
    for (SimulatedHost host : network.hosts()) {
      Expect.atLeast(1, host.peer().neighbours().size(), "neighbours of each");
    }
  }

  private String traceOf(long seed) {
    SimulatedNetwork network = crowd(seed, 25);
    talk(network, seed);
    return network.trace() + " of " + network.frames() + " frames";
  }

  private void repeated(long seed) {
    String first = traceOf(seed);
    Expect.equal(first, traceOf(seed), "trace of the same seed");
    Expect.that(!first.equals(traceOf(seed + 1)), "another trace of another seed");
  }

  private void headless(long seed) {
    SimulatedNetwork network = crowd(seed, 40);
    network.hosts().get(0).kill();
    network.run(10_000);
    talk(network, seed + 1);
  }
}
