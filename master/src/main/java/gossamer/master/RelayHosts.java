package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.stun.TransportAddress;
import gossamer.turn.RelayHost;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a master relays, and what it calls that place. */
final class RelayHosts {
  private RelayHosts() {}

  /**
   * All addresses of UDP sockets, those of loopback last. One that is not itself told to others is
   * taken to lie behind the first of its family that is.
   *
   * @param told {@code IP[:PORT]} at which the master is reached from outside
   */
  static List<RelayHost> of(List<InetSocketAddress> local, List<String> told) {
    List<TransportAddress> outside = new ArrayList<>();
    for (String text : told) {
      boolean bare = text.endsWith("]") || text.indexOf(':') < 0;
      InetSocketAddress address = DirectAddress.socketAddress(bare ? text + ":1" : text);
      if (address != null) {
        outside.add(plain(address));
      }
    }
    return local.stream()
        .sorted(Comparator.comparing(each -> each.getAddress().isLoopbackAddress()))
        .map(each -> new RelayHost(plain(each), seen(each, outside)))
        .distinct()
        .toList();
  }

  private static TransportAddress plain(InetSocketAddress address) {
    return TransportAddress.of(address.getAddress().getAddress(), 0);
  }

  private static TransportAddress seen(InetSocketAddress local, List<TransportAddress> outside) {
    TransportAddress plain = plain(local);
    if (outside.contains(plain) || local.getAddress().isLoopbackAddress()) {
      return plain;
    }
    return outside.stream().filter(each -> each.ipv4() == plain.ipv4()).findFirst().orElse(plain);
  }
}
