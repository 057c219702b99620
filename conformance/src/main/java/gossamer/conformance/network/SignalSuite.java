package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Offers and answers through peers in the middle that cannot be trusted. */
public final class SignalSuite implements Suite {
  private final Topology topology;

  /** On this overlay. */
  public SignalSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "signalling");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("connecting with a record at hand", () -> connects(seed, true));
    checks.test("connecting to a bare id by knocking", () -> connects(seed, false));
    checks.test("an altered body is refused, counted and told", () -> altered(seed));
    checks.test("a body altered once does not stop the call", () -> alteredOnce(seed));
    checks.test("swapped offers are refused", () -> swapped(seed));
    checks.test("replayed bodies are counted and have no effect", () -> replayed(seed));
    checks.test("an old body is EXPIRED", () -> expired(seed));
    checks.test("a forged acknowledgement is not believed", () -> forgedAck(seed));
    checks.test("a middle that drops everything: a typed error in time", () -> dropped(seed));
    checks.test("a lost frame does not stop the call", () -> lostOnce(seed));
    checks.test("both call at once: one link, both are connected", () -> glare(seed));
    checks.test("a call can be given up", () -> cancel(seed));
    checks.test("calling nobody fails with a typed error", () -> nobody(seed));
    checks.test("a call to a peer that dies meanwhile fails", () -> dies(seed));
    checks.test("a forged knock is refused", () -> forgedKnock(seed));
    checks.test("calls under way are bounded", () -> bounded(seed));
    checks.test("slow cryptography changes nothing", () -> slowCryptography(seed));
  }

  private SimulatedNetwork network(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, 3, "m");
    network.run(1_000);
    return network;
  }

  private void connects(long seed, boolean known) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Spy spy = Spy.on(network, network.hosts().get(0));
    int start = network.now();
    Outcome outcome = known ? a.connect(b.record()) : a.connect(b.id());
    Scenes.succeeds(network, outcome, "a connection");
    Expect.atMost(3_000, network.now() - start, "milliseconds");
    network.run(1_000);
    Expect.equal(1, outcome.answers(), "answers");
    Expect.equal(1, b.events(Event.ConnectionOpened.class).size(), "told the callee");
    Expect.equal(1, network.transports(a, b), "transports");
    spy.sawOnlySealed();
  }

  private static boolean sealed(byte[] frame) {
    return Spy.payload(frame) instanceof Payload.Sealed;
  }

  private static byte[] flipped(byte[] frame) {
    Envelope e = Routing.envelope(frame);
    if (e.payload() instanceof Payload.Sealed body) {
      byte[] copy = body.body().clone();
      copy[copy.length / 2] ^= 1;
      return Routing.encode(e, new Payload.Sealed(copy));
    }
    return frame;
  }

  private void altered(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost master = network.hosts().get(0);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.tamper((from, to, frame) ->
        List.of(from.index() == master.index() && sealed(frame) ? flipped(frame) : frame));
    Outcome outcome = Scenes.answered(network, a.connect(b.record()));
    Expect.that(!outcome.succeeded(), "no connection");
    Expect.equal(ErrorCode.BAD_SEAL, outcome.failure(), "failure");
    Expect.atLeast(1, b.count(ErrorCode.BAD_SEAL), "refused by the receiver");
    Expect.that(b.linkedTo(master), "the receiver to keep its link");
    Outcome message = Scenes.answered(network, a.message(b.id(), new byte[1]));
    Expect.equal(ErrorCode.BAD_SEAL, message.failure(), "failure of a message");
    Expect.equal(0, b.events(Event.MessageReceived.class).size(), "messages");
  }

  private void alteredOnce(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    // A second way round the dishonest master: through the third browser.
    SimulatedHost c = network.hosts().get(3);
    Scenes.connect(network, a, c);
    Scenes.connect(network, c, b);
    network.run(2_000);
    int[] changed = {0};
    network.tamper((from, to, frame) -> {
      boolean change = from.index() == 0 && sealed(frame) && changed[0]++ < 1;
      return List.of(change ? flipped(frame) : frame);
    });
    Outcome outcome = Scenes.answered(network, a.connect(b.record()));
    Outcome again = outcome.succeeded() ? outcome : a.connect(b.record());
    Scenes.succeeds(network, again, "a connection at the second attempt");
  }

  private void swapped(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    SimulatedHost c = network.hosts().get(3);
    // The master exchanges the bodies of the offers of A and B, both to C.
    List<Payload> bodies = new ArrayList<>();
    List<Envelope> envelopes = new ArrayList<>();
    network.tamper((from, to, frame) -> {
      if (from.index() != 0 || to.index() != c.index() || !sealed(frame)) {
        return List.of(frame);
      }
      Envelope e = Routing.envelope(frame);
      bodies.add(e.payload());
      envelopes.add(e);
      if (bodies.size() % 2 == 1) {
        return List.of();
      }
      int last = bodies.size() - 1;
      return List.of(
          Routing.encode(envelopes.get(last - 1), bodies.get(last)),
          Routing.encode(envelopes.get(last), bodies.get(last - 1)));
    });
    Outcome one = a.connect(c.record());
    Outcome two = b.connect(c.record());
    network.run(5_000);
    Expect.that(!c.linkedTo(a) && !c.linkedTo(b), "no links");
    Expect.atLeast(2, c.count(ErrorCode.BAD_SEAL), "refused");
    network.tamper(null);
    Scenes.answered(network, one);
    Scenes.answered(network, two);
    Scenes.succeeds(network, a.connect(c.record()), "afterwards");
  }

  private void replayed(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    List<byte[]> kept = new ArrayList<>();
    network.tamper((from, to, frame) -> {
      if (from.index() == 0 && to.index() == b.index() && sealed(frame)) {
        kept.add(frame);
        return List.of(frame, frame);
      }
      return List.of(frame);
    });
    Scenes.succeeds(network, a.message(b.id(), new byte[] {5}), "a message");
    Scenes.succeeds(network, a.connect(b.record()), "a connection");
    network.tamper(null);
    for (byte[] frame : kept) {
      network.inject(network.hosts().get(0), b, frame);
    }
    network.run(5_000);
    Expect.equal(1, b.events(Event.MessageReceived.class).size(), "messages");
    Expect.equal(1, network.transports(a, b), "transports");
    Expect.equal(0, a.events(Event.LinkDown.class).size(), "links lost");
    Expect.equal(2 * kept.size(), b.count(ErrorCode.REPLAYED), "counted");
  }

  private void expired(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    List<byte[]> kept = new ArrayList<>();
    network.tamper((from, to, frame) -> {
      if (from.index() == 0 && to.index() == b.index() && sealed(frame)) {
        kept.add(frame);
        return List.of();
      }
      return List.of(frame);
    });
    Outcome outcome = Scenes.answered(network, a.message(b.id(), new byte[] {5}));
    Expect.that(!outcome.succeeded(), "not acknowledged");
    network.tamper(null);
    network.run(12 * 60_000);
    network.inject(network.hosts().get(0), b, kept.get(0));
    network.run(1_000);
    Expect.equal(0, b.events(Event.MessageReceived.class).size(), "messages");
    Expect.equal(1, b.count(ErrorCode.EXPIRED), "counted");
  }

  private void forgedAck(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.tamper((from, to, frame) ->
        to.index() == a.index()
            ? Routing.replace(frame, Payload.Ack.class, ack -> new Payload.Ack(new byte[16]))
            : List.of(frame));
    Outcome outcome = Scenes.answered(network, a.message(b.id(), new byte[1]));
    Expect.that(outcome.failure() != null, "not Done: the acknowledgement is forged");
  }

  private void dropped(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.tamper((from, to, frame) -> sealed(frame) ? List.of() : List.of(frame));
    int start = network.now();
    Outcome outcome = Scenes.answered(network, a.connect(b.record()));
    Expect.that(outcome.failure() != null, "a failure");
    Expect.atMost(25_000, network.now() - start, "milliseconds");
  }

  private void lostOnce(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    int[] seen = {0};
    network.tamper((from, to, frame) ->
        from.index() == 0 && sealed(frame) && seen[0]++ == 0 ? List.of() : List.of(frame));
    Scenes.succeeds(network, a.connect(b.record()), "a connection");
    Expect.atLeast(1, seen[0], "sealed frames");
  }

  private void glare(long seed) {
    for (int round = 0; round < 30; round++) {
      SimulatedNetwork network = network(seed + round);
      SimulatedHost a = network.hosts().get(1);
      SimulatedHost b = network.hosts().get(2);
      boolean known = round % 2 == 0;
      Outcome one = known ? a.connect(b.record()) : a.connect(b.id());
      Outcome two = known ? b.connect(a.record()) : b.connect(a.id());
      Scenes.succeeds(network, one, "a's connection, round " + round);
      Scenes.succeeds(network, two, "b's connection, round " + round);
      network.run(5_000);
      Expect.equal(1, network.transports(a, b), "transports");
      Expect.that(a.linkedTo(b) && b.linkedTo(a), "linked");
    }
  }

  private void cancel(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Outcome outcome = a.connect(b.record());
    network.run(20);
    a.cancel(outcome);
    Expect.equal(ErrorCode.CANCELLED, Scenes.answered(network, outcome).failure(), "failure");
    network.run(30_000);
    Expect.equal(1, outcome.answers(), "answers");
    Expect.equal(0, a.events(Event.Connected.class).size(), "connections");
    Scenes.connect(network, a, b);
  }

  private void nobody(long seed) {
    SimulatedNetwork network = network(seed);
    Outcome outcome = network.hosts().get(1).connect(Id.random(new SeededRandom(seed)));
    Expect.equal(ErrorCode.UNREACHABLE, Scenes.answered(network, outcome).failure(), "failure");
  }

  private void dies(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost b = network.hosts().get(2);
    Outcome outcome = network.hosts().get(1).connect(b.record());
    network.run(40);
    b.kill();
    Scenes.answered(network, outcome);
    Expect.that(outcome.failure() != null, "a failure, found " + outcome);
  }

  private void forgedKnock(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed);
    SimulatedHost b = network.hosts().get(2);
    Stranger stranger = new Stranger(network, network.hosts().get(0));
    PeerRecord victim = network.hosts().get(1).record();
    long expires = network.nowMillis() + 30_000;
    stranger.send(
        stranger.request(b.id(), new Payload.Knock(victim, new byte[16], expires, new byte[64])));
    PeerRecord own = stranger.greeting().record();
    stranger.send(
        stranger.request(b.id(), new Payload.Knock(own, new byte[16], expires, new byte[64])));
    network.run(3_000);
    Expect.equal(1, b.count(ErrorCode.WRONG_PEER), "in another's name");
    Expect.equal(1, b.count(ErrorCode.BAD_SIGNATURE), "with a forged signature");
    Expect.equal(PeerKind.BROWSER, own.kind(), "kind");
  }

  private void bounded(long seed) {
    SimulatedNetwork network = network(seed);
    SimulatedHost a = network.hosts().get(1);
    List<SimulatedHost> others = Scenes.browsers(network, 100, "m");
    network.tamper((from, to, frame) ->
        FrameCodec.typeOf(frame) == 7 && from.index() == a.index() && sealed(frame)
            ? List.of()
            : List.of(frame));
    List<Outcome> outcomes = new ArrayList<>();
    for (SimulatedHost other : others) {
      outcomes.add(a.connect(other.record()));
    }
    network.runUntil(() -> outcomes.stream().allMatch(Outcome::answered), 60_000);
    int limited = 0;
    for (Outcome outcome : outcomes) {
      Expect.that(outcome.failure() != null, "each to fail, found " + outcome);
      limited += outcome.failure() == ErrorCode.LIMIT ? 1 : 0;
    }
    Expect.atLeast(10, limited, "calls refused with LIMIT");
  }

  private void slowCryptography(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m").withCryptoDelay(5));
    for (int i = 0; i < 3; i++) {
      network.add(PeerProfile.browser().withCryptoDelay(30 + 10 * i)).join("m");
    }
    network.run(3_000);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Outcome one = a.connect(b.record());
    Outcome two = b.connect(a.record());
    Scenes.succeeds(network, one, "a's connection");
    Scenes.succeeds(network, two, "b's connection");
    Scenes.succeeds(network, a.message(network.hosts().get(3).id(), new byte[3]), "a message");
    network.run(3_000);
    Expect.equal(1, network.transports(a, b), "transports");
  }
}
