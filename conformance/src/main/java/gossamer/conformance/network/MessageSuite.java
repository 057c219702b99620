package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Messages to peer ids and keys, and messages on connections. */
public final class MessageSuite implements Suite {
  private final Topology topology;

  /** On this overlay. */
  public MessageSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "messages");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("a message is acknowledged by its receiver", () -> acknowledged(seed));
    checks.test("a message to nobody is UNREACHABLE", () -> nobody(seed));
    checks.test("a message to a peer that died is not acknowledged", () -> dead(seed));
    checks.test("a message above the limit is TOO_LARGE", () -> tooLarge(seed));
    checks.test("a peer without links fails with a typed error", () -> alone(seed));
    checks.test("a connection carries text and bytes of every size, in order", () -> data(seed));
    checks.test("sending on what is not connected is CLOSED", () -> notConnected(seed));
    checks.test("disconnecting tells the other side and keeps the link", () -> disconnect(seed));
    checks.test("connecting to oneself is SELF", () -> self(seed));
    checks.test("looking oneself up finds oneself", () -> lookupSelf(seed));
    checks.test("too many commands at once are LIMIT", () -> manyCommands(seed));
    checks.test("every one of too many messages is answered once", () -> manyMessages(seed));
    checks.test("route delivers at the peer closest to the key", () -> route(seed));
    checks.test("forwards can be watched, changed and stopped", () -> forward(seed));
    checks.test("neighbour and replica sets are the closest, in order", () -> sets(seed));
  }

  private SimulatedNetwork three(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, 2, "m");
    network.run(1_000);
    return network;
  }

  private void acknowledged(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    for (int length : new int[] {0, 1, 1_000, Limits.ROUTED_MESSAGE}) {
      byte[] bytes = new byte[length];
      Outcome outcome = Scenes.succeeds(network, a.message(b.id(), bytes), "length " + length);
      Expect.that(outcome.event() instanceof Event.Done, "Done");
      network.run(500);
      Expect.equal(1, outcome.answers(), "answers");
    }
    List<Event.MessageReceived> received = b.events(Event.MessageReceived.class);
    Expect.equal(4, received.size(), "messages");
    Expect.equal(a.id(), received.get(3).peer(), "sender");
    Expect.equal(Limits.ROUTED_MESSAGE, received.get(3).bytes().length, "length");
  }

  private void nobody(long seed) {
    SimulatedNetwork network = three(seed);
    Outcome outcome =
        network.hosts().get(1).message(Id.random(new SeededRandom(seed)), new byte[1]);
    Expect.equal(ErrorCode.UNREACHABLE, Scenes.answered(network, outcome).failure(), "failure");
  }

  private void dead(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost b = network.hosts().get(2);
    b.kill();
    ErrorCode failure =
        Scenes.answered(network, network.hosts().get(1).message(b.id(), new byte[1])).failure();
    Expect.that(
        failure == ErrorCode.UNREACHABLE || failure == ErrorCode.TIMEOUT, "typed: " + failure);
  }

  private void tooLarge(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    Id b = network.hosts().get(2).id();
    Outcome routed = a.message(b, new byte[Limits.ROUTED_MESSAGE + 1]);
    Expect.equal(ErrorCode.TOO_LARGE, Scenes.answered(network, routed).failure(), "routed");
    Scenes.connect(network, a, network.hosts().get(2));
    Outcome data = a.ask(t -> new Command.SendData(t, b, false, new byte[Limits.MESSAGE + 1]));
    Expect.equal(ErrorCode.TOO_LARGE, Scenes.answered(network, data).failure(), "data");
  }

  private void alone(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost alone = network.add(PeerProfile.browser());
    Id other = network.hosts().get(1).id();
    List<Outcome> outcomes =
        List.of(
            alone.connect(other),
            alone.lookup(other),
            alone.message(other, new byte[1]),
            alone.get(other),
            alone.fetch(new byte[32], List.of()).outcome());
    for (Outcome outcome : outcomes) {
      Scenes.answered(network, outcome);
      Expect.that(outcome.failure() != null, "a failure, found " + outcome);
    }
  }

  private void data(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Scenes.connect(network, a, b);
    int[] lengths = {0, 1, Limits.FRAGMENT, Limits.FRAGMENT + 1, 100_000, Limits.MESSAGE};
    for (int i = 0; i < lengths.length; i++) {
      byte[] bytes = new byte[lengths[i]];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (i + j);
      }
      boolean text = i % 2 == 0;
      Scenes.succeeds(network, a.ask(t -> new Command.SendData(t, b.id(), text, bytes)), "sending");
    }
    network.run(3_000);
    List<Event.DataReceived> received = b.events(Event.DataReceived.class);
    Expect.equal(lengths.length, received.size(), "messages");
    for (int i = 0; i < lengths.length; i++) {
      Expect.equal(lengths[i], received.get(i).bytes().length, "length");
      Expect.equal(i % 2 == 0, received.get(i).text(), "text");
      int last = lengths[i] - 1;
      Expect.that(last < 0 || received.get(i).bytes()[last] == (byte) (i + last), "last byte");
    }
  }

  private void notConnected(long seed) {
    SimulatedNetwork network = three(seed);
    Id b = network.hosts().get(2).id();
    Outcome sent = network.hosts().get(1).ask(t -> new Command.SendData(t, b, true, new byte[1]));
    Expect.equal(ErrorCode.CLOSED, Scenes.answered(network, sent).failure(), "failure");
  }

  private void disconnect(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Scenes.connect(network, a, b);
    network.run(500);
    a.tell(new Command.Disconnect(b.id()));
    network.run(1_000);
    Expect.equal(1, b.events(Event.ConnectionClosed.class).size(), "closed at the other side");
    Expect.equal(0, b.events(Event.LinkDown.class).size(), "links lost");
    Scenes.connect(network, a, b);
    network.run(500);
    Expect.equal(2, b.events(Event.ConnectionOpened.class).size(), "opened twice");
  }

  private void self(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    Expect.equal(ErrorCode.SELF, Scenes.answered(network, a.connect(a.id())).failure(), "code");
  }

  private void lookupSelf(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    Expect.that(
        Scenes.answered(network, a.lookup(a.id())).event() instanceof Event.Found found
            && found.peer().id().equals(a.id()),
        "its own record");
  }

  private void manyCommands(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost a = network.hosts().get(1);
    SeededRandom random = new SeededRandom(seed);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      outcomes.add(a.lookup(Id.random(random)));
    }
    network.runUntil(() -> outcomes.stream().allMatch(Outcome::answered), 120_000);
    int limited = 0;
    for (Outcome outcome : outcomes) {
      Expect.that(outcome.answered(), "every command to be answered");
      limited += outcome.failure() == ErrorCode.LIMIT ? 1 : 0;
    }
    Expect.atLeast(1, limited, "commands refused with LIMIT");
    Scenes.succeeds(
        network, a.message(network.hosts().get(2).id(), new byte[1]), "a message afterwards");
  }

  private void manyMessages(long seed) {
    SimulatedNetwork network = three(seed);
    SimulatedHost b = network.hosts().get(2);
    SimulatedHost slow = network.add(PeerProfile.browser().withCryptoDelay(100));
    slow.join("m");
    network.run(5_000);
    Scenes.connect(network, slow, b);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      outcomes.add(slow.message(b.id(), new byte[1]));
    }
    network.runUntil(() -> outcomes.stream().allMatch(Outcome::answered), 60_000);
    for (Outcome outcome : outcomes) {
      Expect.equal(1, outcome.answers(), "answers, found " + outcome);
    }
  }

  private void route(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 7, "m");
    network.run(3_000);
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < 50; i++) {
      Id key = Id.random(random);
      SimulatedHost closest = network.hosts().get(0);
      for (SimulatedHost host : network.hosts()) {
        closest = topology.compare(key, host.id(), closest.id()) < 0 ? host : closest;
      }
      int before = closest.events(Event.Delivered.class).size();
      SimulatedHost from = browsers.get(random.below(browsers.size()));
      byte[] bytes = {(byte) i};
      Scenes.succeeds(network, from.ask(t -> new Command.Route(t, key, bytes)), "a route");
      List<Event.Delivered> delivered = closest.events(Event.Delivered.class);
      Expect.equal(before + 1, delivered.size(), "delivered at the closest, round " + i);
      Expect.equal(key, delivered.get(before).key(), "key");
      Expect.equal(from.id(), delivered.get(before).source(), "source");
    }
  }

  private void forward(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    network.run(1_000);
    SimulatedHost a = browsers.get(0);
    SimulatedHost b = browsers.get(1);
    master.tell(new Command.InterceptForwards(true));
    byte[][] answer = {{9}};
    master.application(event -> {
      if (event instanceof Event.Forwarding f) {
        Expect.equal(b.id(), f.next(), "next hop");
        byte[] bytes = answer[0];
        master.tell(new Command.Forward(f.token(), bytes.length == 0 ? null : bytes));
      }
    });
    Scenes.succeeds(
        network, a.ask(t -> new Command.Route(t, b.id(), new byte[] {1})), "a changed message");
    Expect.equal(9, b.events(Event.Delivered.class).get(0).bytes()[0] & 255, "changed byte");
    answer[0] = new byte[0];
    Outcome stopped =
        Scenes.answered(network, a.ask(t -> new Command.Route(t, b.id(), new byte[] {1})));
    Expect.that(stopped.failure() != null, "a stopped message to fail");
    Expect.equal(1, b.events(Event.Delivered.class).size(), "messages delivered");
  }

  private void sets(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 12, "m");
    network.run(5_000);
    SimulatedHost a = browsers.get(0);
    List<PeerRecord> neighbours = a.peer().neighbourSet(5);
    Expect.equal(5, neighbours.size(), "neighbour set");
    ordered(a.id(), neighbours);
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < 20; i++) {
      Id key = Id.random(random);
      List<PeerRecord> replicas = a.peer().replicaSet(key, 4);
      Expect.equal(4, replicas.size(), "replica set");
      ordered(key, replicas);
      List<SimulatedHost> all = new ArrayList<>(network.hosts());
      all.sort((x, y) -> topology.compare(key, x.id(), y.id()));
      Expect.equal(all.get(0).id(), replicas.get(0).id(), "the closest of all");
    }
  }

  private void ordered(Id key, List<PeerRecord> records) {
    for (int i = 1; i < records.size(); i++) {
      Expect.that(
          topology.compare(key, records.get(i - 1).id(), records.get(i).id()) < 0, "closest first");
    }
  }
}
