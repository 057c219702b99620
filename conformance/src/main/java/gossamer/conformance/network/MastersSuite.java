package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Three masters form one overlay; any one may die, the first included. */
public final class MastersSuite implements Suite {
  private static final String[] NAMES = {"m0", "m1", "m2"};

  @Override
  public String name() {
    return "masters";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("browsers at different masters find each other", () -> survive(seed, -1));
    for (int victim = 0; victim < NAMES.length; victim++) {
      int dead = victim;
      checks.test(NAMES[dead] + " is killed: the others go on", () -> survive(seed, dead));
    }
    checks.test("a browser finds another master when its own dies", () -> moves(seed));
    checks.test("a master that comes later knows all", () -> later(seed));
    checks.test("masters that were parted find together again", () -> healed(seed));
  }

  private static List<SimulatedHost> masters(SimulatedNetwork network) {
    List<SimulatedHost> masters = new ArrayList<>();
    for (String name : NAMES) {
      SimulatedHost master = network.add(PeerProfile.master(name));
      if (!masters.isEmpty()) {
        master.join(NAMES[0]);
      }
      masters.add(master);
    }
    network.run(3_000);
    for (SimulatedHost master : masters) {
      Expect.equal(2, master.peer().neighbours().size(), "other masters");
    }
    return masters;
  }

  private static void reach(SimulatedNetwork network, SimulatedHost from, SimulatedHost to) {
    Scenes.succeeds(network, from.lookup(to.id()), "a lookup");
    Scenes.succeeds(network, from.message(to.id(), new byte[] {1}), "a message");
    Scenes.succeeds(network, from.connect(to.id()), "a connection");
  }

  private static void survive(long seed, int dead) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    List<SimulatedHost> masters = masters(network);
    List<SimulatedHost> browsers = Scenes.browsers(network, 6, NAMES);
    network.run(2_000);
    if (dead >= 0) {
      masters.get(dead).kill();
      network.run(6_000);
    }
    for (int i = 0; i < 3; i++) {
      reach(network, browsers.get(i), browsers.get((i + 1) % 3));
    }
    // A new browser joins at another master and finds those at the rest.
    String other = NAMES[(dead + 1) % 3];
    SimulatedHost late = Scenes.browsers(network, 1, other).get(0);
    for (int i = 3; i < 6; i++) {
      reach(network, late, browsers.get(i));
    }
  }

  private static void moves(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    List<SimulatedHost> masters = masters(network);
    SimulatedHost browser = Scenes.browsers(network, 1, NAMES[0]).get(0);
    network.run(5_000);
    masters.get(0).kill();
    network.run(6_000);
    boolean there =
        network.runUntil(
            () -> browser.linkedTo(masters.get(1)) || browser.linkedTo(masters.get(2)), 10_000);
    Expect.that(there, "a link to another master");
  }

  private static void later(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    masters(network);
    List<SimulatedHost> browsers = Scenes.browsers(network, 3, NAMES);
    SimulatedHost fourth = network.add(PeerProfile.master("m3"));
    fourth.join(NAMES[2]);
    SimulatedHost late = Scenes.browsers(network, 1, "m3").get(0);
    network.run(2_000);
    for (SimulatedHost browser : browsers) {
      reach(network, late, browser);
    }
  }

  private static void healed(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    List<SimulatedHost> masters = masters(network);
    List<SimulatedHost> browsers = Scenes.browsers(network, 3, NAMES);
    network.run(2_000);
    network.part(List.of(masters.get(0), browsers.get(0)));
    network.run(20_000);
    Expect.that(!masters.get(0).linkedTo(masters.get(1)), "the masters to be parted");
    network.part(null);
    boolean together =
        network.runUntil(
            () ->
                masters.get(0).linkedTo(masters.get(1)) && masters.get(0).linkedTo(masters.get(2)),
            30_000);
    Expect.that(together, "all masters linked again");
    reach(network, browsers.get(0), browsers.get(1));
    reach(network, browsers.get(2), browsers.get(0));
  }
}
