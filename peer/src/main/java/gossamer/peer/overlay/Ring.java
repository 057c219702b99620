package gossamer.peer.overlay;

import static gossamer.peer.overlay.Chord.between;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer's place on the ring, and the steps that may change it (Zave, "Reasoning about identifier
 * spaces: how to make Chord correct", 2017): join, stabilise, rectify. Whoever takes a step has
 * just heard from the peers that it names.
 */
final class Ring {
  /** Zave's r: successors that are kept. */
  static final int SUCCESSORS = 8;

  /** On no ring yet: one list for all, to which nobody adds. */
  private static final List<PeerRecord> NONE = new ArrayList<>(0);

  private final Id own;
  private List<PeerRecord> successors = NONE;
  private @Nullable PeerRecord predecessor;

  /** A peer on no ring yet. */
  Ring(Id own) {
    this.own = own;
  }

  /** The successors, nearest first. */
  List<PeerRecord> successors() {
    return successors;
  }

  /** The first successor, or null on no ring. */
  @Nullable PeerRecord head() {
    return successors.isEmpty() ? null : successors.get(0);
  }

  /** The predecessor, or null when none is known. */
  @Nullable PeerRecord predecessor() {
    return predecessor;
  }

  /** Whether a peer stands between this one and its first successor. */
  boolean precedesHead(Id id) {
    PeerRecord head = head();
    return between(own, id, head == null ? own : head.id());
  }

  /**
   * Join: the successors of the peer after which this one belongs. False, and no change, when
   * another stands in between.
   */
  boolean join(PeerRecord before, List<PeerRecord> itsSuccessors) {
    if (itsSuccessors.isEmpty() || !between(before.id(), own, itsSuccessors.get(0).id())) {
      return false;
    }
    predecessor = before;
    return take(itsSuccessors);
  }

  /**
   * Stabilise: a first successor that lives, and its successors, in place of all that is known. The
   * list ends where it is out of order or comes round to this peer. Whether it changed anything.
   */
  boolean stabilise(PeerRecord head, List<PeerRecord> itsSuccessors) {
    List<PeerRecord> list = new ArrayList<>(SUCCESSORS);
    list.add(head);
    list.addAll(itsSuccessors);
    return take(list);
  }

  private boolean take(List<PeerRecord> list) {
    List<PeerRecord> ordered = new ArrayList<>(SUCCESSORS);
    Id last = own;
    for (PeerRecord record : list) {
      if (ordered.size() == SUCCESSORS || !between(last, record.id(), own)) {
        break;
      }
      ordered.add(record);
      last = record.id();
    }
    boolean changed = ordered.size() != successors.size();
    for (int i = 0; i < ordered.size() && !changed; i++) {
      changed = !ordered.get(i).id().equals(successors.get(i).id());
    }
    successors = ordered;
    return changed;
  }

  /** Stabilise: the first successor is dead. */
  void behead() {
    PeerRecord dead = successors.remove(0);
    PeerRecord before = predecessor;
    if (before != null && before.id().equals(dead.id())) {
      predecessor = null;
    }
  }

  /** Rectify: whether a peer that notifies is a better predecessor than the present one, alive. */
  boolean isBetterPredecessor(Id notifier) {
    PeerRecord before = predecessor;
    return before == null || between(before.id(), notifier, own);
  }

  /** Rectify: a better predecessor, or one in place of a dead one. */
  void rectify(PeerRecord notifier) {
    predecessor = notifier;
  }
}
