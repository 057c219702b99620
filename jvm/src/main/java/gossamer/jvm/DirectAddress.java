package gossamer.jvm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a master takes data channels that nobody signalled. As text it is {@code
 * fp=HEX&at=IP:PORT[&at=…][&token=TOKEN]}, IPv6 in brackets.
 *
 * @param fingerprint SHA-256 of the master's DTLS certificate (RFC 8122), 32 bytes
 * @param at where it listens, UDP and TCP, best first, 1 to 4
 * @param token what stands at the beginning of the ICE user name fragment, to be let in; 0 to 160
 *     ICE characters (RFC 8839, section 5.4)
 */
public record DirectAddress(byte[] fingerprint, List<InetSocketAddress> at, String token) {
  /** Addresses at most. */
  public static final int AT = 4;

  /** In a query, where browsers read {@code +} as a space. */
  private static final String PLUS = "%2B";

  private static final int TOKEN = 160;
  private static final int FINGERPRINT = 32;

  /** Checks what was handed in. */
  public DirectAddress {
    at = List.copyOf(at);
    if (fingerprint.length != FINGERPRINT || at.isEmpty() || at.size() > AT) {
      throw new IllegalArgumentException("not a direct address");
    }
  }

  /** Reads {@link #text}; empty when it is anything else. Looks no name up. */
  public static Optional<DirectAddress> parse(String text) {
    byte[] fingerprint = {};
    List<InetSocketAddress> at = new ArrayList<>();
    String token = "";
    for (String part : text.split("&", AT + 3)) {
      if (part.startsWith("fp=") && part.length() == 3 + 2 * FINGERPRINT) {
        fingerprint = hex(part.substring(3));
      } else if (part.startsWith("at=")) {
        InetSocketAddress address = socketAddress(part.substring(3));
        if (address != null) {
          at.add(address);
        }
      } else if (part.startsWith("token=")
          && part.matches("token=([A-Za-z0-9/]|%2B){1," + TOKEN + "}")) {
        token = part.substring(6).replace(PLUS, "+");
      }
    }
    boolean whole = fingerprint.length == FINGERPRINT && !at.isEmpty() && at.size() <= AT;
    return whole ? Optional.of(new DirectAddress(fingerprint, at, token)) : Optional.empty();
  }

  private static byte[] hex(String text) {
    return text.matches("[0-9a-f]*") ? HexFormat.of().parseHex(text) : new byte[0];
  }

  /** Reads {@code IP:PORT}, IPv6 in brackets; null when it is anything else, a name included. */
  public static @Nullable InetSocketAddress socketAddress(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return null;
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    String host = text.substring(0, colon);
    boolean six = host.startsWith("[") && host.endsWith("]");
    if (!six && !host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
      return null; // A name, or an address in a form that browsers read in another way.
    }
    try {
      InetAddress ip = InetAddress.ofLiteral(six ? host.substring(1, host.length() - 1) : host);
      boolean fits = six == (ip.getAddress().length == 16);
      return fits && port <= 65_535 ? new InetSocketAddress(ip, port) : null;
    } catch (IllegalArgumentException e) {
      return null; // What was written is the caller's to complain about.
    }
  }

  /** The password of the ICE-lite endpoint: known to everybody, as the fingerprint is. */
  public String password() {
    return HexFormat.of().formatHex(fingerprint);
  }

  /** As it stands in a network descriptor. */
  public String text() {
    String places =
        at.stream().map(address -> "&at=" + text(address)).collect(Collectors.joining());
    return "fp="
        + password()
        + places
        + (token.isEmpty() ? "" : "&token=" + token.replace("+", PLUS));
  }

  private static String text(InetSocketAddress address) {
    String ip = address.getAddress().getHostAddress();
    boolean six = address.getAddress().getAddress().length == 16;
    int scope = ip.indexOf('%');
    return (six ? "[" + (scope < 0 ? ip : ip.substring(0, scope)) + "]" : ip)
        + ":"
        + address.getPort();
  }
}
