package gossamer.master.turn;

import gossamer.jvm.net.PacketPort;
import gossamer.stun.TransportAddress;
import gossamer.turn.FiveTuple;
import gossamer.turn.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one UDP socket by their address and back, without an object for each packet.
 * Forgets when two meet in one place; bounded.
 */
final class Clients {
  private static final int PLACES = 4_096;

  private final PacketPort port;
  private final TransportAddress local;
  private final @Nullable Known[] byAddress = new Known[PLACES];
  private final @Nullable Known[] byTuple = new Known[PLACES];

  private record Known(InetSocketAddress address, FiveTuple tuple) {}

  Clients(PacketPort port) {
    this.port = port;
    this.local = Addresses.of(port.localAddress());
  }

  PacketPort port() {
    return port;
  }

  TransportAddress local() {
    return local;
  }

  FiveTuple tuple(InetSocketAddress address) {
    int place = place(address.hashCode());
    Known found = byAddress[place];
    if (found == null || !found.address().equals(address)) {
      found = new Known(address, new FiveTuple(Transport.UDP, local, Addresses.of(address)));
      byAddress[place] = found;
    }
    return found.tuple();
  }

  InetSocketAddress address(FiveTuple tuple) {
    TransportAddress client = tuple.client();
    long mixed = (client.high() * 31 + client.low()) * 31 + client.port();
    int place = place((int) (mixed ^ mixed >>> 32));
    Known found = byTuple[place];
    if (found == null || !found.tuple().equals(tuple)) {
      found = new Known(Addresses.socket(client), tuple);
      byTuple[place] = found;
    }
    return found.address();
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 12 ^ hash >>> 24) & PLACES - 1;
  }
}
