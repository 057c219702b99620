package gossamer.webrtc;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.IceUriException.Reason;
import gossamer.webrtc.ice.Transport;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a STUN (RFC 7064) or TURN (RFC 7065) server is.
 *
 * @param host an IP address, IPv6 without brackets, or a name, which is not resolved here
 * @param port 1 to 65535
 * @param transport what is spoken to the server; with TLS over TCP, with DTLS over UDP
 */
public record IceUri(Scheme scheme, String host, int port, Transport transport) {
  /** Characters, at most. */
  public static final int MOST = 512;

  private static final int LONGEST_NAME = 253;
  private static final int PORT = 3478;
  private static final int TLS_PORT = 5349;
  private static final String TRANSPORT = "?transport=";

  /** The schemes. */
  public enum Scheme {
    STUN,
    STUNS,
    TURN,
    TURNS;

    boolean relays() {
      return this == TURN || this == TURNS;
    }

    boolean secured() {
      return this == STUNS || this == TURNS;
    }
  }

  /** Checks the host and the port. */
  public IceUri {
    if (!isHost(host) || port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("no host and port: " + host + ", " + port);
    }
  }

  /**
   * Reads one; the default port is 3478, with TLS 5349, the default transport UDP, with TLS TCP.
   *
   * @throws IceUriException when it is malformed
   */
  public static IceUri parse(String text) throws IceUriException {
    if (text.length() > MOST) {
      throw new IceUriException(Reason.TOO_LONG, text.length() + " characters");
    }
    int colon = text.indexOf(':');
    Scheme scheme = scheme(colon < 0 ? text : text.substring(0, colon));
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    int query = rest.indexOf('?');
    Transport transport = transport(scheme, query < 0 ? "" : rest.substring(query));
    String authority = query < 0 ? rest : rest.substring(0, query);
    int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    String host = end <= 0 ? authority : authority.substring(0, end);
    String port = authority.substring(host.length());
    boolean literal = host.startsWith("[") && host.endsWith("]");
    String bare = literal ? host.substring(1, host.length() - 1) : host;
    if (literal != bare.indexOf(':') >= 0 || !isHost(bare)) {
      throw new IceUriException(Reason.HOST, "no host: " + bare);
    }
    return new IceUri(scheme, bare, port(scheme, port), transport);
  }

  private static Scheme scheme(String text) throws IceUriException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "stun" -> Scheme.STUN;
      case "stuns" -> Scheme.STUNS;
      case "turn" -> Scheme.TURN;
      case "turns" -> Scheme.TURNS;
      default -> throw new IceUriException(Reason.SCHEME, "no scheme of an ICE server");
    };
  }

  private static Transport transport(Scheme scheme, String query) throws IceUriException {
    if (query.isEmpty()) {
      return scheme.secured() ? Transport.TCP : Transport.UDP;
    }
    String value = query.startsWith(TRANSPORT) ? query.substring(TRANSPORT.length()) : "";
    if (scheme.relays() && value.equalsIgnoreCase("udp")) {
      return Transport.UDP;
    }
    if (scheme.relays() && value.equalsIgnoreCase("tcp")) {
      return Transport.TCP;
    }
    throw new IceUriException(Reason.TRANSPORT, "no transport: " + query);
  }

  private static int port(Scheme scheme, String text) throws IceUriException {
    if (text.isEmpty()) {
      return scheme.secured() ? TLS_PORT : PORT;
    }
    boolean digits = text.length() >= 2 && text.length() <= 6 && text.charAt(0) == ':';
    int port = 0;
    for (int i = 1; i < text.length() && digits; i++) {
      char digit = text.charAt(i);
      digits = digit >= '0' && digit <= '9';
      port = port * 10 + digit - '0';
    }
    if (!digits || port < 1 || port > 0xffff) {
      throw new IceUriException(Reason.PORT, "no port: " + text);
    }
    return port;
  }

  /** An address, or a name of the letters that names on the network have. */
  private static boolean isHost(String host) {
    if (host.indexOf(':') >= 0) {
      return TransportAddress.parse(host, 0).isPresent();
    }
    return !host.isEmpty()
        && host.length() <= LONGEST_NAME
        && host.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._".indexOf(c) >= 0));
  }

  /** The address, if the host is one. */
  public Optional<TransportAddress> address() {
    return TransportAddress.parse(host, port);
  }

  /** The text, with port and transport always. */
  public String text() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return scheme.name().toLowerCase(Locale.ROOT)
        + ":"
        + bracketed
        + ":"
        + port
        + (scheme.relays() ? TRANSPORT + transport.name().toLowerCase(Locale.ROOT) : "");
  }
}
