package gossamer.evaluation.home;

import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import java.util.List;

/** A router and the machines behind it, which are one local network with private addresses. */
public final class Home {
  /** The last number of the first machine's address: what a full cone lets in goes there. */
  private static final int FIRST = 10;

  private final Lab lab;
  private final String label;
  private final Access access;
  private final Port wan;
  private final Port lan;
  private final String network;
  private int machines;

  /** A home whose router is at 11.0.N.1; its own network is 192.168.N.0/24. */
  Home(Lab lab, String label, Access access, Port wan) {
    this.lab = lab;
    this.label = label;
    this.access = access;
    this.wan = wan;
    this.network = wan.host().replaceFirst("11\\.0\\.(\\d+)\\.1", "192.168.$1.");
    this.lan = new Port(wan.namespace(), "lan0", network + "1/24");
    lab.bridge(lan, List.of());
    wan.namespace().rules(access.rules(network + FIRST));
  }

  /** What its router does. */
  public Access access() {
    return access;
  }

  /** The address that the internet sees. */
  public String publicAddress() {
    return wan.host();
  }

  /** A new machine in it. */
  public Port machine() {
    return connect(lab.namespace(label + "m" + machines));
  }

  /**
   * Connects a machine that has no cable now, as one that comes from another network.
   *
   * @return where it is connected
   */
  public Port connect(NetworkNamespace machine) {
    var port = new Port(machine, "eth0", network + (FIRST + machines++) + "/24");
    lab.plug(lan, port);
    lab.defaultRoute(port, lan.host());
    return port;
  }
}
