package gossamer.jvm.channel;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;

/** The addresses that a wildcard stands for. */
final class LocalAddresses {
  /** More than this many addresses are left out: a host with so many names the ones it means. */
  private static final int MOST = 64;

  private LocalAddresses() {}

  /** The address itself, or all of this machine in place of the wildcard. */
  static List<InetAddress> of(InetAddress address) {
    if (!address.isAnyLocalAddress()) {
      return List.of(address);
    }
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLinkLocalAddress() && !each.isMulticastAddress())
          .limit(MOST)
          .toList();
    } catch (SocketException e) {
      return List.of(InetAddress.getLoopbackAddress());
    }
  }
}
