package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.List;

/** Connections outlive their links. */
public final class SurvivalSuite implements Suite {
  @Override
  public String name() {
    return "survival";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("a path fails: the same link goes on by an ICE restart", () -> restart(seed));
    checks.test("a link breaks: all that was sent arrives once, in order", () -> breaks(seed));
    checks.test("what is sent without a link waits for the next one", () -> waits(seed));
    checks.test("a peer that is gone: the connection ends after its grace", () -> gone(seed));
    checks.test("more than may wait is LIMIT", () -> full(seed));
    checks.test("a connection closed meanwhile is closed for both", () -> closed(seed));
  }

  private static SimulatedNetwork connected(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).latencies(2, 30);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    Scenes.connect(network, browsers.get(0), browsers.get(1));
    network.run(3_000);
    return network;
  }

  private static void restart(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.breakLinks(a, b, false);
    for (int i = 0; i < 200; i++) {
      CircuitSuite.say(a, b, i);
      CircuitSuite.say(b, a, i);
      network.run(50);
    }
    Expect.equal(0, a.events(Event.LinkDown.class).size(), "links lost by A");
    Expect.equal(0, b.events(Event.LinkDown.class).size(), "links lost by B");
    Expect.equal(1, network.transports(a, b), "transports");
    Expect.atLeast(1, a.events(Event.LinkPath.class).size(), "paths of A");
  }

  private static void breaks(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    for (int i = 0; i < 1_000; i++) {
      CircuitSuite.say(a, b, i);
      CircuitSuite.say(b, a, i);
      network.run(10);
      if (i % 300 == 150) {
        network.breakLinks(a, b, true);
      }
    }
    CircuitSuite.heard(network, a, 1_000);
    CircuitSuite.heard(network, b, 1_000);
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "connections closed");
    Expect.atLeast(3, a.events(Event.LinkDown.class).size(), "links lost");
  }

  private static void waits(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.part(List.of(b));
    network.run(10_000);
    Expect.that(!a.linkedTo(b), "no link");
    for (int i = 0; i < 50; i++) {
      CircuitSuite.say(a, b, i);
    }
    network.part(null);
    CircuitSuite.heard(network, b, 50);
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "connections closed");
  }

  private static void gone(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    network.hosts().get(2).kill();
    network.run(30_000);
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "closed too early");
    network.run(6_000);
    List<Event.ConnectionClosed> closed = a.events(Event.ConnectionClosed.class);
    Expect.equal(1, closed.size(), "connections closed");
    Expect.equal(ErrorCode.TIMEOUT, closed.get(0).reason(), "why");
  }

  private static void full(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.part(List.of(b));
    network.run(10_000);
    int accepted = 0;
    ErrorCode failure = null;
    while (failure == null && accepted < 100) {
      Outcome sent = a.ask(t -> new Command.SendData(t, b.id(), false, new byte[1_000_000]));
      failure = Scenes.answered(network, sent).failure();
      accepted += failure == null ? 1 : 0;
    }
    Expect.equal(ErrorCode.LIMIT, failure, "failure");
    network.part(null);
    int expected = accepted;
    network.runUntil(() -> b.events(Event.DataReceived.class).size() == expected, 20_000);
    Expect.equal(accepted, b.events(Event.DataReceived.class).size(), "messages");
  }

  private static void closed(long seed) {
    SimulatedNetwork network = connected(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.part(List.of(b));
    network.run(10_000);
    a.tell(new Command.Disconnect(b.id()));
    network.part(null);
    network.run(10_000);
    Expect.equal(1, b.events(Event.ConnectionClosed.class).size(), "closed at B");
    Expect.equal(0, a.events(Event.ConnectionOpened.class).size(), "opened again at A");
  }
}
