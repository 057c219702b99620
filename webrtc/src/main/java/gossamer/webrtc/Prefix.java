package gossamer.webrtc;

import gossamer.stun.TransportAddress;

/**
 * The network that a source belongs to: /24 of IPv4, /48 of IPv6. Whoever has one address of it
 * mostly has them all.
 */
record Prefix(long high, long low) {
  private static final long SLASH_48 = 0xffff_ffff_ffff_0000L;
  private static final long SLASH_24_MAPPED = 0xffff_ffff_ffff_ff00L;

  static Prefix of(TransportAddress address) {
    return address.ipv4()
        ? new Prefix(address.high(), address.low() & SLASH_24_MAPPED)
        : new Prefix(address.high() & SLASH_48, 0);
  }
}
