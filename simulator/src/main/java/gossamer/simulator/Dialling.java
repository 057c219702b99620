package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** WebSockets, and data channels without signalling, to whoever answers at an address. */
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
                Wire.End own = new Wire.End(host, link);
                Wire wire =
                    address.indexOf('#') < 0 || !(door instanceof SimulatedHost master)
                        ? accept(network, own, door, authority)
                        : acceptDirect(network, own, master);
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

  /** The data channel opens at both ends: each certificate is known to the other side. */
  private static Wire acceptDirect(
      SimulatedNetwork network, Wire.End dialler, SimulatedHost master) {
    Wire.End acceptor = new Wire.End(master, master.transports().number());
    Wire wire = network.join(dialler, acceptor);
    String fresh = dialler.station.index() + " on link " + dialler.link;
    byte[] one = Sha256.of(Descriptions.ascii("certificate of station " + fresh));
    byte[] two = Sha256.of(Descriptions.ascii("certificate of station " + master.index()));
    master.transports().attach(acceptor.link, wire);
    wire.deliver(acceptor, 0, () -> dialler.station.input(openedDirect(dialler.link, one, two)));
    master.input(openedDirect(acceptor.link, two, one));
    return wire;
  }

  private static Input openedDirect(int link, byte[] own, byte[] other) {
    byte[] local = Descriptions.join(own, other);
    byte[] remote = Descriptions.join(other, own);
    return new Input.LinkOpened(link, LinkRole.SYMMETRIC, local, remote, Path.DIRECT);
  }

  /** The host and port of a WebSocket address. */
  static String authority(String address) {
    int start = address.indexOf("://") + 3;
    int end = address.indexOf('/', start);
    return end < 0 ? address.substring(start) : address.substring(start, end);
  }
}
