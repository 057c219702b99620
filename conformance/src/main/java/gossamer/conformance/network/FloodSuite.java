package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.StoredValue;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whoever floods a peer with frames of any kind harms nobody but itself. */
public final class FloodSuite implements Suite {
  private static final int FRAMES = 12_000;
  private static final int SLOWLY = 2_000;

  @Override
  public String name() {
    return "floods";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    for (String kind : kinds().keySet()) {
      checks.test("a flood of " + kind, () -> flood(seed, kind));
    }
    checks.test("a flood of bytes that are no frames", () -> nonsense(seed));
    checks.test("frames of unknown types are rejected one by one", () -> unknown(seed));
    checks.test("forged routes do not loop", () -> loops(seed));
  }

  /** Makes the frames of one kind. */
  private interface Maker {
    Frame make(Stranger stranger, SimulatedNetwork network, SeededRandom random);
  }

  private static byte[] bytes(SeededRandom random, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static Map<String, Maker> kinds() {
    Map<String, Maker> kinds = new LinkedHashMap<>();
    kinds.put("Ping", (s, n, r) -> new Frame.Ping(r.below(1_000)));
    kinds.put("Pong", (s, n, r) -> new Frame.Pong(r.below(1_000)));
    kinds.put("Neighbours", (s, n, r) -> new Frame.Neighbours(ids(new SeededRandom(1), 64)));
    kinds.put("Open", (s, n, r) -> new Frame.Open(1, 0, 0));
    kinds.put("Close", (s, n, r) -> new Frame.Close());
    kinds.put("Data", (s, n, r) -> new Frame.Data(true, false, bytes(r, 100)));
    kinds.put(
        "Relay to strangers", (s, n, r) -> new Frame.Relay(false, 0, Id.random(r), bytes(r, 100)));
    kinds.put(
        "Relay from strangers", (s, n, r) -> new Frame.Relay(true, 0, Id.random(r), bytes(r, 100)));
    kinds.put(
        "Relay, credit",
        (s, n, r) -> new Frame.Relay(r.below(2) == 0, 255, Id.random(r), bytes(r, 0)));
    kinds.put("Reject", (s, n, r) -> new Frame.Reject(9, ErrorCode.LIMIT));
    kinds.put("ManifestRequest", (s, n, r) -> new Frame.ManifestRequest(bytes(r, 32)));
    kinds.put("ManifestReply", (s, n, r) -> new Frame.ManifestReply(bytes(r, 32), bytes(r, 50)));
    kinds.put("HashesRequest", (s, n, r) -> new Frame.HashesRequest(bytes(r, 32), 1));
    kinds.put("BlocksRequest", (s, n, r) -> new Frame.BlocksRequest(bytes(r, 32), 1, 0, 256));
    kinds.put("BlocksCancel", (s, n, r) -> new Frame.BlocksCancel(r.below(1_000_000)));
    kinds.put("ContentError", (s, n, r) -> new Frame.ContentError(bytes(r, 32), ErrorCode.CORRUPT));
    routed(kinds);
    return kinds;
  }

  private static void routed(Map<String, Maker> kinds) {
    kinds.put("FindNode to strangers", (s, n, r) -> any(s, r, new Payload.FindNode(Id.random(r))));
    kinds.put("FindNode", (s, n, r) -> at(s, n, new Payload.FindNode(Id.random(r))));
    kinds.put("FindValue", (s, n, r) -> at(s, n, new Payload.FindValue(Id.random(r))));
    kinds.put(
        "Store",
        (s, n, r) ->
            at(
                s,
                n,
                new Payload.Store(
                    new StoredValue.Immutable(bytes(r, 60), n.nowMillis() + 3_600_000))));
    kinds.put("Sealed", (s, n, r) -> at(s, n, new Payload.Sealed(bytes(r, 100))));
    kinds.put(
        "Knock",
        (s, n, r) ->
            at(
                s,
                n,
                new Payload.Knock(
                    s.greeting().record(), bytes(r, 16), n.nowMillis() + 30_000, bytes(r, 64))));
    kinds.put("Message", (s, n, r) -> at(s, n, new Payload.Message(bytes(r, 50))));
    kinds.put("replies nobody asked for", (s, n, r) -> at(s, n, new Payload.Ack(new byte[16])));
  }

  private static List<Id> ids(SeededRandom random, int count) {
    List<Id> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(Id.random(random));
    }
    return ids;
  }

  private static Frame at(Stranger stranger, SimulatedNetwork network, Payload payload) {
    return stranger.request(network.hosts().get(0).id(), payload);
  }

