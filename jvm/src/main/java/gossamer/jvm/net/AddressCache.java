package gossamer.jvm.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same object for the same address, so that what Netty makes per datagram dies young and
 * nobody keeps its larger kind. Forgets when two addresses meet in one place; a cache in which they
 * meet grows up to its bound, so that the port of one connection keeps a few places only.
 */
final class AddressCache {
  private static final int FIRST = 4;

  private final int most;
  private @Nullable InetSocketAddress[] places;

  /** At most as many places, a power of two from 4 on. */
  AddressCache(int most) {
    this.most = most;
    this.places = new InetSocketAddress[FIRST];
  }

  InetSocketAddress canonical(InetSocketAddress address) {
    int hash = address.hashCode();
    int mixed = hash ^ hash >>> 16;
    InetSocketAddress known = places[mixed & (places.length - 1)];
    if (known != null && known.equals(address)) {
      return known;
    }
    if (known != null && places.length < most) {
      // The known ones come back to it one by one.
      places = new InetSocketAddress[2 * places.length];
    }
    InetSocketAddress made = new InetSocketAddress(address.getAddress(), address.getPort());
    places[mixed & (places.length - 1)] = made;
    return made;
  }

  /** Places that it has now. */
  int size() {
    return places.length;
  }
}
