package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.ProtocolException;
import gossamer.simulator.HandMadePeer;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import gossamer.simulator.StandInCryptography;
import java.util.List;

/** The Hello of a link: who gets in, and what the others are told. */
public final class HelloSuite implements Suite {
  private static final String AUTHORITY = "m.example:8080";

  @Override
  public String name() {
    return "hello";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("a true Hello makes a neighbour", () -> admitted(seed));
    checks.test("a forged signature is refused", () -> forged(seed));
    checks.test("a forged record is refused", () -> forgedRecord(seed));
    checks.test("a record past its expiry is refused", () -> expired(seed));
    checks.test("a Hello stolen from another link is refused", () -> stolen(seed));
    checks.test("a Hello for another authority is refused", () -> otherAuthority(seed));
    checks.test("a Hello with other fingerprints is refused", () -> otherFingerprints(seed));
    checks.test("a Hello of another peer than was called is refused", () -> wrongPeer(seed));
    checks.test("a peer of another network is refused", () -> otherNetwork(seed));
    checks.test("the same id at both ends is refused", () -> self(seed));
    checks.test("any other frame before Hello is refused", () -> beforeHello(seed));
    checks.test("a second Hello is refused", () -> secondHello(seed));
    checks.test("a peer that never says Hello is closed in time", () -> silentDialler(seed));
    checks.test("a master that never answers is told of", () -> silentMaster(seed));
    checks.test("waiting Hellos are bounded", () -> flood(seed));
  }

  /** A master, and somebody who dialled it and was challenged. */
  private static final class Door {
    final SimulatedNetwork network;
    final StandInCryptography cryptography = new StandInCryptography();
    final SimulatedHost master;
    final HandMadePeer dialler;
    final Greeting greeting;

    Door(long seed) {
      network = new SimulatedNetwork(seed, cryptography);
      master = network.add(PeerProfile.master("m"));
      dialler = network.addHandMade(null);
      greeting = new Greeting(dialler.identity(), network.nowMillis());
    }

    void dial(String authority) throws ProtocolException {
      dialler.dial(master, authority);
      Expect.that(
          network.runUntil(() -> !dialler.received().isEmpty(), Scenes.PATIENCE), "a challenge");
      greeting.challenged(dialler.received().get(0));
    }

    void refused(byte[] hello, ErrorCode code) throws ProtocolException {
      dialler.send(hello);
      Expect.that(
          network.runUntil(() -> dialler.closed() != null, Scenes.PATIENCE), "to be closed");
      Expect.equal(0, master.peer().neighbours().size(), "neighbours");
      Expect.equal(1, master.count(code), "count of " + code);
      List<byte[]> received = dialler.received();
      Frame last = FrameCodec.decode(received.get(received.size() - 1));
      Expect.equal(new Frame.Bye(code), last, "what it was told");
    }
  }

  private static void admitted(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    door.dialler.send(door.greeting.hello(AUTHORITY));
    Expect.that(
        door.network.runUntil(() -> !door.master.peer().neighbours().isEmpty(), Scenes.PATIENCE),
        "a neighbour");
    Expect.equal(
        Id.ofKey(door.dialler.identity().signingKey()),
        door.master.peer().neighbours().get(0).id(),
        "its id");
  }

  private static void forged(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    byte[] hello = door.greeting.hello(AUTHORITY);
    hello[2 + 8 + 32 + 5] ^= 1;
    door.refused(hello, ErrorCode.BAD_SIGNATURE);
  }

  private static void forgedRecord(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    byte[] hello = door.greeting.hello(AUTHORITY);
    hello[hello.length - 1] ^= 1;
    door.refused(hello, ErrorCode.BAD_SIGNATURE);
  }

  private static void expired(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    door.greeting.issue(
        door.network.nowMillis() - 86_400_000, door.network.nowMillis() - 3_600_000);
    door.refused(door.greeting.hello(AUTHORITY), ErrorCode.EXPIRED);
  }

  private static void stolen(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    byte[] stolen = door.greeting.hello(AUTHORITY);
    // The thief dials anew and is challenged anew.
    door.dial(AUTHORITY);
    door.refused(stolen, ErrorCode.BAD_SIGNATURE);
  }

  private static void otherAuthority(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    door.refused(door.greeting.hello("thief.example:8080"), ErrorCode.BAD_SIGNATURE);
  }

  private static void otherNetwork(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    door.greeting.network("another");
    door.refused(door.greeting.hello(AUTHORITY), ErrorCode.WRONG_NETWORK);
  }

