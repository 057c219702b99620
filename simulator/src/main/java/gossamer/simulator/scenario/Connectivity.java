package gossamer.simulator.scenario;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import gossamer.simulator.swarm.Node;
import gossamer.simulator.swarm.Swarm;
import java.util.HashMap;
import java.util.Map;

/** Whether all peers hang together by their links. */
final class Connectivity {
  private final Map<Id, Id> parents = new HashMap<>();
  private int parts;

  private Connectivity() {}

  static boolean whole(Swarm swarm) {
    Connectivity graph = new Connectivity();
    for (Node node : swarm.peers()) {
      graph.parents.put(node.id(), node.id());
      graph.parts++;
    }
    for (Node node : swarm.peers()) {
      for (PeerRecord neighbour : node.peer().neighbours()) {
        graph.join(node.id(), neighbour.id());
      }
    }
    return graph.parts <= 1;
  }

  private Id root(Id id) {
    Id at = id;
    Id parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      Id grandparent = parents.getOrDefault(parent, parent);
      parents.put(at, grandparent);
      at = parent;
      parent = grandparent;
    }
    return at;
  }

  /** Links to masters and to the dead do not count. */
  private void join(Id a, Id b) {
    if (!parents.containsKey(b)) {
      return;
    }
    Id one = root(a);
    Id two = root(b);
    if (!one.equals(two)) {
      parents.put(one, two);
      parts--;
    }
  }
}
