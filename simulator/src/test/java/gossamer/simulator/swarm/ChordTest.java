package gossamer.simulator.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.id.Id;
import gossamer.peer.overlay.Chord;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ring of Chord, as Zave (2017) states what must hold of it. */
class ChordTest {
  private final Swarm swarm = new Swarm(11, new Internet(11));

  private List<Node> members() {
    List<Node> all = new ArrayList<>(swarm.peers());
    swarm.masters().stream().filter(node -> node.alive).forEach(all::add);
    return all;
  }

  private void grow(int peers) {
    swarm.overlay(new Chord());
    for (int i = 0; i < 3; i++) {
      swarm.addMaster();
      swarm.run(500);
    }
    for (int i = 0; i < peers; i++) {
      swarm.addPeer();
      swarm.run(100);
    }
  }

  /** What is not ideal of the ring; empty when every list and predecessor is as it must become. */
  private String flaw() {
    List<Node> members = members();
    List<Id> sorted = new ArrayList<>(members.stream().map(Node::id).toList());
    Collections.sort(sorted);
    int size = sorted.size();
    for (Node node : members) {
      int at = sorted.indexOf(node.id());
      List<Id> expected = new ArrayList<>();
      for (int i = 1; i <= Math.min(8, size - 1); i++) {
        expected.add(sorted.get((at + i) % size));
      }
      PeerRecord before = node.peer().predecessor();
      List<Id> found = node.peer().successors().stream().map(PeerRecord::id).toList();
      if (!found.equals(expected)) {
        return at + " has the successors " + found.stream().map(sorted::indexOf).toList();
      }
      if (before == null || !before.id().equals(sorted.get((at + size - 1) % size))) {
        return at + " has another predecessor";
      }
    }
    return "";
  }

  private void becomesIdeal(int within) {
    int start = swarm.now();
    while (!flaw().isEmpty() && swarm.now() - start < within) {
      swarm.run(500);
    }
    assertEquals("", flaw(), "after " + (swarm.now() - start) + " ms");
  }

  private static boolean between(Id from, Id id, Id to) {
    return id.minus(from).compareTo(to.minus(from)) < 0 && !id.equals(from);
  }

  private static @Nullable Id firstAlive(Node node, Map<Id, Node> alive) {
    for (PeerRecord successor : node.peer().successors()) {
      if (alive.containsKey(successor.id())) {
        return successor.id();
      }
    }
    return null;
  }

  /**
   * Zave's invariant: one live successor each, ordered lists, one ordered ring that all lead to.
   */
  private void holds() {
    Map<Id, Node> alive = new HashMap<>();
    members().forEach(node -> alive.put(node.id(), node));
    Map<Id, Id> next = new HashMap<>();
    for (Node node : members()) {
      Id last = node.id();
      for (PeerRecord successor : node.peer().successors()) {
        assertTrue(
            last.equals(node.id()) || between(node.id(), last, successor.id()), "ordered list");
        last = successor.id();
      }
      Id first = firstAlive(node, alive);
      if (!node.peer().successors().isEmpty()) {
        assertTrue(first != null, "one live successor");
        next.put(node.id(), first);
      }
    }
    List<Id> ring = ring(next);
    int turns = 0;
    for (int i = 0; i < ring.size(); i++) {
      turns += ring.get(i).compareTo(ring.get((i + 1) % ring.size())) > 0 ? 1 : 0;
    }
    assertEquals(1, turns, "the ring goes round once: ordered");
    for (Id member : next.keySet()) {
      Id at = member;
      for (int i = 0; i < next.size() && !ring.contains(at); i++) {
        at = next.get(at);
      }
      assertTrue(ring.contains(at), "at most one ring, and all appendages lead to it");
    }
  }

  private static List<Id> ring(Map<Id, Id> next) {
    Id at = next.keySet().iterator().next();
    for (int i = 0; i < next.size(); i++) {
      assertTrue(next.containsKey(at), "a successor is a member");
      at = next.get(at);
    }
    List<Id> ring = new ArrayList<>();
    while (!ring.contains(at)) {
      ring.add(at);
      at = next.get(at);
    }
    return ring;
  }

  @Test
  void everyListAndPredecessorBecomesRight() {
    grow(40);
    becomesIdeal(120_000);
    holds();
  }

  @Test
  void theInvariantHoldsWhileFewFailAndOthersJoin() {
    grow(40);
    becomesIdeal(120_000);
    for (int round = 0; round < 6; round++) {
      swarm.kill(swarm.peers().get(round));
      swarm.addPeer();
      for (int i = 0; i < 60; i++) {
        swarm.run(250);
        holds();
      }
    }
    becomesIdeal(180_000);
  }

  @Test
  void aRingThatWasPartedIsOneAgain() {
    grow(30);
    becomesIdeal(120_000);
    for (int i = 0; i < swarm.peers().size(); i++) {
      swarm.group(swarm.peers().get(i), i % 2);
    }
    for (int i = 0; i < swarm.masters().size(); i++) {
      swarm.group(swarm.masters().get(i), i % 2);
    }
    swarm.part(true);
    swarm.run(60_000);
    assertTrue(!flaw().isEmpty(), "parted");
    swarm.part(false);
    becomesIdeal(300_000);
  }
}
