package gossamer.stun;

import java.util.Optional;

/** IP addresses as text: RFC 4291, section 2.2, in; RFC 5952 out. */
final class AddressText {
  private static final int LONGEST = 45;

  private AddressText() {}

  static Optional<byte[]> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  static String format(byte[] ip) {
    return ip.length == 4 ? dotted(ip, 0) : colons(ip);
  }

  private static Optional<byte[]> ipv4(String text) {
    byte[] ip = new byte[4];
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int value = 0;
      int start = at;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || value > 255 || leadingZero) {
        return Optional.empty();
      }
      ip[i] = (byte) value;
      if (i < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
        return Optional.empty();
      }
    }
    return at == text.length() ? Optional.of(ip) : Optional.empty();
  }

  private static Optional<byte[]> ipv6(String text) {
    byte[] ip = new byte[16];
    int written = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != ':') {
        end++;
      }
      if (end == text.length() && text.indexOf('.', at) >= 0) {
        Optional<byte[]> tail = ipv4(text.substring(at));
        if (tail.isEmpty() || written > 12) {
          return Optional.empty();
        }
        System.arraycopy(tail.get(), 0, ip, written, 4);
        written += 4;
        break;
      }
      int group = hex(text, at, end);
      if (group < 0 || written > 14) {
        return Optional.empty();
      }
      ip[written++] = (byte) (group >> 8);
      ip[written++] = (byte) group;
      if (end == text.length()) {
        break;
      }
      at = end + 1;
      if (at == text.length()) {
        return Optional.empty();
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return Optional.empty();
        }
        gap = written;
        at++;
      }
    }
    return fill(ip, written, gap);
  }

  private static Optional<byte[]> fill(byte[] ip, int written, int gap) {
    if (gap < 0) {
      return written == 16 ? Optional.of(ip) : Optional.empty();
    }
    if (written > 14) {
      return Optional.empty();
    }
    byte[] whole = new byte[16];
    System.arraycopy(ip, 0, whole, 0, gap);
    System.arraycopy(ip, gap, whole, 16 - (written - gap), written - gap);
    return Optional.of(whole);
  }

  private static int hex(String text, int from, int to) {
    if (from == to || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      int bits = digit < 128 ? Character.digit(digit, 16) : -1;
      if (bits < 0) {
        return -1;
      }
      value = value << 4 | bits;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String dotted(byte[] ip, int from) {
    return (ip[from] & 255)
        + "."
        + (ip[from + 1] & 255)
        + "."
        + (ip[from + 2] & 255)
        + "."
        + (ip[from + 3] & 255);
  }

  private static String colons(byte[] ip) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (ip[2 * i] & 255) << 8 | ip[2 * i + 1] & 255;
    }
    int best = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        best = i;
        longest = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += longest - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
