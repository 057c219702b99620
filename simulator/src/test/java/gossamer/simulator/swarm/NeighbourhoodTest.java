package gossamer.simulator.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that come many at a time, and whether each finds those that are closest to it. */
class NeighbourhoodTest {
  private final Swarm swarm = new Swarm(5, new Internet(5));

  private void flock(int peers, int millis) {
    for (int i = 0; i < 3; i++) {
      swarm.addMaster();
      swarm.run(1_000);
    }
    int start = swarm.now();
    for (int i = 0; i < peers; i++) {
      swarm.at(start + millis * i / peers, swarm::addPeer);
    }
    swarm.run(millis);
  }

  private static boolean linked(Node node, Id other) {
    return node.peer().neighbours().stream().map(PeerRecord::id).anyMatch(other::equals);
  }

  private int strangersToTheirClosest() {
    int count = 0;
    for (Node node : swarm.peers()) {
      Id closest = null;
      for (Node other : swarm.peers()) {
        boolean closer = closest == null || node.id().compareDistance(other.id(), closest) < 0;
        closest = other != node && closer ? other.id() : closest;
      }
      count += closest != null && linked(node, closest) ? 0 : 1;
    }
    return count;
  }

  @Test
  void manyThatComeAtOnceAreSoonLinkedToTheirClosest() {
    flock(600, 8_000);
    swarm.run(20_000);
    assertTrue(strangersToTheirClosest() <= 1, strangersToTheirClosest() + " of 600 are not");
  }

  @Test
  void thoseWhoComeByDifferentMastersAtOnceAreOneNetwork() {
    flock(600, 400);
    swarm.run(60_000);
    assertTrue(strangersToTheirClosest() <= 1, strangersToTheirClosest() + " of 600 are not");
  }

  @Test
  void aLookupTakesLittleLongerThanAMessageThereAndBack() {
    swarm.fill(3_000, false);
    swarm.run(1_000);
    int asked = swarm.now();
    List<Integer> times = new ArrayList<>();
    swarm.witness((node, event) -> {
      if (event instanceof Event.Found) {
        times.add(swarm.now() - asked);
      }
    });
    for (int i = 0; i < 500; i++) {
      swarm.peers().get(2 * i).tell(new Command.Lookup(1, swarm.peers().get(2 * i + 1).id()));
    }
    swarm.run(3_000);
    assertEquals(500, times.size());
    double mean = times.stream().mapToInt(i -> i).average().orElseThrow();
    // Step by step it would be twice as long.
    assertTrue(mean < 450, mean + " ms in the mean");
  }
}
