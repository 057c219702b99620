package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Places.Place;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a {@link Ring} when they are due: joins, stabilises with the first successor,
 * rectifies the predecessor when it is notified. Each step asks the peers it names first; one runs
 * at a time.
 */
final class Stabiliser {
  /** Shortest and longest time between two steps: milliseconds. */
  private static final long FIRST = 500;

  private static final long LAST = 15_000;

  /** Peers that are asked one after another while the place to join is searched. */
  private static final int WALK = 16;

  private final Self self;
  private final Ring ring;
  private final Links links;
  private final Overlay overlay;
  private final Places places;
  private boolean busy;
  private boolean rectifying;
  private boolean linked;
  private long pause = FIRST;
  private long dueAt = Long.MAX_VALUE;

  Stabiliser(Ring ring, Links links, Places places, Overlay overlay) {
    this.self = overlay.self();
    this.ring = ring;
    this.links = links;
    this.places = places;
    this.overlay = overlay;
  }

  /** Something changed nearby: the next step comes soon. */
  void hasten() {
    pause = FIRST;
    dueAt = Math.min(dueAt, self.now() + FIRST / 2 + self.random().below((int) FIRST));
  }

  /** Takes a step when one is due. */
  void tick() {
    if (deadline() > self.now()) {
      return;
    }
    linked = linkedToHead();
    busy = true;
    dueAt = self.now() + pause + self.random().below((int) pause);
    pause = Math.min(LAST, 2 * pause);
    step();
  }

  private boolean linkedToHead() {
    PeerRecord head = ring.head();
    return head != null && links.to(head.id()) != null;
  }

  /** When {@link #tick} is due: at once when the link to the first successor is lost. */
  long deadline() {
    if (busy || links.ready().isEmpty()) {
      return Long.MAX_VALUE;
    }
    return linked && !linkedToHead() ? self.now() : dueAt;
  }

  private void step() {
    PeerRecord head = ring.head();
    if (head == null) {
      search();
      return;
    }
    PeerRecord nearer = nearer();
    if (nearer == null) {
      stabilise(head);
    } else {
      // Met in a lookup or by a link: after a partition, the way into the other ring.
      places.notify(
          nearer,
          place -> {
            take(nearer, place);
            stabilise(ring.head());
          });
    }
  }

  /** A peer that is known and stands between this one and its first successor. */
  private @Nullable PeerRecord nearer() {
    for (PeerRecord record : overlay.closest(self.id(), 1)) {
      if (ring.precedesHead(record.id())) {
        return record;
      }
    }
    return null;
  }

  private void stabilise(@Nullable PeerRecord head) {
    if (head == null) {
      done();
      return;
    }
    places.notify(
        head,
        place -> {
          if (place == null) {
            behead(head);
            return;
          }
          take(head, place);
          PeerRecord between = place.predecessor();
          if (between == null || !ring.precedesHead(between.id())) {
            done();
          } else {
            places.notify(
                between,
                its -> {
                  take(between, its);
                  done();
                });
          }
        });
  }

  private void behead(PeerRecord dead) {
    PeerRecord head = ring.head();
    if (head != null && head.id().equals(dead.id())) {
      ring.behead();
      hasten();
    }
    stabilise(ring.head());
  }

  /** A first successor that answered; one on no ring yet does not count. */
  private void take(PeerRecord head, @Nullable Place place) {
    PeerRecord old = ring.head();
    boolean known = old != null && old.id().equals(head.id());
    if (place == null || !known && (place.alone() || !ring.precedesHead(head.id()))) {
      return;
    }
    if (ring.stabilise(head, place.successors())) {
      // Whoever precedes this peer has yet to learn of it.
      hasten();
    }
  }

  private void done() {
    busy = false;
    linked = linkedToHead();
  }

  /** On no ring: finds the peers that follow this one's id, and from them the one before. */
  private void search() {
    overlay
        .lookups()
        .find(
            Chord.after(self.id()),
            Ring.SUCCESSORS,
            result -> {
              if (result.closest().isEmpty()) {
                done();
              } else {
                descend(result.closest().get(0), WALK);
              }
            });
  }

  /** Goes back from a peer that follows to the one after which this peer belongs. */
  private void descend(PeerRecord after, int left) {
    places.ask(
        after,
        place -> {
          PeerRecord before = place == null ? null : place.predecessor();
          if (place == null || left == 0) {
            done();
          } else if (before == null || before.id().equals(self.id())) {
            // A peer alone, or one that knows this peer from before.
            enter(ring.stabilise(after, place.successors()));
          } else if (Chord.between(self.id(), before.id(), after.id())) {
            descend(before, left - 1);
          } else {
            join(before, left, () -> enter(ring.stabilise(after, place.successors())));
          }
        });
  }

  /** Joins after a peer, or goes on from it; {@code known} runs when it knows this peer already. */
  private void join(PeerRecord before, int left, Runnable known) {
    places.ask(
        before,
        place -> {
          if (place == null || place.alone()) {
            done();
          } else if (place.successors().get(0).id().equals(self.id())) {
            known.run();
          } else {
            PeerRecord next = lastBefore(before.id(), place.successors());
            if (left > 0 && next != null) {
              join(next, left - 1, known);
            } else {
              enter(ring.join(before, place.successors()));
            }
          }
        });
  }

  /** Of a peer's successors the last one that stands before this peer, or null. */
  private @Nullable PeerRecord lastBefore(Id peer, List<PeerRecord> successors) {
    PeerRecord last = null;
    for (PeerRecord each : successors) {
      if (!Chord.between(peer, each.id(), self.id())) {
        break;
      }
      last = each;
    }
    return last;
  }

  private void enter(boolean entered) {
    if (entered) {
      hasten();
    }
    done();
  }

  /** Another peer takes this one for its first successor. */
  void notified(Id peer) {
    boolean better = ring.isBetterPredecessor(peer);
    PeerRecord before = ring.predecessor();
    boolean same = before != null && before.id().equals(peer);
    if (rectifying || same || peer.equals(self.id())) {
      return;
    }
    rectifying = true;
    if (better || before == null) {
      identify(peer);
    } else {
      // A worse one: it counts when the present one is dead.
      places.ask(
          before,
          place -> {
            if (place == null) {
              identify(peer);
            } else {
              rectifying = false;
            }
          });
    }
  }

  /** Rectifies with a peer once its record is known. */
  private void identify(Id peer) {
    PeerRecord known = places.record(peer);
    if (known != null) {
      rectify(known);
      return;
    }
    overlay
        .lookups()
        .peer(
            peer,
            result -> {
              if (result.target() == null) {
                rectifying = false;
              } else {
                rectify(result.target());
              }
            });
  }

  private void rectify(PeerRecord peer) {
    rectifying = false;
    if (peer.id().equals(self.id())) {
      return;
    }
    ring.rectify(peer);
    if (ring.head() == null && !busy) {
      // Alone until now: whoever comes is the ring.
      ring.stabilise(peer, new ArrayList<>(0));
      hasten();
    }
  }
}
