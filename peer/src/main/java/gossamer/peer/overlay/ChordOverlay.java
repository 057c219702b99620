package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overlay of a peer on a ring. Who asks it with FIND_NODE for the id right after its own is
 * told its place: the predecessor, or its own record for none, and the successors. Who asks for its
 * own id is told the same and notifies it: takes it for its first successor.
 */
final class ChordOverlay extends Overlay {
  private final Ring ring;
  private final Stabiliser stabiliser;

  ChordOverlay(Self self, Links links, RecordChecks checks, Chord chord) {
    super(self, links, checks, chord);
    this.ring = new Ring(self.id());
    this.stabiliser = new Stabiliser(ring, links, new Places(self, links, checks, this), this);
  }

  @Override
  void deliver(Envelope e) {
    Id target = e.payload() instanceof Payload.FindNode find ? find.target() : null;
    boolean notice = self().id().equals(target);
    if (notice || target != null && Chord.after(self().id()).equals(target)) {
      reply(e, new Payload.Nodes(place()));
    } else {
      super.deliver(e);
    }
    if (notice) {
      stabiliser.notified(e.source());
    }
  }

  private List<PeerRecord> place() {
    List<PeerRecord> place = new ArrayList<>();
    PeerRecord before = ring.predecessor();
    PeerRecord first = before == null ? self().record() : before;
    if (first != null) {
      place.add(first);
      place.addAll(ring.successors());
    }
    return place;
  }

  @Override
  public List<PeerRecord> closest(Id target, int count) {
    List<PeerRecord> found = super.closest(target, count);
    for (PeerRecord successor : ring.successors()) {
      insert(found, place(found, successor.id(), target, count), successor, count);
    }
    PeerRecord before = ring.predecessor();
    if (before != null) {
      insert(found, place(found, before.id(), target, count), before, count);
    }
    return found;
  }

  @Override
  public void linkUp(Link link) {
    super.linkUp(link);
    if (ring.precedesHead(link.id())) {
      stabiliser.hasten();
    }
  }

  @Override
  public List<PeerRecord> successors() {
    return new ArrayList<>(ring.successors());
  }

  @Override
  public @Nullable PeerRecord predecessor() {
    return ring.predecessor();
  }

  @Override
  public void tick() {
    super.tick();
    stabiliser.tick();
  }

  @Override
  public long deadline() {
    return Math.min(super.deadline(), stabiliser.deadline());
  }
}
