package gossamer.evaluation.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What arrived at full sockets on loopback, from the last column of /proc/net/udp (proc(5)). */
final class UdpDrops {
  private static final Path TABLE = Path.of("/proc/net/udp");
  private final Set<String> addresses = new HashSet<>();

  private UdpDrops() {}

  static UdpDrops of(List<DatagramChannel> sockets) throws IOException {
    UdpDrops made = new UdpDrops();
    for (DatagramChannel socket : sockets) {
      InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
      byte[] ip = local.getAddress().getAddress();
      made.addresses.add(
          "%02X%02X%02X%02X:%04X".formatted(ip[3], ip[2], ip[1], ip[0], local.getPort()));
    }
    return made;
  }

  /** Packets since the sockets were opened. */
  long count() throws IOException {
    long sum = 0;
    for (String line : Files.readAllLines(TABLE)) {
      String[] columns = line.strip().split(" +", -1);
      if (addresses.contains(columns[1])) {
        sum += Long.parseLong(columns[columns.length - 1]);
      }
    }
    return sum;
  }
}
