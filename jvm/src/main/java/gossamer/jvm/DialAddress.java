package gossamer.jvm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a master's WebSocket, taken apart.
 *
 * @param host as it stands in the URL, IPv6 in brackets, in lower case
 */
record DialAddress(URI uri, boolean secure, String host, int port) {
  /** Parses {@code ws(s)://host[:port]/path}; null when it is anything else. */
  static @Nullable DialAddress parse(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return null; // The address came from a remote's record: not ours to complain about.
    }
    String scheme = uri.getScheme();
    boolean secure = "wss".equalsIgnoreCase(scheme);
    if (!secure && !"ws".equalsIgnoreCase(scheme)
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getPort() == 0
        || uri.getPort() > 65_535) {
      return null;
    }
    int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
    return new DialAddress(uri, secure, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** {@code host:port}, what a Hello over this WebSocket is bound to. */
  String authority() {
    return host + ":" + port;
  }

  /** The host without the brackets of IPv6, for name lookup. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