  private static Frame any(Stranger stranger, SeededRandom random, Payload payload) {
    return stranger.request(Id.random(random), payload);
  }

  private static SimulatedNetwork network(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).latencies(2, 10);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, 3, "m");
    network.run(1_000);
    return network;
  }

  private static void unharmed(SimulatedNetwork network) {
    SimulatedHost master = network.hosts().get(0);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Expect.that(
        master.linkedTo(a) && master.linkedTo(b),
        "the others to stay linked, found "
            + a.log().get(a.log().size() - 1).event()
            + " at "
            + network.now());
    Scenes.succeeds(network, a.message(b.id(), new byte[] {1}), "a message of the others");
    Scenes.succeeds(network, b.lookup(network.hosts().get(3).id()), "a lookup of the others");
    Expect.atMost(100, master.peer().contacts().size(), "contacts of the master");
    Expect.atMost(10, master.peer().neighbours().size(), "neighbours of the master");
  }

  private static void flood(long seed, String kind) throws ProtocolException {
    SimulatedNetwork network = network(seed);
    Stranger stranger = new Stranger(network, network.hosts().get(0));
    SeededRandom random = new SeededRandom(seed);
    Maker maker = kinds().getOrDefault(kind, (s, n, r) -> new Frame.Ping(1));
    // First below the rate that is allowed, then far above it.
    for (int i = 0; i < SLOWLY && stranger.peer().closed() == null; i++) {
      stranger.send(maker.make(stranger, network, random));
      if (i % 100 == 0) {
        network.run(60);
      }
    }
    network.run(200);
    unharmed(network);
    Frame frame = maker.make(stranger, network, random);
    for (int i = 0; i < FRAMES && stranger.peer().closed() == null; i++) {
      stranger.send(frame);
    }
    network.run(200);
    Expect.atLeast(1, network.hosts().get(0).count(ErrorCode.LIMIT), "counted");
    // What a neighbour may only have passed on is dropped; for the rest it answers itself.
    if (!(frame instanceof Frame.Routed)) {
      Expect.that(stranger.peer().closed() != null, "the flooder to be thrown out");
      Expect.that(!stranger.linked(), "the flooder to be out of the table");
    }
    unharmed(network);
  }

  private static void nonsense(long seed) throws ProtocolException {
    SeededRandom random = new SeededRandom(seed);
    SimulatedNetwork network = network(seed);
    SimulatedHost master = network.hosts().get(0);
    for (int i = 0; i < 50; i++) {
      Stranger stranger = new Stranger(network, master);
      stranger.peer().send(bytes(random, 1 + random.below(60)));
      network.run(200);
      Expect.that(!stranger.linked(), "whoever sends nonsense to be out");
    }
    int counted =
        master.count(ErrorCode.MALFORMED)
            + master.count(ErrorCode.UNKNOWN_VERSION)
            + master.count(ErrorCode.UNKNOWN_TYPE);
    Expect.equal(50, counted, "counted");
    unharmed(network);
  }

  private static void unknown(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed);
    Stranger stranger = new Stranger(network, network.hosts().get(0));
    int before = stranger.peer().received().size();
    stranger.peer().send(new byte[] {1, 99, 1, 2, 3});
    network.run(200);
    Expect.that(stranger.linked(), "a newer version's frame to end nothing");
    List<byte[]> received = stranger.peer().received();
    boolean rejected = false;
    for (byte[] frame : received.subList(before, received.size())) {
      rejected |=
          FrameCodec.decode(frame) instanceof Frame.Reject reject
              && reject.type() == 99
              && reject.reason() == ErrorCode.UNKNOWN_TYPE;
    }
    Expect.that(rejected, "a Reject that names the type");
  }

  private static void loops(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed);
    SimulatedHost master = network.hosts().get(0);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Scenes.connect(network, a, b);
    Stranger stranger = new Stranger(network, master);
    SeededRandom random = new SeededRandom(seed);
    List<Id> circle = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      circle.addAll(List.of(a.id(), b.id(), master.id()));
    }
    network.run(1_000);
    int before = network.frames();
    for (Envelope.Mode mode : Envelope.Mode.values()) {
      for (int i = 0; i < 20; i++) {
        stranger.send(
            new Frame.Routed(
                new Envelope(
                    i,
                    stranger.id(),
                    Id.random(random),
                    mode,
                    64,
                    List.of(stranger.id()),
                    List.of(),
                    circle,
                    new Payload.FindNode(Id.random(random)))));
      }
    }
    network.run(500);
    // Each of 60 envelopes travels at most 64 hops and comes back.
    Expect.atMost(60 * 128 + 200, network.frames() - before, "frames");
    unharmed(network);
  }
}
