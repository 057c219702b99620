package gossamer.master.turn;

import gossamer.stun.TransportAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of the core for those of the sockets, and back. */
final class Addresses {
  private Addresses() {}

  static TransportAddress of(InetSocketAddress address) {
    return TransportAddress.of(address.getAddress().getAddress(), address.getPort());
  }

  static InetSocketAddress socket(TransportAddress address) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
