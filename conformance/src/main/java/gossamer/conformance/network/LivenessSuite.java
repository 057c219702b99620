package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.List;

/** Links that end: crashes, sleep, limits, goodbyes, twins. */
public final class LivenessSuite implements Suite {
  @Override
  public String name() {
    return "links";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("a killed peer is out of its neighbours' tables in 5,000 ms", () -> killed(seed));
    checks.test("a killed master is out in 5,000 ms", () -> killedMaster(seed));
    checks.test("a peer that slept for a minute is back in 3,000 ms", () -> slept(seed, false));
    checks.test("a peer that lost what came meanwhile is back too", () -> slept(seed, true));
    checks.test("a short sleep ends no link", () -> nap(seed));
    checks.test("leaving tells the neighbours", () -> leave(seed));
    checks.test("after leaving every command fails with LEFT", () -> left(seed));
    checks.test("a transport that breaks is noticed at once", () -> broken(seed));
    checks.test("of two links to one peer one stays, the same for both", () -> twins(seed));
    checks.test("links stay within their limit", () -> limit(seed));
    checks.test("an idle link stays open for an hour", () -> idle(seed));
  }

  private static void killed(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 4, "m");
    SimulatedHost victim = browsers.get(0);
    for (int i = 1; i < 4; i++) {
      Scenes.connect(network, victim, browsers.get(i));
    }
    network.run(3_000);
    victim.kill();
    int start = network.now();
    boolean out =
        network.runUntil(
            () ->
                !master.linkedTo(victim)
                    && browsers.stream().skip(1).noneMatch(b -> b.linkedTo(victim)),
            5_000);
    Expect.that(out, "to be out of all tables after " + (network.now() - start) + " ms");
    for (int i = 1; i < 4; i++) {
      List<Event.LinkDown> down = browsers.get(i).events(Event.LinkDown.class);
      Expect.that(!down.isEmpty(), "to be told");
      Expect.equal(victim.id(), down.get(down.size() - 1).peer(), "who is gone");
      Expect.equal(ErrorCode.TIMEOUT, down.get(down.size() - 1).reason(), "why");
    }
  }

  private static void killedMaster(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    master.kill();
    boolean out =
        network.runUntil(() -> browsers.stream().noneMatch(b -> b.linkedTo(master)), 5_000);
    Expect.that(out, "the master to be out of both tables");
    Expect.that(browsers.get(0).linkedTo(browsers.get(1)), "the browsers to stay linked");
  }

  private static void slept(long seed, boolean lose) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 3, "m");
    SimulatedHost sleeper = browsers.get(0);
    Id id = sleeper.id();
    Scenes.connect(network, sleeper, browsers.get(1));
    sleeper.freeze(lose);
    network.run(60_000);
    Expect.that(!master.linkedTo(sleeper), "the master to have given it up");
    sleeper.unfreeze();
    int start = network.now();
    boolean back =
        network.runUntil(() -> sleeper.linkedTo(master) && master.linkedTo(sleeper), 3_000);
    Expect.that(back, "to be back in 3,000 ms, waited " + (network.now() - start));
    Expect.equal(id, sleeper.id(), "id");
    Scenes.succeeds(network, sleeper.message(browsers.get(2).id(), new byte[1]), "a message");
  }

  private static void nap(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    browsers.get(0).freeze(false);
    network.run(2_600);
    browsers.get(0).unfreeze();
    network.run(3_000);
    Expect.that(browsers.get(0).linkedTo(browsers.get(1)), "linked");
    Expect.that(browsers.get(0).linkedTo(master), "linked to the master");
    Expect.equal(0, browsers.get(1).events(Event.LinkDown.class).size(), "links lost");
  }

  private static void leave(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    browsers.get(0).tell(new Command.Leave());
    network.run(500);
    Expect.that(!browsers.get(1).linkedTo(browsers.get(0)), "out of the neighbour's table");
    Expect.that(!master.linkedTo(browsers.get(0)), "out of the master's table");
    List<Event.ConnectionClosed> closed = browsers.get(1).events(Event.ConnectionClosed.class);
    Expect.equal(1, closed.size(), "connections closed");
    Expect.equal(ErrorCode.LEFT, closed.get(0).reason(), "reason");
    network.run(20_000);
    Expect.equal(0, browsers.get(0).peer().neighbours().size(), "neighbours of who left");
  }

  private static void left(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    SimulatedHost leaver = browsers.get(0);
    Id other = browsers.get(1).id();
    leaver.tell(new Command.Leave());
    for (Outcome outcome :
        List.of(
            leaver.connect(other),
            leaver.lookup(other),
            leaver.message(other, new byte[1]),
            leaver.get(other))) {
      Expect.equal(ErrorCode.LEFT, Scenes.answered(network, outcome).failure(), "failure");
    }
  }

  private static void broken(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    network.run(500);
    network.breakLinks(browsers.get(0), browsers.get(1), true);
    network.run(1);
    for (SimulatedHost browser : browsers) {
      Expect.equal(1, browser.events(Event.LinkDown.class).size(), "lost links");
    }
    Scenes.connect(network, browsers.get(0), browsers.get(1));
  }

  private static void twins(long seed) {
    for (int round = 0; round < 40; round++) {
      SimulatedNetwork network = new SimulatedNetwork(seed + round);
      network.add(PeerProfile.master("m"));
      List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
      SimulatedHost a = browsers.get(0);
      SimulatedHost b = browsers.get(1);
      Outcome one = a.connect(b.record());
      network.run(round);
      Outcome two = b.connect(a.record());
      Scenes.succeeds(network, one, "a's connection");
      Scenes.succeeds(network, two, "b's connection");
      network.run(10_000);
      Expect.equal(1, network.transports(a, b), "transports, seed " + network.description());
      Expect.that(a.linkedTo(b) && b.linkedTo(a), "linked both ways");
      Outcome sent = a.ask(ticket -> new Command.SendData(ticket, b.id(), true, new byte[] {7}));
      Scenes.succeeds(network, sent, "sending");
      network.run(1_000);
      Expect.equal(1, b.events(Event.DataReceived.class).size(), "messages");
    }
  }

  private static void limit(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    SimulatedHost small = network.add(PeerProfile.browser().withLinks(6, 0));
    small.join("m");
    List<SimulatedHost> browsers = Scenes.browsers(network, 12, "m");
    for (SimulatedHost browser : browsers) {
      browser.connect(small.record());
    }
    network.run(40_000);
    Expect.atLeast(3, small.peer().neighbours().size(), "links of the small peer");
    Expect.atMost(6, small.peer().neighbours().size(), "links of the small peer");
  }

  private static void idle(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    int before = network.frames();
    network.run(3_600_000);
    Expect.that(browsers.get(0).linkedTo(browsers.get(1)), "linked");
    Expect.that(master.linkedTo(browsers.get(0)), "linked to the master");
    Expect.equal(0, browsers.get(0).events(Event.LinkDown.class).size(), "links lost");
    // Two frames a second and link, and direction, are enough to notice a death in 5 s.
    Expect.atMost(3 * 4 * 3_600, network.frames() - before, "frames in an hour");
  }
}
