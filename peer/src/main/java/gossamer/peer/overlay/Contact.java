package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Self;
import gossamer.peer.wire.PeerRecord;
import java.util.List;

/** A peer that is known by a verified record, with the neighbours through which it was learnt. */
public final class Contact {
  PeerRecord record;

  /** The order of its distance from the peer whose contact it is. */
  final int bucket;

  List<Id> route;

  /** When somebody last told of it, by the {@link Self#clock}. */
  int seenAt;

  /** When it last answered itself or was linked; {@link Self#longAgo} for never. */
  int heardAt;

  int failures;
  long retryAt;

  Contact(PeerRecord record, int bucket, List<Id> route, Self self) {
    this.record = record;
    this.bucket = bucket;
    this.route = route;
    this.seenAt = self.clock();
    this.heardAt = self.longAgo();
  }

  /** Its newest verified record. */
  public PeerRecord record() {
    return record;
  }

  /** Its id. */
  public Id id() {
    return record.id();
  }

  /** The hops over which it was learnt, a neighbour first; empty when it was a neighbour itself. */
  public List<Id> route() {
    return route;
  }
}
