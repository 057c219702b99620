package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.content.MerkleTree;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Path;
import gossamer.peer.link.Circuits;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.Download;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SharedFile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.Arrays;
import java.util.List;

/** Links through a third peer: two that cannot reach each other, and those that relay for them. */
public final class CircuitSuite implements Suite {
  private static final int BLOCK = MerkleTree.BLOCK;

  @Override
  public String name() {
    return "circuits";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("two behind firewalls talk through a common peer", () -> talk(seed));
    checks.test("of which only the id is known", () -> byId(seed));
    checks.test("a file passes unreadable through a common peer", () -> file(seed));
    checks.test("a master relays where it is the only common peer", () -> master(seed));
    checks.test("without a common peer: CONNECT_FAILED", () -> none(seed));
    checks.test("the relaying peer dies: another takes over, nothing is lost", () -> dies(seed));
    checks.test("the relaying peer dies in a transfer: it goes on", () -> diesInTransfer(seed));
    checks.test("a direct path becomes possible: the link returns to it", () -> returns(seed));
    checks.test("a changed network is reason to try the direct path at once", () -> hastens(seed));
    checks.test("an unused relayed link is given up", () -> unused(seed));
    checks.test("above the rate credit is held back", () -> rate(seed));
  }

  /**
   * Browsers 1 and 2 cannot reach each other, and both are linked to each of {@code relays} more.
   */
  static SimulatedNetwork firewalled(long seed, int relays) {
    SimulatedNetwork network = new SimulatedNetwork(seed).latencies(2, 20);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, 2 + relays, "m");
    network.block(browsers.get(0), browsers.get(1), true);
    for (int i = 0; i < relays; i++) {
      Scenes.connect(network, browsers.get(0), browsers.get(2 + i));
      Scenes.connect(network, browsers.get(1), browsers.get(2 + i));
    }
    network.run(1_000);
    return network;
  }

  static void connect(SimulatedNetwork network) {
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    int start = network.now();
    Scenes.succeeds(network, a.connect(b.record()), "a connection through a common peer");
    Expect.atMost(9_000, network.now() - start, "milliseconds");
    Expect.that(network.runUntil(() -> b.linkedTo(a), Scenes.PATIENCE), "both to be linked");
    network.run(500);
    Expect.equal(Path.PEER, path(a, b), "path of A");
    Expect.equal(Path.PEER, path(b, a), "path of B");
  }

  /** The path to a peer, as the application was told last. */
  static Path path(SimulatedHost at, SimulatedHost to) {
    Path path = Path.WEBSOCKET;
    for (SimulatedHost.Logged logged : at.log()) {
      if (logged.event() instanceof Event.LinkUp up && up.peer().id().equals(to.id())) {
        path = up.path();
      }
      if (logged.event() instanceof Event.LinkPath changed && changed.peer().equals(to.id())) {
        path = changed.path();
      }
    }
    return path;
  }

  static void say(SimulatedHost from, SimulatedHost to, int number) {
    byte[] bytes = {(byte) number, (byte) (number >> 8)};
    from.ask(ticket -> new Command.SendData(ticket, to.id(), false, bytes));
  }

  /** All that was said since the start came once and in order. */
  static void heard(SimulatedNetwork network, SimulatedHost at, int count) {
    network.runUntil(() -> at.events(Event.DataReceived.class).size() >= count, Scenes.PATIENCE);
    network.run(1_000);
    List<Event.DataReceived> data = at.events(Event.DataReceived.class);
    Expect.equal(count, data.size(), "messages");
    for (int i = 0; i < count; i++) {
      byte[] bytes = data.get(i).bytes();
      Expect.equal(i, (bytes[0] & 255) | bytes[1] << 8, "message " + i);
    }
  }

  private static void talk(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    for (int i = 0; i < 300; i++) {
      say(a, b, i);
      say(b, a, i);
      network.run(10);
    }
    heard(network, a, 300);
    heard(network, b, 300);
    Expect.atLeast(600, network.hosts().get(3).peer().bytesRelayed(), "bytes relayed by C");
    Expect.equal(0L, network.hosts().get(0).peer().bytesRelayed(), "bytes relayed by the master");
    network.run(120_000);
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "closed in two quiet minutes");
    Expect.equal(Path.PEER, path(a, b), "path");
  }

  private static void byId(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    Scenes.succeeds(network, a.connect(b.id()), "a connection to an id");
    network.run(500);
    Expect.equal(Path.PEER, path(a, b), "path");
  }

  private static void file(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    SimulatedHost c = network.hosts().get(3);
    SharedFile file = SharedFile.of(40 * BLOCK + 7, seed);
    Scenes.succeeds(network, b.share(file), "a share");
    byte[] piece = Arrays.copyOfRange(file.bytes(), 3 * BLOCK, 3 * BLOCK + 24);
    int[] seen = {0};
    network.tap((at, incoming, frame) -> seen[0] += at == c && contains(frame, piece) ? 1 : 0);
    complete(network, a.fetch(file.content(), List.of(b.record())), file);
    Expect.equal(0, seen[0], "frames in which C can read the file");
    Expect.atLeast(40L * BLOCK, c.peer().bytesRelayed(), "bytes relayed by C");
  }

  static void complete(SimulatedNetwork network, Download download, SharedFile file) {
    network.runUntil(() -> download.outcome().answered(), 120_000);
    Expect.that(download.outcome().succeeded(), "success, found " + download.outcome());
    Expect.that(Arrays.equals(file.bytes(), download.bytes()), "the same bytes");
  }

  private static boolean contains(byte[] frame, byte[] piece) {
    for (int i = 0; i + piece.length <= frame.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(frame, i, i + piece.length), piece)) {
        return true;
      }
    }
    return false;
  }

  private static void master(long seed) {
    SimulatedNetwork network = firewalled(seed, 0);
    connect(network);
    Expect.atLeast(1, network.hosts().get(0).peer().bytesRelayed(), "bytes relayed by the master");
  }

  private static void none(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> line = Scenes.browsers(network, 4, "m");
    for (int i = 0; i < 3; i++) {
      Scenes.connect(network, line.get(i), line.get(i + 1));
    }
    Scenes.detach(network, line);
    network.block(line.get(0), line.get(3), true);
    network.run(300);
    ErrorCode failure =
        Scenes.answered(network, line.get(0).connect(line.get(3).record())).failure();
    Expect.equal(ErrorCode.CONNECT_FAILED, failure, "failure");
  }

  private static void dies(long seed) {
    SimulatedNetwork network = firewalled(seed, 2);
    connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    SimulatedHost first =
        network.hosts().get(3).peer().bytesRelayed() > 0
            ? network.hosts().get(3)
            : network.hosts().get(4);
    for (int i = 0; i < 1_000; i++) {
      say(a, b, i);
      say(b, a, i);
      network.run(20);
      if (i == 100) {
        first.kill();
      }
    }
    heard(network, a, 1_000);
    heard(network, b, 1_000);
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "connections closed");
    Expect.equal(1, b.events(Event.ConnectionOpened.class).size(), "connections opened");
    Expect.equal(Path.PEER, path(a, b), "path");
  }

  private static void diesInTransfer(long seed) {
    SimulatedNetwork network = firewalled(seed, 2);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    SharedFile file = SharedFile.of(300 * BLOCK, seed);
    Scenes.succeeds(network, b.share(file), "a share");
    b.uplink(1_000);
    Download download = a.fetch(file.content(), List.of(b.record()));
    network.runUntil(() -> download.blocks() > 60, 60_000);
    SimulatedHost first =
        network.hosts().get(3).peer().bytesRelayed() > 0
            ? network.hosts().get(3)
            : network.hosts().get(4);
    first.kill();
    complete(network, download, file);
  }

  private static void returns(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.block(a, b, false);
    for (int i = 0; i < 1_000; i++) {
      say(a, b, i);
      say(b, a, i);
      network.run(40);
    }
    heard(network, a, 1_000);
    heard(network, b, 1_000);
    Expect.equal(Path.DIRECT, path(a, b), "path of A");
    Expect.equal(Path.DIRECT, path(b, a), "path of B");
    Expect.equal(0, a.events(Event.ConnectionClosed.class).size(), "connections closed");
    for (Event.LinkDown down : a.events(Event.LinkDown.class)) {
      Expect.that(!down.peer().equals(b.id()), "never to be without a link");
    }
    network.run(2_000);
    long relayed = network.hosts().get(3).peer().bytesRelayed();
    network.run(60_000);
    Expect.equal(relayed, network.hosts().get(3).peer().bytesRelayed(), "relayed after that");
  }

  private static void hastens(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    network.run(200_000);
    network.block(a, b, false);
    a.networkChanged();
    Expect.that(network.runUntil(() -> path(a, b) == Path.DIRECT, 2_000), "a direct path in 2 s");
  }

  private static void unused(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    connect(network);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    a.tell(new Command.Disconnect(b.id()));
    boolean down = network.runUntil(() -> !a.linkedTo(b) && !b.linkedTo(a), 30_000);
    Expect.that(down, "the link to be given up");
  }

  private static void rate(long seed) {
    SimulatedNetwork network = firewalled(seed, 1);
    SimulatedHost a = network.hosts().get(1);
    SimulatedHost b = network.hosts().get(2);
    b.uplink(50_000);
    connect(network);
    SharedFile file = SharedFile.of(12 << 20, seed);
    Scenes.succeeds(network, b.share(file), "a share");
    int start = network.now();
    complete(network, a.fetch(file.content(), List.of(b.record())), file);
    int millis = network.now() - start;
    long room = Circuits.BYTES + (long) Circuits.WINDOW * BLOCK;
    long least = file.bytes().length / (4 * room);
    Expect.atLeast(1_000 * least, millis, "milliseconds");
    Expect.atMost(10_000, millis, "milliseconds");
  }
}
