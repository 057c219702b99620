package gossamer.turn;

import gossamer.stun.TransportAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who may be a peer. Without it a relay would be a way into the network of its operator, and to
 * what listens on its own machine.
 *
 * @param allowed what is relayed to though its class is refused
 * @param own addresses of this machine besides the relay hosts: nothing there is a peer, but for
 *     the ports of the relay
 */
public record PeerPolicy(List<Prefix> allowed, List<TransportAddress> own) {
  /** Copies the lists. */
  public PeerPolicy {
    allowed = List.copyOf(allowed);
    own = List.copyOf(own);
  }

  /** A network: an address and how many of its bits count, of 128 for both families. */
  public record Prefix(TransportAddress network, int bits) {
    /** Checks the number of bits. */
    public Prefix {
      if (bits < 0 || bits > 128) {
        throw new IllegalArgumentException(bits + " bits");
      }
    }

    /** From text such as 192.0.2.0/24 or fd00::/8; empty when it is none. */
    public static Optional<Prefix> parse(String text) {
      int slash = text.indexOf('/');
      String host = slash < 0 ? text : text.substring(0, slash);
      Optional<TransportAddress> network = TransportAddress.parse(host, 0);
      if (network.isEmpty()) {
        return Optional.empty();
      }
      int most = network.get().ipv4() && host.indexOf(':') < 0 ? 32 : 128;
      int bits = slash < 0 ? most : number(text.substring(slash + 1));
      return bits < 0 || bits > most
          ? Optional.empty()
          : Optional.of(new Prefix(network.get(), bits + 128 - most));
    }

    private static int number(String digits) {
      if (digits.isEmpty() || digits.length() > 3) {
        return -1;
      }
      int value = 0;
      for (int i = 0; i < digits.length(); i++) {
        int digit = digits.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = 10 * value + digit;
      }
      return value;
    }

    boolean contains(TransportAddress address) {
      long highBits = mask(bits);
      long lowBits = mask(bits - 64);
      return ((address.high() ^ network.high()) & highBits) == 0
          && ((address.low() ^ network.low()) & lowBits) == 0;
    }

    private static long mask(int bits) {
      return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << 64 - bits;
    }
  }

  /** Global addresses only. */
  public static PeerPolicy strict() {
    return new PeerPolicy(List.of(), List.of());
  }

  /** The same with more that is allowed. */
  public PeerPolicy allowing(List<Prefix> more) {
    return new PeerPolicy(more, own);
  }

  /** The same with other own addresses. */
  public PeerPolicy withOwn(List<TransportAddress> addresses) {
    return new PeerPolicy(allowed, addresses);
  }

  /** Whether an address, whatever its port, may be relayed to; relay hosts are not asked for. */
  boolean permits(TransportAddress address) {
    for (TransportAddress each : own) {
      if (each.high() == address.high() && each.low() == address.low()) {
        return false;
      }
    }
    if (AddressClass.of(address) == AddressClass.GLOBAL) {
      return true;
    }
    for (Prefix prefix : allowed) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
