package gossamer.turn;

import gossamer.stun.TransportAddress;

/**
 * What an address is for, by the special-purpose registries of IANA (RFC 6890). Addresses that
 * carry an IPv4 address inside are classes of their own, whatever is inside: a translator on the
 * way would reach it unseen. IPv4 addresses in their mapped form are IPv4 addresses.
 */
public enum AddressClass {
  /** Anything on the public Internet: the only one that is relayed to unless allowed. */
  GLOBAL,
  /** 0.0.0.0/8 and ::, which systems take for themselves. */
  UNSPECIFIED,
  LOOPBACK,
  /** RFC 1918 and fec0::/10. */
  PRIVATE,
  /** 100.64.0.0/10, between a provider and its customers (RFC 6598). */
  SHARED,
  /** Also where clouds answer with secrets: 169.254.169.254. */
  LINK_LOCAL,
  /** fc00::/7 (RFC 4193). */
  UNIQUE_LOCAL,
  MULTICAST,
  BROADCAST,
  DOCUMENTATION,
  BENCHMARKING,
  /** Of no use, or not given out. */
  RESERVED,
  /** ::a.b.c.d (RFC 4291, section 2.5.5.1). */
  IPV4_COMPATIBLE,
  /** 64:ff9b::/96, 64:ff9b:1::/48 (RFC 6052, RFC 8215) and ::ffff:0:a.b.c.d (RFC 2765). */
  NAT64,
  /** 2002::/16 and its relays, 192.88.99.0/24 (RFC 3056). */
  SIX_TO_FOUR,
  /** 2001::/32 (RFC 4380). */
  TEREDO,
  /** Interface identifiers 0:5efe:a.b.c.d (RFC 5214). */
  ISATAP;

  /** The class of an address, whatever its port. */
  public static AddressClass of(TransportAddress address) {
    return address.ipv4() ? ofIpv4((int) address.low()) : ofIpv6(address.high(), address.low());
  }

  private static AddressClass ofIpv4(int ip) {
    return switch (ip >>> 24) {
      case 0 -> UNSPECIFIED;
      case 10 -> PRIVATE;
      case 100 -> under(ip, 0x64400000, 10) ? SHARED : GLOBAL;
      case 127 -> LOOPBACK;
      case 169 -> under(ip, 0xa9fe0000, 16) ? LINK_LOCAL : GLOBAL;
      case 172 -> under(ip, 0xac100000, 12) ? PRIVATE : GLOBAL;
      case 192 -> under192(ip);
      case 198 -> {
        if (under(ip, 0xc6120000, 15)) {
          yield BENCHMARKING;
        }
        yield under(ip, 0xc6336400, 24) ? DOCUMENTATION : GLOBAL;
      }
      case 203 -> under(ip, 0xcb007100, 24) ? DOCUMENTATION : GLOBAL;
      default -> {
        if (ip >>> 28 == 0xe) {
          yield MULTICAST;
        }
        yield ip == -1 ? BROADCAST : ip >>> 28 == 0xf ? RESERVED : GLOBAL;
      }
    };
  }

  private static AddressClass under192(int ip) {
    return switch (ip >>> 8 & 0xffff) {
      case 0x0000 -> RESERVED;
      case 0x0002 -> DOCUMENTATION;
      case 0x5863 -> SIX_TO_FOUR;
      default -> ip >>> 16 == 0xc0a8 ? PRIVATE : GLOBAL;
    };
  }

  private static AddressClass ofIpv6(long high, long low) {
    if (high == 0) {
      return underZero(low);
    }
    if (high == 0x0064_ff9b_0000_0000L && low >>> 32 == 0 || high >>> 16 == 0x0064_ff9b_0001L) {
      return NAT64;
    }
    int first = (int) (high >>> 48);
    if (first >>> 8 == 0xff) {
      return MULTICAST;
    }
    if (first >>> 9 == 0xfc >>> 1) {
      return UNIQUE_LOCAL;
    }
    if (first >>> 6 == 0xfe80 >>> 6) {
      return LINK_LOCAL;
    }
    if (first >>> 6 == 0xfec0 >>> 6) {
      return PRIVATE;
    }
    return first >>> 13 == 1 ? unicast(high, low) : RESERVED;
  }

  /** ::/64. */
  private static AddressClass underZero(long low) {
    if (low == 0) {
      return UNSPECIFIED;
    }
    if (low == 1) {
      return LOOPBACK;
    }
    if (low >>> 32 == 0) {
      return IPV4_COMPATIBLE;
    }
    return low >>> 32 == 0xffff_0000L ? NAT64 : RESERVED;
  }

  /** 2000::/3. */
  private static AddressClass unicast(long high, long low) {
    int first = (int) (high >>> 48);
    int second = (int) (high >>> 32) & 0xffff;
    if (first == 0x2002) {
      return SIX_TO_FOUR;
    }
    if (first == 0x2001) {
      if (second == 0) {
        return TEREDO;
      }
      if (second == 2) {
        return BENCHMARKING;
      }
      if (second == 0xdb8) {
        return DOCUMENTATION;
      }
      if (second < 0x200) {
        return RESERVED;
      }
    }
    if (first == 0x3fff && second < 0x1000) {
      return DOCUMENTATION;
    }
    return (low >>> 32 & 0xfdff_ffffL) == 0x5efe ? ISATAP : GLOBAL;
  }

  private static boolean under(int ip, int prefix, int bits) {
    return (ip ^ prefix) >>> (32 - bits) == 0;
  }
}
