package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** More browsers than one master may have links: it stays the way in for those that come last. */
public final class FullMasterSuite implements Suite {
  private static final int LINKS = 64;
  private static final int BROWSERS = 96;

  /** A browser that was let go comes back once in so many milliseconds, on average. */
  private static final int AWAY = 64_000;

  private final Topology topology;

  /** On this overlay. */
  public FullMasterSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "full master");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("newcomers get in and are found", () -> letsIn(seed));
    checks.test("who was let go leaves it to others", () -> leftAlone(seed));
  }

  private SimulatedNetwork network(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m").withLinks(LINKS, 0));
    return network;
  }

  private static List<SimulatedHost> flock(SimulatedNetwork network) {
    List<SimulatedHost> browsers = new ArrayList<>();
    for (int i = 0; i < BROWSERS; i++) {
      SimulatedHost browser = network.add(PeerProfile.browser().withLinks(48, 6));
      browser.join("m");
      browsers.add(browser);
      network.run(300);
    }
    network.run(10_000);
    return browsers;
  }

  private void letsIn(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost master = network.hosts().get(0);
    List<SimulatedHost> browsers = flock(network);
    Expect.equal(LINKS, master.peer().neighbours().size(), "links of the master");
    for (SimulatedHost browser : browsers) {
      Expect.that(browser.peer().neighbours().size() > 3, "links of " + browser.index());
    }
    SimulatedHost first = browsers.get(0);
    SimulatedHost last = browsers.get(BROWSERS - 1);
    Expect.that(last.linkedTo(master), "the last to be linked to the master");
    Scenes.succeeds(network, last.lookup(first.id()), "a lookup by the last");
    Scenes.succeeds(network, first.message(last.id(), new byte[] {1}), "a message to the last");
  }

  private void leftAlone(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost master = network.hosts().get(0);
    flock(network);
    network.run(AWAY);
    int before = master.count(ErrorCode.EVICTED);
    network.run(AWAY);
    int evicted = master.count(ErrorCode.EVICTED) - before;
    Expect.that(evicted <= 2 * (BROWSERS - LINKS), "few to come back, found " + evicted);
  }
}
