package gossamer.jvm.channel;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Paths of the core for the addresses of the sockets and back, without an object for each packet.
 * Forgets when two meet in one place; bounded.
 */
final class PathCache {
  /** Places of a port that talks with thousands. */
  static final int MANY = 4_096;

  /** Places of a port that talks with one. */
  static final int FEW = 8;

  private final Transport transport;
  private final TransportAddress local;
  private final @Nullable InetSocketAddress[] addresses;
  private final @Nullable IcePath[] paths;

  /** The addresses of paths, by the path. */
  private final @Nullable Known[] known;

  private record Known(IcePath path, InetSocketAddress address) {}

  /**
   * For the packets of one port, whose local address is the same for all.
   *
   * @param places a power of two
   */
  PathCache(Transport transport, TransportAddress local, int places) {
    this.transport = transport;
    this.local = local;
    this.addresses = new InetSocketAddress[places];
    this.paths = new IcePath[places];
    this.known = new Known[places];
  }

  IcePath path(InetSocketAddress address) {
    int place = place(address.hashCode());
    IcePath found = paths[place];
    if (found != null && address.equals(addresses[place])) {
      return found;
    }
    IcePath made = new IcePath(transport, local, transportAddress(address));
    addresses[place] = address;
    paths[place] = made;
    return made;
  }

  /** The socket address that a path goes to. */
  InetSocketAddress address(IcePath path) {
    int place = place(path.hashCode());
    Known found = known[place];
    if (found == null || !found.path().equals(path)) {
      found = new Known(path, socketAddress(path.remote()));
      known[place] = found;
    }
    return found.address();
  }

  private int place(int hash) {
    return (hash ^ hash >>> 12 ^ hash >>> 24) & (paths.length - 1);
  }

  static TransportAddress transportAddress(InetSocketAddress address) {
    return TransportAddress.of(address.getAddress().getAddress(), address.getPort());
  }

  static InetSocketAddress socketAddress(TransportAddress address) {
    try {
      InetAddress ip = InetAddress.getByAddress(address.ip());
      return new InetSocketAddress(ip, address.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
