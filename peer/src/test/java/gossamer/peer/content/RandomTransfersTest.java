package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever happens to the holders, every fetch ends, once, and keeps nothing behind. */
class RandomTransfersTest {
  private static final int SEEDS = 1_000;
  private static final int TICKET = 1;
  private static final Set<ErrorCode> FAILURES =
      Set.of(
          ErrorCode.NO_HOLDER,
          ErrorCode.CONTENT_CHANGED,
          ErrorCode.CORRUPT,
          ErrorCode.DISK_FULL,
          ErrorCode.CANCELLED);

  @Test
  void everyFetchEndsInDoneOrATypedFailure() {
    TreeMap<String, Integer> ends = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      ends.merge(run(seed), 1, Integer::sum);
    }
    // The scenarios are worth something only while both ends are common.
    assertTrue(ends.get("DONE") > SEEDS / 3, ends::toString);
    assertTrue(ends.size() == 1 + FAILURES.size(), ends::toString);
  }

  @Test
  void theSameSeedGivesTheSameEvents() {
    for (int seed = 0; seed < 20; seed++) {
      assertEquals(trace(seed), trace(seed));
    }
  }

  private static String trace(int seed) {
    Node receiver = scenario(seed);
    StringBuilder trace = new StringBuilder();
    receiver.net.runUntilEnd(receiver, TICKET, 600_000);
    for (Event event : receiver.events) {
      trace.append(event instanceof Event.ManifestKnown ? "manifest" : event).append('\n');
    }
    return trace.append(receiver.net.now).toString();
  }

  private static String run(int seed) {
    Node receiver = scenario(seed);
    ContentNet net = receiver.net;
    assertTrue(net.runUntilEnd(receiver, TICKET, 600_000), () -> "seed " + seed + " never ends");
    net.run(30_000);

    List<Event> ends =
        receiver.events.stream()
            .filter(e -> e instanceof Event.Done || e instanceof Event.Failed)
            .toList();
    assertEquals(1, ends.size(), () -> "seed " + seed + ": " + ends);
    assertTrue(receiver.held.isEmpty(), () -> "seed " + seed + " keeps blocks behind");
    assertTrue(receiver.mostStoring <= StoreQueue.STORING, () -> "seed " + seed);
    assertEquals(Long.MAX_VALUE, receiver.content.deadline(), () -> "seed " + seed);
    for (Node node : net.nodes) {
      assertTrue(node.mostInFlightOnLink <= Uploads.IN_FLIGHT, () -> "seed " + seed);
      assertEquals(0, node.counted(ErrorCode.MALFORMED), () -> "seed " + seed);
    }
    long last = -1;
    for (Event.Progress progress : receiver.events(Event.Progress.class)) {
      assertTrue(progress.bytes() > last, () -> "seed " + seed);
      last = progress.bytes();
    }
    FakeFile file = net.nodes.getFirst().files.get(1);
    if (ends.getFirst() instanceof Event.Failed failed) {
      assertTrue(FAILURES.contains(failed.code()), () -> "seed " + seed + ": " + failed);
      return failed.code().name();
    }
    assertTrue(receiver.has(TICKET, file), () -> "seed " + seed + " is not whole");
    assertEquals(file.manifest.size(), last, () -> "seed " + seed);
    return "DONE";
  }

  private static Node scenario(int seed) {
    ContentNet net = new ContentNet(seed);
    SeededRandom random = net.random;
    net.latency = 1 + random.below(100);
    net.jitter = random.below(2) * random.below(200);
    FakeFile file = new FakeFile(seed, random.below(random.below(3) == 0 ? 12_000_000 : 2_000_000));
    int holders = 1 + random.below(4);
    for (int i = 0; i < holders; i++) {
      holder(net, file);
    }
    Node receiver = net.node();
    receiver.storeMillis = random.below(20);
    if (random.below(10) == 0) {
      receiver.room = random.below(200);
    }
    Node[] given = net.nodes.subList(0, random.below(holders + 1)).toArray(new Node[0]);
    receiver.fetch(TICKET, file, given);
    int troubles = random.below(6);
    for (int i = 0; i < troubles; i++) {
      Node victim = net.nodes.get(random.below(holders));
      int kind = random.below(12);
      net.at(net.now + random.below(8_000), () -> trouble(victim, receiver, kind));
    }
    return receiver;
  }

  private static void holder(ContentNet net, FakeFile file) {
    SeededRandom random = net.random;
    Node holder = net.node();
    holder.blockMillis = 1 + random.below(40);
    holder.share(1, file);
    switch (random.below(12)) {
      case 0 -> holder.corruptEvery = 1 + random.below(50);
      case 1 -> holder.changedFrom = random.below(300);
      case 2 -> holder.silent = true;
      default -> {
        // Most are honest and well.
      }
    }
  }

  private static void trouble(Node victim, Node receiver, int kind) {
    ContentNet net = victim.net;
    switch (kind) {
      case 0, 1, 2 -> net.kill(victim);
      case 3, 4, 5, 6 ->
          List.copyOf(net.links.values()).stream()
              .filter(link -> link.a() == victim || link.b() == victim)
              .forEach(net::cut);
      case 7, 8 -> {
        victim.silent = true;
        net.at(net.now + net.random.below(12_000), () -> victim.silent = false);
      }
      case 9 -> victim.content.command(new Command.Unshare(1), net.now);
      case 10 -> victim.changedFrom = net.random.below(500);
      default -> receiver.content.command(new Command.Cancel(TICKET), net.now);
    }
  }
}
