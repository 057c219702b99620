package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.master.turn.TurnSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a master is started with. Every value is checked; an {@link IllegalArgumentException} says
 * in words for a person which one cannot be used and why.
 *
 * @param port TCP port on all interfaces, 0 to 65,535; 0 lets the system choose
 * @param lan whether to serve https with a self-made certificate for this machine's names
 * @param joins other masters: {@code http(s)://host[:port]} or {@code ws(s)://host[:port]/gossamer}
 * @param publicUrls where this master is reached from outside, {@code http(s)://host[:port]}, best
 *     first, at most 8; empty: on this machine only
 * @param authorities further {@code host:port} that may stand in a Host header
 * @param allowedOrigins origins besides the own ones that may open WebSockets and read the
 *     descriptor: {@code scheme://host[:port]}, or {@code *} for all; the pages of {@code joins}
 *     are let in as well
 * @param dataDirectory where the identity and the certificate are kept; null keeps nothing
 * @param network name of the network, 1 to 64 printable ASCII characters
 * @param overlay the network's overlay; null: that of the network it joins, else Kademlia
 * @param maxLinks links kept at most, 4 to 4,096
 * @param maxConnectionsPerSource TCP connections from one IPv4 address or one IPv6 /64, 1 to 65,536
 * @param direct whether data channels are taken without signalling, and other masters dialled by
 *     them; a master whose port for them is taken goes on without
 * @param directPort the UDP port for them, and TCP port of the same number for those without UDP, 0
 *     to 65,535; 0 is the number of {@code port}, whose connections are told apart by their first
 *     byte
 * @param directAddresses {@code IP[:PORT]} at which those ports are reached from outside, best
 *     first, at most 4; empty: the address under which the master is asked, and this machine's
 * @param directTokens whether a data channel must show a token of the descriptor, so that only who
 *     was let in there is answered
 * @param turn how packets are relayed for those who cannot connect directly; null does not; needs
 *     {@code direct}
 * @param metricsPort loopback port for {@code /metrics}, 1 to 65,535; 0 is off
 */
public record MasterConfig(
    int port,
    boolean lan,
    List<String> joins,
    List<URI> publicUrls,
    List<String> authorities,
    List<String> allowedOrigins,
    @Nullable Path dataDirectory,
    String network,
    @Nullable OverlayKind overlay,
    int maxLinks,
    int maxConnectionsPerSource,
    boolean direct,
    int directPort,
    List<String> directAddresses,
    boolean directTokens,
    @Nullable TurnSettings turn,
    int metricsPort) {
  /** The port when none is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** The network when none is named. */
  public static final String DEFAULT_NETWORK = "gossamer";

  /** Checks every value. */
  public MasterConfig {
    joins = joins.stream().map(MasterAddress::parse).distinct().toList();
    publicUrls = publicUrls.stream().map(MasterAddress::requireBaseUrl).distinct().toList();
    authorities = authorities.stream().map(MasterAddress::requireAuthority).distinct().toList();
    allowedOrigins = allowedOrigins.stream().map(OriginPolicy::requireOrigin).distinct().toList();
    directAddresses = directAddresses.stream().map(MasterAddress::requireIp).distinct().toList();
    requireRange("number of direct addresses", directAddresses.size(), 0, DirectAddress.AT);
    requireRange("port for data channels", directPort, 0, 65_535);
    requireRange("port", port, 0, 65_535);
    requireRange("metrics port", metricsPort, 0, 65_535);
    requireRange("number of links", maxLinks, 4, MasterLimits.LINKS);
    requireRange("number of connections per source", maxConnectionsPerSource, 1, 65_536);
    requireRange("number of public URLs", publicUrls.size(), 0, MasterLimits.ADDRESSES);
    requireRange("number of masters to join", joins.size(), 0, MasterLimits.JOINS);
    requireRange("number of authorities", authorities.size(), 0, MasterLimits.AUTHORITIES);
    requireRange("number of allowed origins", allowedOrigins.size(), 0, MasterLimits.ORIGINS);
    if (!network.matches("[\\x20-\\x7e]{1,64}")) {
      throw new IllegalArgumentException(
          "the name of the network has 1 to 64 printable ASCII characters");
    }
  }

  private static void requireRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + what + " is " + value + ", it must be " + least + " to " + most);
    }
  }

  /**
   * Starts from the defaults: port 8080, plain http, data channels, no other master, nothing kept.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Names the values that differ from the defaults. */
  public static final class Builder {
    private int port = DEFAULT_PORT;
    private boolean lan;
    private final List<String> joins = new ArrayList<>();
    private final List<URI> publicUrls = new ArrayList<>();
    private final List<String> authorities = new ArrayList<>();
    private final List<String> allowedOrigins = new ArrayList<>();
    private @Nullable Path dataDirectory;
    private String network = DEFAULT_NETWORK;
    private @Nullable OverlayKind overlay;
    private int maxLinks = MasterLimits.LINKS;
    private int maxConnectionsPerSource = MasterLimits.CONNECTIONS_PER_SOURCE;
    private boolean direct = true;
    private @Nullable TurnSettings turn = TurnSettings.usual();
    private int directPort;
    private final List<String> directAddresses = new ArrayList<>();
    private boolean directTokens;
    private int metricsPort;

    private Builder() {}

    /** TCP port; 0 lets the system choose. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Whether to serve https with a self-made certificate. */
    public Builder lan(boolean value) {
      lan = value;
      return this;
    }

    /** Another master. */
    public Builder join(String url) {
      joins.add(url);
      return this;
    }

    /** Where this master is reached from outside. */
    public Builder publicUrl(URI url) {
      publicUrls.add(url);
      return this;
    }

    /** A further {@code host:port} of this master. */
    public Builder authority(String authority) {
      authorities.add(authority);
      return this;
    }

    /** An origin that is let in besides the own ones. */
    public Builder allowedOrigin(String origin) {
      allowedOrigins.add(origin);
      return this;
    }

    /** Where the identity and the certificate are kept; null keeps nothing. */
    public Builder dataDirectory(@Nullable Path directory) {
      dataDirectory = directory;
      return this;
    }

    /** Name of the network. */
    public Builder network(String name) {
      network = name;
      return this;
    }

    /** The network's overlay; null: that of the network it joins. */
    public Builder overlay(@Nullable OverlayKind value) {
      overlay = value;
      return this;
    }

    /** Links kept at most. */
    public Builder maxLinks(int value) {
      maxLinks = value;
      return this;
    }

    /** TCP connections from one IPv4 address or one IPv6 /64. */
    public Builder maxConnectionsPerSource(int value) {
      maxConnectionsPerSource = value;
      return this;
    }

    /** Whether data channels are taken; true unless said otherwise. */
    public Builder direct(boolean value) {
      direct = value;
      return this;
    }

    /** UDP and TCP port for data channels; 0 is the number of {@link #port}. */
    public Builder directPort(int value) {
      directPort = value;
      return this;
    }

    /** An address at which data channels are reached from outside. */
    public Builder directAddress(String address) {
      directAddresses.add(address);
      return this;
    }

    /** Whether a data channel must show a token of the descriptor. */
    public Builder directTokens(boolean value) {
      directTokens = value;
      return this;
    }

    /** How packets are relayed; null does not. */
    public Builder turn(@Nullable TurnSettings value) {
      turn = value;
      return this;
    }

    /** Loopback port for {@code /metrics}; 0 is off. */
    public Builder metricsPort(int value) {
      metricsPort = value;
      return this;
    }

    /**
     * The checked configuration.
     *
     * @throws IllegalArgumentException when a value cannot be used
     */
    public MasterConfig build() {
      return new MasterConfig(
          port,
          lan,
          joins,
          publicUrls,
          authorities,
          allowedOrigins,
          dataDirectory,
          network,
          overlay,
          maxLinks,
          maxConnectionsPerSource,
          direct,
          directPort,
          directAddresses,
          directTokens,
          turn,
          metricsPort);
    }
  }
}
