package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.content.MerkleTree;
import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.simulator.Download;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SharedFile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files from one holder or several, honest or not. */
public final class ContentSuite implements Suite {
  private static final int BLOCK = MerkleTree.BLOCK;
  private static final int PATIENCE = 120_000;

  @Override
  public String name() {
    return "content";
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    for (int size : new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 4 * BLOCK, 513 * BLOCK + 7}) {
      checks.test("a file of " + size + " bytes arrives bit-exact", () -> size(seed, size));
    }
    checks.test("three holders share the work", () -> several(seed));
    checks.test("holders are found by the directory alone", () -> directory(seed));
    checks.test("who has fetched a file can share it on", () -> onward(seed));
    checks.test("a corrupt holder is banned and the file completes", () -> corrupt(seed));
    checks.test("only a corrupt holder: a typed error, nothing kept", () -> onlyCorrupt(seed));
    checks.test("a holder dies midway and another goes on", () -> dies(seed));
    checks.test("the only holder dies: NO_HOLDER", () -> onlyDies(seed));
    checks.test("the file changes while it is shared", () -> changed(seed));
    checks.test("nobody holds it: NO_HOLDER", () -> nobody(seed));
    checks.test("the disk is full: DISK_FULL", () -> diskFull(seed));
    checks.test("a fetch can be given up", () -> cancel(seed));
    checks.test("progress only grows and ends at the size", () -> progress(seed));
    checks.test("blocks in flight are bounded", () -> bounded(seed));
    checks.test("a slow holder does not hold up the others", () -> slow(seed));
    checks.test("no content passes the master", () -> master(seed));
  }

  private static SimulatedNetwork network(long seed, int browsers) {
    SimulatedNetwork network = new SimulatedNetwork(seed).latencies(2, 20);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, browsers, "m");
    network.run(1_000);
    return network;
  }

  private static void share(SimulatedNetwork network, int holder, SharedFile file) {
    Outcome shared = Scenes.succeeds(network, network.hosts().get(holder).share(file), "a share");
    byte[] content = shared.event() instanceof Event.Shared s ? s.content() : new byte[0];
    Expect.bytes(file.content(), content, "content id");
  }

  private static List<PeerRecord> records(SimulatedNetwork network, int... holders) {
    List<PeerRecord> records = new ArrayList<>();
    for (int holder : holders) {
      records.add(network.hosts().get(holder).record());
    }
    return records;
  }

  private static void finish(SimulatedNetwork network, Download download) {
    network.runUntil(() -> download.outcome().answered(), PATIENCE);
    Expect.that(download.outcome().answered(), "an end of the fetch");
  }

  private static void complete(SimulatedNetwork network, Download download, SharedFile file) {
    finish(network, download);
    Expect.that(download.outcome().succeeded(), "success, found " + download.outcome());
    Expect.equal(0, download.writtenTwice(), "blocks written twice");
    Expect.that(Arrays.equals(file.bytes(), download.bytes()), "the same bytes");
    network.run(2_000);
    Expect.equal(1, download.outcome().answers(), "answers");
  }

  private static void fails(SimulatedNetwork network, Download download, ErrorCode code) {
    finish(network, download);
    Expect.equal(code, download.outcome().failure(), "failure");
  }

  private static void size(long seed, int size) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(size, seed);
    share(network, 1, file);
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    complete(network, download, file);
    Expect.equal((size + BLOCK - 1) / BLOCK, download.blocks(), "blocks");
    Expect.equal(0, network.hosts().get(2).blocksWaiting(), "blocks left over");
  }

  private static void several(long seed) {
    SimulatedNetwork network = network(seed, 4);
    SharedFile file = SharedFile.of(200 * BLOCK, seed);
    List<SharedFile> copies = List.of(file, file.copy(), file.copy());
    for (int i = 0; i < 3; i++) {
      share(network, i + 1, copies.get(i));
      network.hosts().get(i + 1).uplink(1_000);
    }
    complete(
        network, network.hosts().get(4).fetch(file.content(), records(network, 1, 2, 3)), file);
    for (SharedFile copy : copies) {
      Expect.atLeast(20, copy.reads(), "blocks of each holder");
    }
  }

  private static void directory(long seed) {
    SimulatedNetwork network = network(seed, 6);
    SharedFile file = SharedFile.of(5 * BLOCK, seed);
    share(network, 1, file);
    network.run(3_000);
    complete(network, network.hosts().get(5).fetch(file.content(), List.of()), file);
  }

  private static void onward(long seed) {
    SimulatedNetwork network = network(seed, 3);
    SharedFile file = SharedFile.of(9 * BLOCK + 5, seed);
    share(network, 1, file);
    complete(network, network.hosts().get(2).fetch(file.content(), records(network, 1)), file);
    network.hosts().get(1).kill();
    network.run(6_000);
    share(network, 2, file.copy());
    complete(network, network.hosts().get(3).fetch(file.content(), records(network, 2)), file);
  }

  private static void corrupt(long seed) {
    SimulatedNetwork network = network(seed, 3);
    SharedFile file = SharedFile.of(100 * BLOCK, seed);
    SharedFile bad = file.copy();
    share(network, 1, bad);
    share(network, 2, file);
    bad.corrupt();
    SimulatedHost fetcher = network.hosts().get(3);
    complete(network, fetcher.fetch(file.content(), records(network, 1, 2)), file);
    Expect.atLeast(1, bad.reads(), "corrupt blocks sent");
    Expect.atMost(70, bad.reads(), "corrupt blocks taken before the ban");
    Expect.atLeast(1, fetcher.count(ErrorCode.CORRUPT), "counted");
  }

  private static void onlyCorrupt(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(10 * BLOCK, seed);
    share(network, 1, file);
    file.corrupt();
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    finish(network, download);
    ErrorCode failure = download.outcome().failure();
    Expect.that(
        failure == ErrorCode.CORRUPT || failure == ErrorCode.NO_HOLDER, "typed: " + failure);
    Expect.equal(0, download.blocks(), "blocks kept");
  }

  private static void dies(long seed) {
    SimulatedNetwork network = network(seed, 3);
    SharedFile file = SharedFile.of(300 * BLOCK, seed);
    share(network, 1, file);
    share(network, 2, file.copy());
    network.hosts().get(1).uplink(1_000);
    network.hosts().get(2).uplink(1_000);
    Download download = network.hosts().get(3).fetch(file.content(), records(network, 1, 2));
    network.runUntil(() -> download.blocks() > 60, PATIENCE);
    network.hosts().get(1).kill();
    complete(network, download, file);
  }

  private static void onlyDies(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(300 * BLOCK, seed);
    share(network, 1, file);
    network.hosts().get(1).uplink(500);
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    network.runUntil(() -> download.blocks() > 20, PATIENCE);
    network.hosts().get(1).kill();
    fails(network, download, ErrorCode.NO_HOLDER);
    Expect.atLeast(20, download.blocks(), "blocks that stay");
  }

  private static void changed(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(300 * BLOCK, seed);
    share(network, 1, file);
    network.hosts().get(1).uplink(500);
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    network.runUntil(() -> download.blocks() > 20, PATIENCE);
    file.fail(ErrorCode.CONTENT_CHANGED);
    fails(network, download, ErrorCode.CONTENT_CHANGED);
    List<Event.ShareLost> lost = network.hosts().get(1).events(Event.ShareLost.class);
    Expect.equal(1, lost.size(), "the sharer to be told once");
    Expect.equal(ErrorCode.CONTENT_CHANGED, lost.get(0).reason(), "why");
  }

  private static void nobody(long seed) {
    SimulatedNetwork network = network(seed, 2);
    byte[] content = SharedFile.of(10, seed).content();
    fails(network, network.hosts().get(1).fetch(content, List.of()), ErrorCode.NO_HOLDER);
    fails(network, network.hosts().get(1).fetch(content, records(network, 2)), ErrorCode.NO_HOLDER);
  }

  private static void diskFull(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(100 * BLOCK, seed);
    share(network, 1, file);
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    download.capacity(30);
    fails(network, download, ErrorCode.DISK_FULL);
    network.run(5_000);
    Expect.atMost(100, file.reads(), "blocks read");
    Expect.equal(0, network.hosts().get(2).blocksWaiting(), "blocks left over");
  }

  private static void cancel(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(500 * BLOCK, seed);
    share(network, 1, file);
    network.hosts().get(1).uplink(1_000);
    SimulatedHost fetcher = network.hosts().get(2);
    Download download = fetcher.fetch(file.content(), records(network, 1));
    network.runUntil(() -> download.blocks() > 50, PATIENCE);
    fetcher.cancel(download.outcome());
    fails(network, download, ErrorCode.CANCELLED);
    int reads = file.reads();
    network.run(10_000);
    Expect.atMost(100, file.reads() - reads, "blocks read after that");
    Expect.equal(0, fetcher.blocksWaiting(), "blocks left over");
    Download again = fetcher.fetch(file.content(), records(network, 1));
    complete(network, again, file);
  }

  private static void progress(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SharedFile file = SharedFile.of(150 * BLOCK + 99, seed);
    share(network, 1, file);
    Download download = network.hosts().get(2).fetch(file.content(), records(network, 1));
    complete(network, download, file);
    long last = 0;
    Expect.atLeast(2, download.progress().size(), "words of progress");
    for (Event.Progress each : download.progress()) {
      Expect.atLeast(last, each.bytes(), "bytes");
      last = each.bytes();
    }
    Expect.equal((long) file.bytes().length, last, "bytes at the end");
  }

  private static void bounded(long seed) {
    SimulatedNetwork network = network(seed, 5);
    SharedFile file = SharedFile.of(400 * BLOCK, seed);
    share(network, 1, file);
    network.hosts().get(1).uplink(4_000);
    List<Download> downloads = new ArrayList<>();
    for (int i = 2; i < 6; i++) {
      downloads.add(network.hosts().get(i).fetch(file.content(), records(network, 1)));
    }
    for (Download download : downloads) {
      complete(network, download, file);
    }
    // Whatever the number of those that ask, a holder has at most 64 blocks per link under way.
    Expect.atMost(4 * 64, network.hosts().get(1).mostBlocksWaiting(), "blocks at the holder");
    for (int i = 2; i < 6; i++) {
      Expect.atMost(64, network.hosts().get(i).mostBlocksWaiting(), "blocks at a fetcher");
    }
  }

  private static void slow(long seed) {
    SimulatedNetwork network = network(seed, 3);
    SharedFile file = SharedFile.of(200 * BLOCK, seed);
    share(network, 1, file);
    share(network, 2, file.copy());
    network.hosts().get(1).uplink(20);
    network.hosts().get(2).uplink(5_000);
    int start = network.now();
    Download download = network.hosts().get(3).fetch(file.content(), records(network, 1, 2));
    complete(network, download, file);
    // The slow one alone would take 164 seconds.
    Expect.atMost(20_000, download.outcome().answeredAt() - start, "milliseconds");
  }

  private static void master(long seed) {
    SimulatedNetwork network = network(seed, 2);
    int[] bytes = {0};
    network.tap((at, incoming, frame) -> bytes[0] += at.index() == 0 ? frame.length : 0);
    SharedFile file = SharedFile.of(100 * BLOCK, seed);
    share(network, 1, file);
    complete(network, network.hosts().get(2).fetch(file.content(), records(network, 1)), file);
    Expect.atMost(60_000, bytes[0], "bytes at the master");
    Expect.equal(0L, network.hosts().get(0).contentBytesSent(), "content bytes of the master");
    Expect.equal(
        100L * BLOCK, network.hosts().get(1).contentBytesSent(), "content bytes of the holder");
  }
}
