package gossamer.stun;

import java.util.Optional;

/**
 * An IP address and a port, without any name: nothing here ever asks DNS. An IPv4 address is kept
 * in its mapped form {@code ::ffff:a.b.c.d}, so that 192.0.2.1 and ::ffff:192.0.2.1 are equal
 * however they were written.
 *
 * @param high the first eight bytes of the IPv6 address
 * @param low the last eight bytes of the IPv6 address
 * @param port 0 to 65535
 */
public record TransportAddress(long high, long low, int port) {
  private static final long MAPPED = 0xffffL;

  /** Checks the port. */
  public TransportAddress {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /**
   * An address from its 4 or 16 bytes.
   *
   * @throws IllegalArgumentException at any other length
   */
  public static TransportAddress of(byte[] ip, int port) {
    if (ip.length == 4) {
      return ofIpv4(word(ip, 0, 4), port);
    }
    if (ip.length == 16) {
      return new TransportAddress(word(ip, 0, 8), word(ip, 8, 8), port);
    }
    throw new IllegalArgumentException(ip.length + " bytes are no IP address");
  }

  /** An IPv4 address from its 32 bits. */
  public static TransportAddress ofIpv4(long bits, int port) {
    return new TransportAddress(0, MAPPED << 32 | bits & 0xffff_ffffL, port);
  }

  /**
   * An address from its text: four decimal numbers, or IPv6 (RFC 4291, section 2.2) without
   * brackets and zone. Names, mDNS ones included, give empty.
   */
  public static Optional<TransportAddress> parse(String literal, int port) {
    return port < 0 || port > 0xffff
        ? Optional.empty()
        : AddressText.parse(literal).map(ip -> of(ip, port));
  }

  /** True for IPv4, mapped ones included. */
  public boolean ipv4() {
    return high == 0 && low >>> 32 == MAPPED;
  }

  /** True for fe80::/10, which only reaches the same link. */
  public boolean ipv6LinkLocal() {
    return high >>> 54 == 0xfe80L >>> 6;
  }

  /** The 4 or 16 bytes, a copy. */
  public byte[] ip() {
    byte[] ip = new byte[ipv4() ? 4 : 16];
    for (int i = 0; i < ip.length; i++) {
      int shift = 8 * (ip.length - 1 - i);
      ip[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
    }
    return ip;
  }

  /** The same address with another port. */
  public TransportAddress withPort(int other) {
    return new TransportAddress(high, low, other);
  }

  /** The address without the port, IPv6 without brackets (RFC 5952). */
  public String host() {
    return AddressText.format(ip());
  }

  @Override
  public String toString() {
    return (ipv4() ? host() : "[" + host() + "]") + ":" + port;
  }

  private static long word(byte[] bytes, int from, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = word << 8 | bytes[from + i] & 0xffL;
    }
    return word;
  }
}
