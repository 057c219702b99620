package gossamer.master;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins (RFC 6454) may open WebSockets and read the descriptor: the master's own, and
 * those on the allow-list. Clients without an Origin header are no browsers and are let in.
 */
final class OriginPolicy {
  private static final String ANY = "*";

  private final Set<String> allowed;

  OriginPolicy(List<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The policy of a master: the allow-list, and the pages of the masters it was told to join, so
   * that a page goes on when the master that served it is gone.
   */
  static OriginPolicy of(MasterConfig config) {
    List<String> allowed = new ArrayList<>(config.allowedOrigins());
    config.joins().forEach(address -> allowed.add(requireOrigin(MasterAddress.page(address))));
    return new OriginPolicy(allowed);
  }

  /**
   * Checks an entry of the allow-list and gives it as browsers write it: lower case, without the
   * default port.
   *
   * @throws IllegalArgumentException when it is neither an origin nor {@code *}
   */
  static String requireOrigin(String text) {
    if (text.equals(ANY)) {
      return ANY;
    }
    URI uri;
    try {
      uri = URI.create(text);
      MasterAddress.requireAuthority(uri.getRawAuthority());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(notAnOrigin(text), e);
    }
    String path = uri.getRawPath();
    if (uri.getScheme() == null || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(notAnOrigin(text));
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
    String suffix = scheme.equals("https") ? ":443" : ":80";
    return scheme
        + "://"
        + (authority.endsWith(suffix)
            ? authority.substring(0, authority.length() - suffix.length())
            : authority);
  }

  private static String notAnOrigin(String text) {
    return "not an origin: " + text + " (scheme://host[:port], or *)";
  }

  /**
   * Whether a request may go on.
   *
   * @param origin the Origin header, or null
   * @param host the Host header, which is already known to be one of the master's own
   */
  boolean allows(@Nullable String origin, String host) {
    if (origin == null || allowed.contains(ANY)) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + host.toLowerCase(Locale.ROOT))
        || lower.equals("https://" + host.toLowerCase(Locale.ROOT))
        || allowed.contains(lower);
  }
}
