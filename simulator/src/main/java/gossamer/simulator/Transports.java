package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.wire.ErrorCode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transports of one host, by the numbers of their links. */
final class Transports {
  private final SimulatedNetwork network;
  private final SimulatedHost host;
  private final Map<Integer, Wire> wires = new LinkedHashMap<>();
  private final Map<Integer, Tunnel> tunnels = new LinkedHashMap<>();
  private final Set<Integer> dialled = new LinkedHashSet<>();
  private int next = -1;

  Transports(SimulatedNetwork network, SimulatedHost host) {
    this.network = network;
    this.host = host;
  }

  /** A number for a transport that was accepted: odd. */
  int number() {
    next += 2;
    return next;
  }

  @Nullable Wire wire(int link) {
    return wires.get(link);
  }

  /** The circuit of a link, or null. */
  @Nullable Tunnel tunnel(int link) {
    return tunnels.get(link);
  }

  void offer(Output.Offer o) {
    switch (o.rung()) {
      case ICE -> network.webRtc().handle(host, o);
      case TURN -> host.answer(new Input.LinkClosed(o.link(), ErrorCode.CONNECT_FAILED));
      case CIRCUIT -> tunnel(o);
    }
  }

  void accept(Output.AcceptAnswer o) {
    Tunnel tunnel = tunnels.get(o.link());
    if (tunnel == null) {
      network.webRtc().handle(host, o);
    } else {
      tunnel.open(o.answer());
    }
  }

  /** A circuit to be, which describes itself. */
  private void tunnel(Output.Offer o) {
    Tunnel tunnel = new Tunnel(network, host, o.link());
    tunnels.put(o.link(), tunnel);
    tunnel.describe();
  }

  void tunnel(Output.Answer o) {
    Tunnel tunnel = new Tunnel(network, host, o.link());
    tunnels.put(o.link(), tunnel);
    tunnel.describe();
    tunnel.open(o.offer());
  }

  void decipher(Output.Decipher o) {
    Tunnel tunnel = tunnels.get(o.link());
    if (tunnel != null) {
      tunnel.decipher(o.bytes());
    }
  }

  void credit(Output.Credit o) {
    Tunnel tunnel = tunnels.get(o.link());
    if (tunnel != null) {
      tunnel.credit();
    }
  }

  void attach(int link, Wire wire) {
    wires.put(link, wire);
    dialled.remove(link);
  }

  boolean dialling(int link) {
    return dialled.contains(link);
  }

  void dial(Output.Dial o) {
    dialled.add(o.link());
    Dialling.dial(network, host, o.link(), o.address());
  }

  void send(Output.Send o) {
    Wire wire = wires.get(o.link());
    Tunnel tunnel = tunnels.get(o.link());
    if (tunnel != null) {
      tunnel.send(o.frame());
    }
    if (wire != null) {
      network.sent(host, o.frame());
      wire.send(wire.end(host, o.link()), o.frame());
    }
  }

  void close(int link) {
    dialled.remove(link);
    Wire wire = wires.remove(link);
    Tunnel tunnel = tunnels.remove(link);
    if (tunnel != null) {
      tunnel.close();
    } else if (wire == null) {
      network.webRtc().cancel(host, link);
    } else {
      wire.close(wire.end(host, link));
    }
  }

  void closed(Input.LinkClosed closed) {
    wires.remove(closed.link());
    tunnels.remove(closed.link());
    dialled.remove(closed.link());
  }
}
