package gossamer.master;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a master may be spoken to. A request whose Host header names another one is
 * misdirected (RFC 9110 §15.5.20): somebody else's name points here (DNS rebinding), or a Hello
 * bound to another authority is being handed on.
 */
final class Authorities {
  /**
   * One name of this master.
   *
   * @param authority {@code host:port} with the port written out, in lower case
   * @param webSocket the address of the WebSocket under this name
   */
  record Own(String authority, String webSocket) {}

  private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");

  private final Map<String, Own> byHost = new LinkedHashMap<>();

  /**
   * Collects the names: configured ones, localhost and its addresses, the machine's name, its
   * interfaces' addresses.
   *
   * @param port the port that is bound
   */
  Authorities(MasterConfig config, int port) {
    for (URI url : config.publicUrls()) {
      add(url.getScheme(), url.getRawAuthority());
    }
    String scheme = config.lan() ? "https" : "http";
    for (String authority : config.authorities()) {
      add(scheme, authority);
    }
    for (String host : hosts()) {
      add(scheme, host + ":" + port);
    }
  }

  private void add(String scheme, String text) {
    boolean secure = scheme.equals("https");
    String defaultPort = secure ? ":443" : ":80";
    String full = text.matches(".*:[0-9]+") ? text : text + defaultPort;
    boolean isDefault = full.endsWith(defaultPort);
    String brief = isDefault ? full.substring(0, full.length() - defaultPort.length()) : full;
    Own own = new Own(full, (secure ? "wss://" : "ws://") + brief + MasterAddress.PATH);
    byHost.putIfAbsent(full, own);
    byHost.putIfAbsent(brief, own);
  }

  /** The name that a Host header stands for, or null when it is not one of ours. */
  @Nullable Own find(@Nullable String host) {
    return host == null ? null : byHost.get(host.toLowerCase(Locale.ROOT));
  }

  /** All own authorities with their ports. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    byHost.values().forEach(own -> all.add(own.authority));
    return all;
  }

  /** Names and addresses of this machine as they stand in URLs, localhost first. */
  static List<String> hosts() {
    List<String> hosts = new ArrayList<>(List.of("localhost", "127.0.0.1", "[::1]"));
    String name = machineName();
    if (name != null) {
      hosts.add(name);
    }
    for (InetAddress address : lanAddresses()) {
      hosts.add(inUrl(address));
    }
    return hosts.stream().distinct().toList();
  }

  /** The machine's name in lower case, or null when it has none that fits into a URL. */
  static @Nullable String machineName() {
    try {
      // Linux says it at once; Java would ask the name servers, which may take seconds to fail.
      String name =
          Files.isReadable(LINUX_NAME)
              ? Files.readString(LINUX_NAME, StandardCharsets.ISO_8859_1).strip()
              : InetAddress.getLocalHost().getHostName();
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.matches("[a-z0-9._-]{1,253}") ? lower : null;
    } catch (IOException e) {
      return null; // A machine that does not know its own name is reached by its addresses.
    }
  }

  /** Addresses of the interfaces that are up, without loopback and link-local ones, IPv4 first. */
  static List<InetAddress> lanAddresses() {
    List<InetAddress> four = new ArrayList<>();
    List<InetAddress> six = new ArrayList<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .forEach(address -> (address.getAddress().length == 4 ? four : six).add(address));
    } catch (SocketException e) {
      return List.of(); // Without a list of interfaces only the names above are known.
    }
    four.addAll(six);
    return List.copyOf(four);
  }

  /**
   * An address as it stands in a URL: IPv6 in brackets (RFC 3986 §3.2.2), compressed (RFC 5952).
   */
  static String inUrl(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? address.getHostAddress() : "[" + Ipv6Text.of(bytes) + "]";
  }
}