  private static void self(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    byte[] hello =
        FrameCodec.encode(
            new Frame.Hello(
                door.greeting.network(), door.master.record(), new byte[32], new byte[64]));
    door.refused(hello, ErrorCode.SELF);
  }

  private static void beforeHello(long seed) throws ProtocolException {
    List<Frame> frames =
        List.of(
            new Frame.Ping(1),
            new Frame.Open(1, 0, 0),
            new Frame.Data(true, true, new byte[] {1}),
            new Frame.Neighbours(List.of()),
            new Frame.Challenge(new byte[32]),
            new Frame.ManifestRequest(new byte[32]));
    for (Frame frame : frames) {
      Door door = new Door(seed);
      door.dial(AUTHORITY);
      door.refused(FrameCodec.encode(frame), ErrorCode.UNEXPECTED);
    }
  }

  private static void secondHello(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    byte[] hello = door.greeting.hello(AUTHORITY);
    door.dialler.send(hello);
    door.network.run(2_000);
    Expect.equal(1, door.master.peer().neighbours().size(), "neighbours");
    door.refused(hello, ErrorCode.UNEXPECTED);
  }

  private static void silentDialler(long seed) throws ProtocolException {
    Door door = new Door(seed);
    door.dial(AUTHORITY);
    int start = door.network.now();
    Expect.that(
        door.network.runUntil(() -> door.dialler.closed() != null, Scenes.PATIENCE), "a close");
    Expect.atMost(10_000, door.network.now() - start, "milliseconds");
    Expect.equal(1, door.master.count(ErrorCode.TIMEOUT), "timeouts");
  }

  private static void silentMaster(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.addHandMade(PeerProfile.address("silent"));
    SimulatedHost browser = network.add(PeerProfile.browser());
    browser.join("silent");
    network.run(10_000);
    List<Event.MasterFailed> failures = browser.events(Event.MasterFailed.class);
    Expect.that(!failures.isEmpty(), "to be told of the master's silence");
    Expect.equal(ErrorCode.MASTER_SILENT, failures.get(0).reason(), "reason");
    Expect.equal(PeerProfile.address("silent"), failures.get(0).address(), "address");
  }

  private static void otherFingerprints(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2, "m");
    // Somebody in the middle of the data channel cannot pass a Hello on: it signs other bytes.
    network.tamper((from, to, frame) -> {
      if (FrameCodec.typeOf(frame) == 2) {
        byte[] copy = frame.clone();
        copy[2 + 8 + 32] ^= 1;
        return List.of(copy);
      }
      return List.of(frame);
    });
    Outcome outcome = browsers.get(0).connect(browsers.get(1).record());
    Scenes.answered(network, outcome);
    Expect.that(!outcome.succeeded(), "no connection, found " + outcome);
    Expect.that(!browsers.get(0).linkedTo(browsers.get(1)), "no link");
    Expect.atLeast(
        1,
        browsers.get(0).count(ErrorCode.BAD_SIGNATURE)
            + browsers.get(1).count(ErrorCode.BAD_SIGNATURE),
        "refused signatures");
  }

  private static void wrongPeer(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 3, "m");
    SimulatedHost third = browsers.get(2);
    byte[][] foreign = {new byte[0]};
    network.tap((at, incoming, frame) -> {
      if (at == third && !incoming && FrameCodec.typeOf(frame) == 2) {
        foreign[0] = frame;
      }
    });
    Scenes.connect(network, third, browsers.get(0));
    Expect.that(foreign[0].length > 0, "a Hello of the third");
    network.tamper((from, to, frame) ->
        List.of(from == browsers.get(1) && FrameCodec.typeOf(frame) == 2 ? foreign[0] : frame));
    Outcome outcome = Scenes.answered(network, browsers.get(0).connect(browsers.get(1).record()));
    Expect.that(!outcome.succeeded(), "no connection, found " + outcome);
    Expect.atLeast(1, browsers.get(0).count(ErrorCode.WRONG_PEER), "refused");
  }

  private static void flood(long seed) throws ProtocolException {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedHost master = network.add(PeerProfile.master("m").withLinks(64, 0));
    for (int i = 0; i < 200; i++) {
      network.addHandMade(null).dial(master, AUTHORITY);
    }
    network.run(2_000);
    Expect.atLeast(100, master.count(ErrorCode.LIMIT), "transports refused");
    network.run(10_000);
    List<SimulatedHost> browsers = Scenes.browsers(network, 1, "m");
    Expect.that(browsers.get(0).linkedTo(master), "an honest peer to get in afterwards");
    Expect.equal(PeerKind.MASTER, master.record().kind(), "kind");
  }
}
