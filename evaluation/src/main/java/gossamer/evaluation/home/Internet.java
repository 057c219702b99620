package gossamer.evaluation.home;

import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import java.util.List;

/**
 * A network of public-looking addresses, 11.0.0.0/16, to which servers and the routers of homes are
 * connected. Whatever is sent to another address, private ones of other homes among them, vanishes.
 */
public final class Internet {
  private static final String NETWORK = "11.0.";

  private final Lab lab;

  /** The switch; as it forwards nothing, what is routed to it vanishes without an error. */
  private final Port exchange;

  private int servers;
  private int homes;

  /** An internet without anybody. */
  public Internet(Lab lab) {
    this.lab = lab;
    exchange = new Port(lab.namespace("internet"), "br0", NETWORK + "255.1/16");
    lab.bridge(exchange, List.of());
  }

  /**
   * A new machine with an address that everybody reaches.
   *
   * @param label what it is for: 1 to 20 lower-case letters and digits, once per laboratory
   */
  public Port server(String label) {
    var port = new Port(lab.namespace(label), "wan0", NETWORK + "0." + (10 + servers++) + "/16");
    lab.plug(exchange, port);
    lab.defaultRoute(port, exchange.host());
    return port;
  }

  /**
   * A new home.
   *
   * @param label as of a server
   */
  public Home home(String label, Access access) {
    homes++;
    NetworkNamespace router = lab.namespace(label);
    var wan = new Port(router, "wan0", NETWORK + homes + ".1/16");
    lab.plug(exchange, wan);
    lab.defaultRoute(wan, exchange.host());
    router.forward();
    return new Home(lab, label, access, wan);
  }
}
