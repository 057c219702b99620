package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** WebSockets to whoever answers at an address. */
final class Dialling {
  /** Milliseconds until a refused connection is known. */
  private static final int REFUSED = 30;

  /** Milliseconds until a connection that nobody answers is given up. */
  private static final int GIVE_UP = 10_000;

  private Dialling() {}

  /** Dials for a production peer. */
  static void dial(SimulatedNetwork network, SimulatedHost host, int link, String address) {
    @Nullable Station door = network.door(address);
    if (door == null || !door.alive() || network.parted(host, door)) {
      boolean silent = door != null && door.alive();
      network.agenda().after(silent ? GIVE_UP : REFUSED, () -> refuse(host, link));
      return;
    }
    int latency = network.latency(host, door);
    byte[] authority = Descriptions.ascii(authority(address));
    network
        .agenda()
        .after(
            2 * latency,
            () -> {
              if (host.alive() && host.transports().dialling(link) && door.alive()) {
                Wire wire = accept(network, new Wire.End(host, link), door, authority);
                host.transports().attach(link, wire);
              }
            });
  }

  private static void refuse(SimulatedHost host, int link) {
    if (host.transports().dialling(link)) {
      host.input(new Input.LinkClosed(link, ErrorCode.CONNECT_FAILED));
    }
  }

  /** The upgrade arrives at the acceptor, and its answer at the dialler. */
  static Wire accept(SimulatedNetwork network, Wire.End dialler, Station door, byte[] authority) {
    int number = door instanceof SimulatedHost host ? host.transports().number() : 0;
    if (door instanceof HandMadePeer peer) {
      number = peer.nextLink();
    }
    Wire.End acceptor = new Wire.End(door, number);
    Wire wire = network.join(dialler, acceptor);
    Input opened = HandMadePeer.opened(dialler.link, LinkRole.DIALLER, authority);
    wire.deliver(acceptor, 0, () -> dialler.station.input(opened));
    if (door instanceof SimulatedHost host) {
      host.transports().attach(number, wire);
    } else if (door instanceof HandMadePeer peer) {
      peer.attach(wire);
    }
    door.input(HandMadePeer.opened(number, LinkRole.ACCEPTOR, authority));
    return wire;
  }

  /** The host and port of a WebSocket address. */
  static String authority(String address) {
    int start = address.indexOf("://") + 3;
    int end = address.indexOf('/', start);
    return end < 0 ? address.substring(start) : address.substring(start, end);
  }
}
