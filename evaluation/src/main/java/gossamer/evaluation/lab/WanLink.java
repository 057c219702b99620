package gossamer.evaluation.lab;

/**
 * A link between two namespaces that does to packets what its profiles say. Its ends are TUN
 * devices with an MTU of 1,500 bytes; IP only, so nothing has to be resolved.
 */
public final class WanLink implements AutoCloseable {
  /** So many packets wait in a device until the link takes them; what comes on top is dropped. */
  private static final String DEVICE_QUEUE = "10000";

  private final LinkDirection forth;
  private final LinkDirection back;

  private WanLink(LinkDirection forth, LinkDirection back) {
    this.forth = forth;
    this.back = back;
  }

  static WanLink open(Port one, Port other, LinkProfile profile, long seed) {
    TunDevice first = TunDevice.create(one.namespace(), one.device());
    TunDevice second = TunDevice.create(other.namespace(), other.device());
    for (Port port : new Port[] {one, other}) {
      port.namespace().ip("link", "set", "dev", port.device(), "txqueuelen", DEVICE_QUEUE);
      port.up();
    }
    String name = one.namespace().name() + " to " + other.namespace().name();
    return new WanLink(
        LinkDirection.start(
            name, first, second, new LinkQueue(profile, LinkDirection.PACKETS, seed)),
        LinkDirection.start(
            name + " back", second, first, new LinkQueue(profile, LinkDirection.PACKETS, ~seed)));
  }

  /** Packets from now on meet this profile, in both directions. */
  public void shape(LinkProfile profile) {
    forth.shape(profile);
    back.shape(profile);
  }

  /** What became of the packets from the first end to the second; exact when the link is idle. */
  public LinkCounters forth() {
    return forth.counters();
  }

  /** What became of the packets from the second end to the first. */
  public LinkCounters back() {
    return back.counters();
  }

  /** Ends the link; its devices vanish. */
  @Override
  public void close() {
    forth.stop();
    back.stop();
    // Each direction writes to the device that the other one reads.
    forth.closeDevice();
    back.closeDevice();
  }
}
