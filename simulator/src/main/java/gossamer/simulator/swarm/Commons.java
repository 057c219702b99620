package gossamer.simulator.swarm;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.Sharing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the living peers know of each other, kept once: the record that a peer made of itself stands
 * for all equal ones that others decode, and the list of neighbours that it told last for all of
 * its neighbours' copies.
 */
final class Commons implements Sharing {
  private final Map<Id, Node> byId = new HashMap<>();

  /** By the first 64 bits of the signing key: finding a record's id costs a digest. */
  private final Map<Long, Node> byKey = new HashMap<>();

  Commons() {}

  private static Long key(byte[] signingKey) {
    return Mixing.word(signingKey, 0);
  }

  void add(Node node) {
    byId.put(node.id(), node);
    byKey.put(key(node.signingKey()), node);
  }

  void remove(Node node) {
    byId.remove(node.id());
    byKey.remove(key(node.signingKey()));
  }

  @Nullable Node find(Id id) {
    return byId.get(id);
  }

  @Override
  public PeerRecord record(PeerRecord record) {
    Node node = byKey.get(key(record.signingKey()));
    PeerRecord own = node == null ? null : node.peer().record();
    return own != null && own.equals(record) ? own : record;
  }

  @Override
  public List<Id> neighbours(Id of, List<Id> neighbours) {
    Node node = byId.get(of);
    if (node == null) {
      return neighbours;
    }
    List<Id> told = node.told;
    if (told == null || !Ids.same(told, neighbours)) {
      told = new ArrayList<>(neighbours.size());
      for (Id id : neighbours) {
        told.add(shared(id));
      }
      node.told = told;
    }
    return told;
  }

  private Id shared(Id id) {
    Node node = byId.get(id);
    PeerRecord record = node == null ? null : node.peer().record();
    return record == null ? id : record.id();
  }
}
