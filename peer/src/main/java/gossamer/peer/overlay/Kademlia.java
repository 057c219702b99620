package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;

/**
 * The overlay after Kademlia (Maymounkov and Mazières, 2002): the distance is XOR, the same in both
 * directions.
 */
public final class Kademlia implements Topology {
  @Override
  public String mark() {
    return "";
  }

  @Override
  public Overlay overlay(Self self, Links links, RecordChecks checks) {
    return new Overlay(self, links, checks, this);
  }

  @Override
  public Router router(Id own, Links links) {
    return new Router(own, links, this);
  }

  @Override
  public int compare(Id key, Id a, Id b) {
    return key.compareDistance(a, b);
  }

  @Override
  public int compareWays(Id target, Id a, Id b) {
    return compare(target, a, b);
  }

  @Override
  public int bucket(Id own, Id id) {
    return own.commonPrefix(id);
  }
}
