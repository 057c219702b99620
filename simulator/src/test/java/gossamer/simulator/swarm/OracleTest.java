package gossamer.simulator.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.id.Id;
import gossamer.peer.overlay.Chord;
import gossamer.peer.wire.PeerRecord;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How an oracle links peers: within their limit, to each other, and as many as was asked for. */
class OracleTest {
  private static final int LINKS = 20;

  private final Swarm swarm = new Swarm(3, new Internet(3));

  private double meanLinks(int peers, boolean full) {
    swarm.links(LINKS, 8);
    swarm.fill(peers, full);
    return swarm.peers().stream()
        .mapToInt(node -> node.peer().neighbours().size())
        .average()
        .orElse(0);
  }

  private static Set<Id> neighbours(Node node) {
    return node.peer().neighbours().stream().map(PeerRecord::id).collect(Collectors.toSet());
  }

  private void everyLinkHasTwoEndsAndNobodyHasTooMany() {
    for (Node node : swarm.peers()) {
      Set<Id> linked = neighbours(node);
      assertTrue(linked.size() <= LINKS, linked.size() + " links");
      assertEquals(node.peer().neighbours().size(), linked.size());
      for (Node other : swarm.peers()) {
        assertEquals(linked.contains(other.id()), neighbours(other).contains(node.id()));
      }
    }
  }

  @Test
  void leavesRoomForOthers() {
    double mean = meanLinks(400, false);
    assertTrue(mean < LINKS - 1, mean + " links");
    everyLinkHasTwoEndsAndNobodyHasTooMany();
  }

  @Test
  void givesAllLinksWhereAsked() {
    double mean = meanLinks(400, true);
    assertTrue(mean > LINKS - 0.5, mean + " links");
    everyLinkHasTwoEndsAndNobodyHasTooMany();
  }

  @Test
  void givesAllLinksOnARing() {
    swarm.overlay(new Chord());
    double mean = meanLinks(400, true);
    assertTrue(mean > LINKS - 1.5, mean + " links");
    everyLinkHasTwoEndsAndNobodyHasTooMany();
  }
}
