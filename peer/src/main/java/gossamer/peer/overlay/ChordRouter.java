package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.wire.Envelope;
import org.jspecify.annotations.Nullable;

/** Routes on a ring: what is for a key goes to the first peer that follows it. */
final class ChordRouter extends Router {
  private final Id own;
  private final Links links;
  private final Topology topology;

  ChordRouter(Id own, Links links, Topology topology) {
    super(own, links, topology);
    this.own = own;
    this.links = links;
    this.topology = topology;
  }

  /** Each peer on the way follows the key, and less far behind it than the one before. */
  @Override
  @Nullable Link closest(Envelope e) {
    Link best = null;
    Id first = own;
    for (Link link : links.ready()) {
      Id reach = fresh(e, link.id()) && !link.silent() ? reach(e, link) : own;
      int order = topology.compare(e.target(), reach, first);
      if (order < 0 || order == 0 && reach.equals(link.id())) {
        best = link;
        first = reach;
      }
    }
    return best;
  }

  private Id reach(Envelope e, Link link) {
    Id best = link.id();
    if (knowsMany()) {
      return best;
    }
    for (Id id : link.neighbours()) {
      if (topology.compare(e.target(), id, best) < 0 && !id.equals(own) && fresh(e, id)) {
        best = id;
      }
    }
    return best;
  }
}
