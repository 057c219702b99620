package gossamer.turn;

import gossamer.stun.TransportAddress;
import java.util.List;

/**
 * How a server is set up.
 *
 * @param realm of the credentials, 1 to 127 characters
 * @param relays where relayed sockets may be, the preferred first; at least one
 * @param ports which of their ports
 * @param peers who may be reached
 * @param limits what is held at most
 * @param wideChannels whether channel numbers up to 0x7FFE are taken, as RFC 5766 had them and
 *     coturn's test client still sends; RFC 8656 ends them at 0x4FFF
 */
public record TurnConfig(
    String realm,
    List<RelayHost> relays,
    PortRange ports,
    PeerPolicy peers,
    TurnLimits limits,
    boolean wideChannels) {

  /** Checks the values. */
  public TurnConfig {
    if (realm.isEmpty() || realm.length() > 127 || relays.isEmpty()) {
      throw new IllegalArgumentException("realm " + realm + ", relays " + relays);
    }
    relays = List.copyOf(relays);
  }

  /** A range of ports, both ends included; RFC 8656, section 7.2 suggests 49152 to 65535. */
  public record PortRange(int first, int last) {
    /** Checks the order. */
    public PortRange {
      if (first < 1_024 || last > 0xffff || last < first) {
        throw new IllegalArgumentException("relay ports " + first + "-" + last);
      }
    }

    boolean contains(int port) {
      return port >= first && port <= last;
    }

    int size() {
      return last - first + 1;
    }
  }

  /** A usual one at these addresses, whose own services are refused as peers. */
  public static TurnConfig of(String realm, List<RelayHost> relays) {
    return new TurnConfig(
        realm,
        relays,
        new PortRange(49_152, 65_535),
        PeerPolicy.strict(),
        TurnLimits.usual(),
        false);
  }

  /** The same with other ports. */
  public TurnConfig withPorts(PortRange range) {
    return new TurnConfig(realm, relays, range, peers, limits, wideChannels);
  }

  /** The same with another policy. */
  public TurnConfig withPeers(PeerPolicy policy) {
    return new TurnConfig(realm, relays, ports, policy, limits, wideChannels);
  }

  /** The same with other limits. */
  public TurnConfig withLimits(TurnLimits other) {
    return new TurnConfig(realm, relays, ports, peers, other, wideChannels);
  }

  /** The same with the channel numbers of RFC 5766. */
  public TurnConfig withWideChannels() {
    return new TurnConfig(realm, relays, ports, peers, limits, true);
  }

  /** Whether an address, whatever its port, is one of the own relay hosts. */
  boolean isOwn(TransportAddress address) {
    for (RelayHost host : relays) {
      if (sameHost(host.told(), address) || sameHost(host.local(), address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameHost(TransportAddress one, TransportAddress other) {
    return one.high() == other.high() && one.low() == other.low();
  }
}
