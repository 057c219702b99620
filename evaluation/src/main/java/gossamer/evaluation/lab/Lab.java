package gossamer.evaluation.lab;

import gossamer.evaluation.process.AtShutdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Namespaces and what connects them. Names are unique to the process. All of it is taken down by
 * {@link #close} or the end of this JVM; what a killed JVM leaves is deleted by the next
 * laboratory.
 */
public final class Lab implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix = Leftovers.prefix() + COUNT.incrementAndGet() + "-";
  private final List<NetworkNamespace> namespaces = Collections.synchronizedList(new ArrayList<>());
  private final List<WanLink> links = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger plugs = new AtomicInteger();
  private final AtShutdown atShutdown;

  private Lab() {
    atShutdown = AtShutdown.run("end of the laboratory", this::tearDown);
  }

  /**
   * An empty laboratory.
   *
   * @throws LabException when this is not Linux, not root, or {@code ip} or TUN devices are missing
   */
  public static Lab open() {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new LabException("network namespaces exist on Linux only");
    }
    if (!isRoot()) {
      throw new LabException("network namespaces need root: run this with sudo");
    }
    if (Files.notExists(Path.of("/dev/net/tun"))) {
      throw new LabException("the kernel has no TUN devices: /dev/net/tun is missing");
    }
    Leftovers.delete();
    return new Lab();
  }

  private static boolean isRoot() {
    try {
      return Files.readString(Path.of("/proc/self/status"))
          .lines()
          .anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
    } catch (IOException e) {
      throw new LabException("cannot read who runs this", e);
    }
  }

  /**
   * A new namespace.
   *
   * @param label what it is for: 1 to 20 lower-case letters and digits, once per laboratory
   */
  public NetworkNamespace namespace(String label) {
    if (!label.matches("[a-z0-9]{1,20}")) {
      throw new IllegalArgumentException("no label for a namespace: " + label);
    }
    var namespace = new NetworkNamespace(prefix + label);
    Ip.run("netns", "add", namespace.name());
    namespaces.add(namespace);
    namespace.ip("link", "set", "dev", "lo", "up");
    return namespace;
  }

  /** A cable (veth) between two namespaces. */
  public void cable(Port one, Port other) {
    addCable(one, other.namespace(), other.device());
    one.up();
    other.up();
  }

  /**
   * A switch (bridge) in one namespace with a cable to each of the others: one local network.
   *
   * @param bridge the switch itself, with an address in that network
   */
  public void bridge(Port bridge, List<Port> members) {
    NetworkNamespace inside = bridge.namespace();
    inside.ip("link", "add", "name", bridge.device(), "type", "bridge");
    bridge.up();
    members.forEach(member -> plug(bridge, member));
  }

  /** One more cable, into a switch that is there. */
  public void plug(Port bridge, Port member) {
    NetworkNamespace inside = bridge.namespace();
    String plug = "plug" + plugs.incrementAndGet();
    addCable(member, inside, plug);
    inside.ip("link", "set", "dev", plug, "master", bridge.device(), "up");
    member.up();
  }

  /** Pulls a cable: the member's device and its addresses are gone. */
  public void unplug(Port member) {
    member.namespace().ip("link", "delete", "dev", member.device());
  }

  /** Sends what is for nobody else through this port to a neighbour. */
  public void defaultRoute(Port port, String neighbour) {
    port.namespace().ip("route", "add", "default", "via", neighbour, "dev", port.device());
  }

  /**
   * A wide-area link between two namespaces; both directions have the profile.
   *
   * @param seed decides about loss and jitter
   */
  public WanLink wan(Port one, Port other, LinkProfile profile, long seed) {
    WanLink link = WanLink.open(one, other, profile, seed);
    links.add(link);
    return link;
  }

  private static void addCable(Port one, NetworkNamespace other, String device) {
    one.namespace()
        .ip(
            "link",
            "add",
            "name",
            one.device(),
            "type",
            "veth",
            "peer",
            "name",
            device,
            "netns",
            other.name());
  }

  /** Ends every link and process of the laboratory and deletes its namespaces. */
  @Override
  public void close() {
    tearDown();
    atShutdown.cancel();
  }

  private void tearDown() {
    synchronized (links) {
      links.forEach(WanLink::close);
      links.clear();
    }
    synchronized (namespaces) {
      namespaces.forEach(namespace -> Leftovers.delete(namespace.name()));
      namespaces.clear();
    }
  }
}
