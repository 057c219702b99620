package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.table.Table;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which links are missing: to the closest peers, and to one in each of the farthest buckets. What
 * the neighbours tell of their own links comes first: these peers are alive, and two links away. Of
 * one that is known by its id alone, the neighbour that told of it is asked for the record.
 */
final class Vacancies {
  /** Of the peers that are closest, so many are to be linked. */
  private static final int CLOSEST = 4;

  /** A peer that was asked for or called is left alone for so long: milliseconds. */
  private static final long PAUSE = 10_000;

  /** Peers that are left alone, at most. */
  private static final int PAUSED = 64;

  /**
   * A vacancy waits for the link to the peer that was chosen for it until the turn after the next
   * begins. A turn has so many milliseconds.
   */
  private static final int TURN = 2_500;

  /** How long a peer that others told of is worth a call: milliseconds. */
  private static final int TOLD = 30_000;

  private static final int[] NONE = {};

  private final Self self;
  private final Links links;
  private final Overlay overlay;
  private final int desired;
  private final Table<Id, Long> paused = new Table<>();

  /** By bucket, the turn until which its vacancy waits; empty before the first is looked for. */
  private int[] chosen = NONE;

  Vacancies(Links links, Overlay overlay, int desired) {
    this.self = overlay.self();
    this.links = links;
    this.overlay = overlay;
    this.desired = desired;
  }

  private int bucket(Id id) {
    return overlay.topology().bucket(self.id(), id);
  }

  private int turn() {
    return (int) (self.now() / TURN);
  }

  /** Links by bucket, those to masters left out. */
  int[] linksByBucket() {
    int[] counts = new int[Id.BITS + 1];
    for (Link link : links.ready()) {
      if (!link.toMaster()) {
        counts[bucket(link.id())]++;
      }
    }
    return counts;
  }

  /** The peer to which a link should be opened now, once its record is known; or null. */
  @Nullable Id next() {
    return desired == 0 ? null : pause(missing());
  }

  /** While few peers are known, the records of all neighbours' neighbours are of use; or null. */
  @Nullable Id unknown() {
    if (overlay.buckets().size() < Buckets.K) {
      for (Link link : links.ready()) {
        for (Id id : link.neighbours()) {
          if (!id.equals(self.id()) && !paused(id) && overlay.lookups().known(id) == null) {
            return pause(id);
          }
        }
      }
    }
    return null;
  }

  private @Nullable Id missing() {
    List<Id> near = new ArrayList<>(CLOSEST + 1);
    List<Id> far = new ArrayList<>();
    int[] linked = linksByBucket();
    if (chosen.length == 0) {
      chosen = new int[desired];
    }
    for (Link link : links.ready()) {
      if (!link.toMaster()) {
        insert(near, link.id());
      }
      for (Id id : link.neighbours()) {
        weigh(id, near, far, linked);
      }
    }
    // Those who are alive because a neighbour is linked to them were weighed by now.
    for (Contact contact : overlay.buckets().all()) {
      boolean told = !self.passed(contact.seenAt, TOLD);
      if (contact.failures == 0 && (told || overlay.heard(contact))) {
        weigh(contact.id(), near, far, linked);
      }
    }
    for (Id id : near) {
      if (links.to(id) == null && !paused(id)) {
        return id;
      }
    }
    if (far.isEmpty()) {
      return null;
    }
    chosen[bucket(far.get(0))] = turn() + 2;
    return far.get(self.random().below(far.size()));
  }

  /**
   * A peer is a candidate for the closest, or for the farthest bucket without a link, or nothing.
   */
  private void weigh(Id id, List<Id> near, List<Id> far, int[] linked) {
    int bucket = bucket(id);
    int farthest = far.isEmpty() ? desired - 1 : bucket(far.get(0));
    boolean vacant = bucket <= farthest && linked[bucket] == 0 && chosen[bucket] <= turn();
    boolean close = place(near, id) >= 0;
    if (!vacant && !close || id.equals(self.id()) || links.to(id) != null || failing(id)) {
      return;
    }
    insert(near, id);
    if (!vacant || paused(id)) {
      return;
    }
    while (bucket < farthest && !far.isEmpty()) {
      far.remove(far.size() - 1);
    }
    far.add(id);
  }

  /** Where an id belongs among the closest; -1 for nowhere. */
  private int place(List<Id> near, Id id) {
    int at = near.size();
    while (at > 0) {
      int order = overlay.topology().compare(self.id(), near.get(at - 1), id);
      if (order == 0) {
        return -1;
      }
      if (order < 0) {
        break;
      }
      at--;
    }
    return at < Math.min(CLOSEST, desired) ? at : -1;
  }

  private void insert(List<Id> near, Id id) {
    int at = place(near, id);
    if (at >= 0) {
      near.add(at, id);
      if (near.size() > Math.min(CLOSEST, desired)) {
        near.remove(near.size() - 1);
      }
    }
  }

  /** Masters are linked to by other rules, and a peer that failed is tried after its pause. */
  private boolean failing(Id id) {
    PeerRecord record = overlay.lookups().known(id);
    Contact contact = overlay.buckets().get(id);
    return record != null && record.kind() == PeerKind.MASTER
        || contact != null && contact.retryAt > self.now();
  }

  private boolean paused(Id id) {
    Long until = paused.get(id);
    return until != null && until > self.now();
  }

  private @Nullable Id pause(@Nullable Id id) {
    if (id != null) {
      paused.remove(id);
      paused.put(id, self.now() + PAUSE);
      if (paused.size() > PAUSED) {
        paused.removeOldest();
      }
    }
    return id;
  }
}
