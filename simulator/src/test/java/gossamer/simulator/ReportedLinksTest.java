package gossamer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What browsers tell their masters of the paths between them. */
class ReportedLinksTest {
  private static final int PATIENCE = 30_000;

  private final SimulatedNetwork network = new SimulatedNetwork(5).latencies(2, 20);
  private final SimulatedHost master = network.add(PeerProfile.master("m"));
  private final List<SimulatedHost> browsers = new ArrayList<>();

  /** Three that are linked to the master alone. */
  private void join() {
    for (int i = 0; i < 3; i++) {
      SimulatedHost browser = network.add(PeerProfile.browser().withLinks(48, 0));
      browser.join("m");
      browsers.add(browser);
    }
    runUntil(() -> browsers.stream().allMatch(browser -> browser.linkedTo(master)));
  }

  private void connect(int from, int to) {
    browsers.get(from).connect(browsers.get(to).record());
    runUntil(() ->
        browsers.get(from).linkedTo(browsers.get(to))
            && browsers.get(to).linkedTo(browsers.get(from)));
  }

  private void runUntil(BooleanSupplier so) {
    assertTrue(network.runUntil(so, PATIENCE), network.description());
  }

  private void assertReported(int direct, int circuits) {
    network.run(8_000);
    assertEquals(direct, master.peer().reportedLinks(Path.DIRECT), "direct");
    assertEquals(circuits, master.peer().reportedLinks(Path.PEER), "through a third");
    assertEquals(0, master.peer().reportedLinks(Path.TURN), "by TURN");
  }

  @Test
  void aMasterKnowsByWhichPathsItsPeersReachEachOther() {
    join();
    network.block(browsers.get(0), browsers.get(1), true);
    assertReported(0, 0);
    connect(0, 2);
    assertReported(2, 0);
    connect(1, 2);
    assertReported(4, 0);
    connect(0, 1);
    assertReported(4, 2);
    browsers.get(1).kill();
    browsers.get(2).kill();
    assertReported(0, 0);
  }

  @Test
  void othersAreToldNothing() {
    join();
    connect(0, 1);
    connect(1, 2);
    network.run(4_000);
    for (SimulatedHost browser : browsers) {
      assertEquals(0, browser.peer().reportedLinks(Path.DIRECT));
    }
  }
}
