package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.host.Path;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.FrameCodec;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Three masters form one overlay; any one may die, the first included. */
public final class MastersSuite implements Suite {
  private static final String[] NAMES = {"m0", "m1", "m2"};

  private final Topology topology;

  /** On this overlay. */
  public MastersSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "masters");
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
    checks.test("a browser joins by a data channel alone", () -> direct(seed));
    checks.test("a browser that has joined directly can be found at once", () -> directFound(seed));
    checks.test("a Hello on a direct data channel cannot be passed on", () -> directProof(seed));
    checks.test("masters and browsers joined directly go on without one", () -> directDies(seed));
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

  private void survive(long seed, int dead) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
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

  private void moves(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
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

  private void later(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
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

  private void healed(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
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

  private void direct(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("direct"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "direct");
    for (Event.LinkUp up : browsers.get(0).events(Event.LinkUp.class)) {
      Expect.equal(Path.DIRECT, up.path(), "path to " + up.peer().id());
    }
    network.run(2_000);
    Expect.that(master.linkedTo(browsers.get(0)), "the master to know the browser's id");
    reach(network, browsers.get(0), browsers.get(1));
  }

  private void directFound(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("direct"));
    int[] joined = {0};
    for (int i = 0; i < 16; i++) {
      SimulatedHost browser = network.add(PeerProfile.browser());
      browser.application(event -> {
        if (event instanceof Event.LinkUp up && up.peer().id().equals(master.id())) {
          Expect.that(master.linkedTo(browser), "the master to know whoever has joined it");
          joined[0]++;
        }
      });
      browser.join("direct");
    }
    network.run(3_000);
    Expect.equal(16, joined[0], "browsers that have joined");
  }

  private void directProof(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("direct"));
    SimulatedHost thief = network.add(PeerProfile.browser());
    SimulatedHost honest = network.add(PeerProfile.browser());
    byte[][] stolen = {new byte[0]};
    network.tamper((from, to, frame) -> {
      if (FrameCodec.typeOf(frame) != 2) {
        return List.of(frame);
      }
      if (from == honest) {
        stolen[0] = frame;
      }
      return List.of(from == thief ? stolen[0] : frame);
    });
    honest.join("direct");
    Scenes.joined(network, List.of(honest));
    thief.join("direct");
    network.run(2_000);
    Expect.equal(1, master.peer().neighbours().size(), "neighbours of the master");
    Expect.atLeast(1, master.count(ErrorCode.BAD_SIGNATURE), "refused");
  }

  private void directDies(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost first = network.add(PeerProfile.master("direct0"));
    SimulatedHost second = network.add(PeerProfile.master("direct1"));
    second.join("direct0");
    network.run(3_000);
    Expect.equal(1, first.peer().neighbours().size(), "other masters");
    List<SimulatedHost> browsers = Scenes.browsers(network, 4, "direct0", "direct1");
    network.run(5_000);
    first.kill();
    network.run(10_000);
    Expect.that(browsers.get(0).linkedTo(second), "a link to the master that is left");
    reach(network, browsers.get(0), browsers.get(1));
  }
}
