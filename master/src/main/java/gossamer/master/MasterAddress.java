package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.peer.wire.Limits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways to write where a master is. */
final class MasterAddress {
  /** The path of the WebSocket. */
  static final String PATH = "/gossamer";

  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

  private MasterAddress() {}

  /**
   * The WebSocket address of a master given by the URL of its page or of its WebSocket.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static String parse(String url) {
    URI uri = uri(url);
    String scheme = lower(uri.getScheme());
    String path = uri.getRawPath();
    boolean page = (scheme.equals("http") || scheme.equals("https")) && isRoot(path);
    boolean socket = (scheme.equals("ws") || scheme.equals("wss")) && PATH.equals(path);
    if (!(page || socket) || hasMore(uri)) {
      throw new IllegalArgumentException(
          "not the URL of a master: "
              + url
              + " (http(s)://host[:port] or ws(s)://host[:port]"
              + PATH
              + ")");
    }
    return webSocket(uri);
  }

  /** The WebSocket address that belongs to a base URL. */
  static String webSocket(URI base) {
    String scheme = lower(base.getScheme());
    boolean secure = scheme.equals("https") || scheme.equals("wss");
    return (secure ? "wss://" : "ws://") + lower(base.getRawAuthority()) + PATH;
  }

  /** The URL of the page that belongs to a WebSocket address of {@link #parse}. */
  static String page(String webSocket) {
    return "http" + webSocket.substring(2, webSocket.length() - PATH.length());
  }

  /** Checks {@code http(s)://host[:port]}. */
  static URI requireBaseUrl(URI url) {
    String scheme = lower(url.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || !isRoot(url.getRawPath())
        || hasMore(url)) {
      throw new IllegalArgumentException("not a public URL: " + url + " (http(s)://host[:port])");
    }
    URI checked = URI.create(scheme + "://" + requireAuthority(url.getRawAuthority()));
    if (webSocket(checked).length() > Limits.ADDRESS) {
      throw new IllegalArgumentException("the public URL is too long: " + url);
    }
    return checked;
  }

  /** Checks {@code host[:port]} and gives it in lower case. */
  static String requireAuthority(@Nullable String text) {
    var match = AUTHORITY.matcher(text == null ? "" : text);
    String port = match.matches() ? match.group(2) : "0";
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      throw new IllegalArgumentException("not an authority: " + text + " (host[:port])");
    }
    return lower(text);
  }

  /** Checks {@code IP[:PORT]}, IPv6 in brackets. */
  static String requireIp(String text) {
    boolean bare = text.matches("[0-9.]+|\\[[^]]*]");
    if (DirectAddress.socketAddress(bare ? text + ":1" : text) == null) {
      throw new IllegalArgumentException(
          "not an IP address: " + text + " (IP[:PORT], IPv6 in brackets)");
    }
    return text;
  }

  private static URI uri(String url) {
    try {
      URI uri = new URI(url);
      requireAuthority(uri.getRawAuthority());
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + url, e);
    }
  }

  private static boolean isRoot(@Nullable String path) {
    return path == null || path.isEmpty() || path.equals("/");
  }

  private static boolean hasMore(URI uri) {
    return uri.getRawQuery() != null || uri.getRawFragment() != null;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
