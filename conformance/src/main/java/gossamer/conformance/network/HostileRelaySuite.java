package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.link.Circuits;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.ProtocolException;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;

/** Peers that relay falsely, and peers that misuse those that relay. */
public final class HostileRelaySuite implements Suite {
  @Override
  public String name() {
    return "hostile circuits";
  }

  /** What a false relaying peer makes of one message in fifty. */
  private interface Deed {
    List<byte[]> to(byte[] frame, List<byte[]> earlier);
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("a relaying peer drops", () -> relay(seed, (frame, earlier) -> List.of()));
    checks.test("a relaying peer alters", () -> relay(seed, (frame, earlier) -> altered(frame)));
    checks.test(
        "a relaying peer replays",
        () -> relay(seed, (frame, earlier) -> List.of(earlier.get(3), frame)));
    checks.test(
        "a relaying peer repeats", () -> relay(seed, (frame, earlier) -> List.of(frame, frame)));
    checks.test("a relaying peer reorders", () -> reorders(seed));
    checks.test("a circuit to nobody is UNREACHABLE", () -> nobody(seed));
    checks.test("circuits without bound are LIMIT", () -> many(seed));
    checks.test("more than the window is LIMIT, and ends the circuit", () -> window(seed));
    checks.test("a message on a circuit nobody asked for is UNEXPECTED", () -> uninvited(seed));
    checks.test("a circuit that is not used ends", () -> idle(seed));
    checks.test("a connection that begins anew takes the place of the old one", () -> anew(seed));
  }

  private static List<byte[]> altered(byte[] frame) {
    byte[] copy = frame.clone();
    copy[copy.length - 3] ^= 4;
    return List.of(copy);
  }

  private static boolean isMessage(byte[] frame) {
    return FrameCodec.typeOf(frame) == 12 && frame[2] == 1 && frame[3] == Frame.Relay.MESSAGE;
  }

