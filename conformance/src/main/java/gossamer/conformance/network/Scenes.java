package gossamer.conformance.network;

import gossamer.conformance.Expect;
import gossamer.peer.host.Command;
import gossamer.peer.overlay.Chord;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.PeerKind;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Networks from which the tests start. */
final class Scenes {
  /** How long anything may take before a test gives it up: milliseconds of virtual time. */
  static final int PATIENCE = 30_000;

  private Scenes() {}

  /** The name of a suite that runs on every overlay. */
  static String on(Topology topology, String name) {
    return topology instanceof Chord ? name + " on chord" : name;
  }

  /** Browsers that joined by the masters, in turn: the first browser by the first master … */
  static List<SimulatedHost> browsers(SimulatedNetwork network, int count, String... masters) {
    List<SimulatedHost> browsers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedHost browser = network.add(PeerProfile.browser());
      browser.join(masters[i % masters.length]);
      browsers.add(browser);
    }
    joined(network, browsers);
    return browsers;
  }

  /** Waits until each has a link. */
  static void joined(SimulatedNetwork network, List<SimulatedHost> hosts) {
    boolean all =
        network.runUntil(
            () -> {
              for (SimulatedHost host : hosts) {
                if (host.peer().neighbours().isEmpty()) {
                  return false;
                }
              }
              return true;
            },
            PATIENCE);
    Expect.that(all, "all peers to join");
  }

  /** Waits for the answer to a command. */
  static Outcome answered(SimulatedNetwork network, Outcome outcome) {
    network.runUntil(outcome::answered, 4 * PATIENCE);
    Expect.that(outcome.answered(), "an answer to the command");
    return outcome;
  }

  /** Waits for a command to succeed. */
  static Outcome succeeds(SimulatedNetwork network, Outcome outcome, String what) {
    Expect.that(answered(network, outcome).succeeded(), what + ", found " + outcome);
    return outcome;
  }

  /** Connects two peers that have each other's network in common. */
  static void connect(SimulatedNetwork network, SimulatedHost from, SimulatedHost to) {
    succeeds(network, from.connect(to.record()), "a connection");
    Expect.that(
        network.runUntil(() -> from.linkedTo(to) && to.linkedTo(from), PATIENCE), "both linked");
  }

  /** All leave their masters. */
  static void detach(SimulatedNetwork network, List<SimulatedHost> hosts) {
    for (SimulatedHost host : hosts) {
      host.tell(new Command.Detach());
    }
    boolean alone = network.runUntil(() -> hosts.stream().noneMatch(Scenes::atMaster), PATIENCE);
    Expect.that(alone, "no link to a master");
  }

  private static boolean atMaster(SimulatedHost host) {
    return host.peer().neighbours().stream().anyMatch(n -> n.kind() == PeerKind.MASTER);
  }
}
