package gossamer.jvm.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same object for the same address, so that what Netty makes per datagram dies young and
 * nobody keeps its larger kind. Forgets when two addresses meet in one place; bounded.
 */
final class AddressCache {
  private final @Nullable InetSocketAddress[] places;

  /** As many places, a power of two. */
  AddressCache(int places) {
    this.places = new InetSocketAddress[places];
  }

  InetSocketAddress canonical(InetSocketAddress address) {
    int hash = address.hashCode();
    int at = (hash ^ hash >>> 16) & (places.length - 1);
    InetSocketAddress known = places[at];
    if (known != null && known.equals(address)) {
      return known;
    }
    InetSocketAddress made = new InetSocketAddress(address.getAddress(), address.getPort());
    places[at] = made;
    return made;
  }
}