  /** Whatever the first relaying peer does: the other takes over, and all arrives once. */
  private static void relay(long seed, Deed deed) {
    SimulatedNetwork network = CircuitSuite.firewalled(seed, 2);
    CircuitSuite.connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    boolean third = network.hosts().get(3).peer().bytesRelayed() > 0;
    SimulatedHost relay = network.hosts().get(third ? 3 : 4);
    List<byte[]> earlier = new ArrayList<>();
    int[] done = {0};
    network.tamper((from, to, frame) -> {
      if (from != relay || to != b || !isMessage(frame)) {
        return List.of(frame);
      }
      earlier.add(frame);
      if (earlier.size() % 50 != 49) {
        return List.of(frame);
      }
      done[0]++;
      return deed.to(frame, earlier);
    });
    for (int i = 0; i < 300; i++) {
      CircuitSuite.say(a, b, i);
      CircuitSuite.say(b, a, i);
      network.run(20);
    }
    CircuitSuite.heard(network, a, 300);
    CircuitSuite.heard(network, b, 300);
    Expect.atLeast(1, done[0], "deeds");
    Expect.atLeast(1, b.count(ErrorCode.BAD_SEAL), "counted");
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "connections closed");
  }

  private static void reorders(long seed) {
    List<byte[]> kept = new ArrayList<>();
    relay(
        seed,
        (frame, earlier) -> {
          kept.add(frame);
          // The message goes behind the next one: two of the window are swapped.
          byte[] last = kept.remove(0);
          return List.of(earlier.get(earlier.size() - 2), last);
        });
  }

  private static SimulatedNetwork network(long seed, int browsers) {
    SimulatedNetwork network = new SimulatedNetwork(seed).latencies(2, 10);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, browsers, "m");
    network.run(500);
    return network;
  }

  private static Frame message(Id to) {
    return new Frame.Relay(false, Frame.Relay.MESSAGE, to, new byte[] {1, 2, 3});
  }

  /** The words that came back about a peer, in order, credit left out. */
  private static List<Integer> words(Stranger stranger, Id about) throws ProtocolException {
    List<Integer> words = new ArrayList<>();
    for (byte[] frame : stranger.peer().received()) {
      if (FrameCodec.decode(frame) instanceof Frame.Relay relay
          && relay.peer().equals(about)
          && relay.word() != Frame.Relay.CREDIT) {
        words.add(relay.word());
      }
    }
    return words;
  }

  private static void nobody(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost master = network.hosts().get(0);
    Stranger stranger = new Stranger(network, master);
    Id nobody = Id.random(new SeededRandom(seed));
    for (Id to : List.of(nobody, stranger.id())) {
      stranger.send(message(to));
      network.run(100);
      Expect.equal(
          List.of(ErrorCode.UNREACHABLE.number()), words(stranger, to), "the master's answer");
    }
    Expect.equal(2, master.count(ErrorCode.UNREACHABLE), "counted");
    Expect.that(stranger.linked(), "the link to stay");
  }

  private static void many(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, Circuits.PER_PEER + 3);
    SimulatedHost master = network.hosts().get(0);
    Stranger stranger = new Stranger(network, master);
    // The ends know of no circuit and would end each: they answer nothing any more.
    network.tamper((from, to, frame) ->
        to == master && from != stranger.peer() && FrameCodec.typeOf(frame) == 12
            ? List.of()
            : List.of(frame));
    for (int i = 1; i <= Circuits.PER_PEER + 3; i++) {
      stranger.send(message(network.hosts().get(i).id()));
    }
    network.run(100);
    int refused = 0;
    for (int i = 1; i <= Circuits.PER_PEER + 3; i++) {
      refused +=
          words(stranger, network.hosts().get(i).id()).contains(ErrorCode.LIMIT.number()) ? 1 : 0;
    }
    Expect.equal(3, refused, "circuits refused");
    Expect.equal(3, master.count(ErrorCode.LIMIT), "counted");
  }

  private static void window(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost master = network.hosts().get(0);
    SimulatedHost victim = network.hosts().get(1);
    Stranger stranger = new Stranger(network, master);
    network.tamper((from, to, frame) ->
        from == victim && FrameCodec.typeOf(frame) == 12 ? List.of() : List.of(frame));
    int[] passed = {0};
    network.tap((at, incoming, frame) -> passed[0] += at == victim && isMessage(frame) ? 1 : 0);
    for (int i = 0; i <= Circuits.WINDOW; i++) {
      stranger.send(message(victim.id()));
    }
    network.run(100);
    Expect.equal(Circuits.WINDOW, passed[0], "messages passed on");
    Expect.equal(
        List.of(ErrorCode.LIMIT.number()), words(stranger, victim.id()), "the master's answer");
    Expect.equal(1, master.count(ErrorCode.LIMIT), "counted");
  }

  private static void uninvited(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost victim = network.hosts().get(1);
    Stranger stranger = new Stranger(network, network.hosts().get(0));
    stranger.send(message(victim.id()));
    network.run(100);
    Expect.equal(
        List.of(ErrorCode.UNEXPECTED.number()), words(stranger, victim.id()), "the end's answer");
    Expect.equal(1, victim.count(ErrorCode.UNEXPECTED), "counted");
    Expect.that(victim.linkedTo(network.hosts().get(0)), "the link to the relaying peer to stay");
  }

  private static void idle(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost victim = network.hosts().get(1);
    Stranger stranger = new Stranger(network, network.hosts().get(0));
    network.tamper((from, to, frame) ->
        from == victim && FrameCodec.typeOf(frame) == 12 ? List.of() : List.of(frame));
    stranger.send(message(victim.id()));
    for (int i = 0; i < 40; i++) {
      stranger.send(new Frame.Ping(i));
      network.run(1_000);
    }
    Expect.equal(
        List.of(ErrorCode.TIMEOUT.number()), words(stranger, victim.id()), "the master's answer");
  }

  private static void anew(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost master = network.hosts().get(0);
    Stranger stranger = new Stranger(network, master);
    stranger.send(new Frame.Open(7, 99, 3));
    network.run(100);
    Expect.equal(0, master.events(Event.ConnectionOpened.class).size(), "resumed from nothing");
    List<byte[]> received = stranger.peer().received();
    Expect.that(
        FrameCodec.decode(received.get(received.size() - 1)) instanceof Frame.Close, "a Close");
    stranger.send(new Frame.Open(7, 0, 0));
    network.run(100);
    stranger.send(new Frame.Open(8, 0, 0));
    network.run(100);
    Expect.equal(2, master.events(Event.ConnectionOpened.class).size(), "opened");
    Expect.equal(1, master.events(Event.ConnectionClosed.class).size(), "closed");
  }
}
