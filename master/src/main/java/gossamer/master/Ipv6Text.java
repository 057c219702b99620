package gossamer.master;

import java.net.InetAddress;

/** The one recommended way to write an IPv6 address (RFC 5952 §4), the way browsers write it. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  /**
   * Writes 16 bytes: lower case, no leading zeros, the first longest run of zeros as {@code ::}.
   */
  static String of(byte[] bytes) {
    int from = 0;
    int length = 0;
    for (int start = 0; start < GROUPS; start++) {
      int run = 0;
      while (start + run < GROUPS && group(bytes, start + run) == 0) {
        run++;
      }
      if (run > length) {
        from = start;
        length = run;
      }
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (length > 1 && i == from) {
        out.append("::");
        i += length - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(group(bytes, i)));
      }
    }
    return out.toString();
  }

  /** Another way to write an address as the recommended one; what is no address stays as it is. */
  static String canonical(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == 2 * GROUPS ? of(bytes) : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 255) << 8 | bytes[2 * index + 1] & 255;
  }
}
