package gossamer.master;

import gossamer.jvm.HostLimits;
import gossamer.jvm.Identity;
import gossamer.jvm.IdentityFile;
import gossamer.jvm.PeerHost;
import gossamer.master.turn.TurnService;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerKind;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master: a full peer of the overlay with a public address, which serves the web application, the
 * network descriptor and WebSockets on one TCP port, and takes data channels on the UDP port of the
 * same number.
 */
public final class Master implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Master.class);

  private final MasterConfig config;
  private final Identity identity;
  private final OverlayKind overlay;
  private final ServerLoop loop;
  private final int port;
  private final @Nullable DirectService direct;
  private final PeerHost host;
  private final Readiness readiness;
  private final Connections connections;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Master(MasterConfig config, ServerLoop loop) throws IOException {
    this.config = config;
    this.loop = loop;
    overlay = OverlayChoice.of(config);
    ServerLoop.Door door = loop.bind(new InetSocketAddress(config.port()));
    port = door.port();
    Path directory = config.dataDirectory();
    if (directory != null) {
      loop.hold(DataDirectory.lock(directory));
    }
    identity = directory == null ? Identity.generate() : IdentityFile.loadOrCreate(directory);
    StaticSite site = StaticSite.load(Master.class.getClassLoader());
    SslContext tls =
        config.lan() ? LocalCertificate.loadOrCreate(directory, Authorities.hosts()).tls() : null;
    Counters counters = new Counters();
    EventLog events = new EventLog();
    direct = direct();
    DirectDoor directDoor = direct == null ? null : direct.door();
    host = PeerHost.start(loop.loop(), peerConfig(), identity, events);
    readiness = new Readiness(host, config.maxLinks());
    if (direct != null) {
      direct.serve(host, readiness);
    }
    RequestRouter router =
        new RequestRouter(
            new RequestRouter.Services(
                host,
                readiness,
                new Authorities(config, port),
                OriginPolicy.of(config),
                site,
                new Descriptor(identity, config.network(), overlay),
                directDoor,
                ice(direct, tls != null),
                counters));
    SourceLimit limit = new SourceLimit(MasterLimits.CONNECTIONS, config.maxConnectionsPerSource());
    connections = new Connections(new Connections.Protocols(router, tls, direct), counters, limit);
    if (config.metricsPort() != 0) {
      loop.serveMetrics(config.metricsPort(), new Metrics(host, counters, direct));
    }
    // Who connects is greeted with the record, so it comes first.
    CompletableFuture.anyOf(events.signed(), host.failure()).join();
    door.serve(connections);
    if (!config.joins().isEmpty()) {
      host.command(new Command.Join(config.joins()));
    }
  }

  /**
   * Starts a master; it answers when this returns.
   *
   * @throws IOException when a port is taken or the data directory cannot be used
   */
  public static Master start(MasterConfig config) throws IOException {
    ServerLoop loop = new ServerLoop();
    boolean started = false;
    try {
      Master master = new Master(config, loop);
      started = true;
      return master;
    } finally {
      if (!started) {
        loop.close();
      }
    }
  }

  /** Data channels are worth much, but a master without them still is one. */
  private @Nullable DirectService direct() {
    if (!config.direct()) {
      return null;
    }
    try {
      return DirectService.start(loop.loop(), config, port);
    } catch (IOException e) {
      log.warn(
          "{}; this master is reached, and reaches others, by WebSocket alone", e.getMessage());
      return null;
    }
  }

  private static @Nullable IceServers ice(@Nullable DirectService direct, boolean hasTls) {
    TurnService turn = direct == null ? null : direct.turn();
    return turn == null ? null : new IceServers(turn, hasTls);
  }

  /** The UDP port on which data channels are taken; empty when none are. */
  public OptionalInt directPort() {
    return direct == null ? OptionalInt.empty() : OptionalInt.of(direct.number());
  }

  private PeerConfig peerConfig() {
    return new PeerConfig(
        config.network(),
        PeerKind.MASTER,
        identity.signingKey(),
        identity.sealingKey(),
        Identity.freshSecret(),
        addresses(),
        null,
        config.maxLinks(),
        0,
        false,
        overlay.topology());
  }

  /** Where other peers can dial this one: public URLs, else what the local network knows. */
  private List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (URI url : config.publicUrls()) {
      addresses.add(MasterAddress.webSocket(url));
    }
    if (addresses.isEmpty() && config.lan()) {
      Authorities.lanAddresses().stream()
          .limit(MasterLimits.ADDRESSES - 1L)
          .map(address -> URI.create("https://" + Authorities.inUrl(address) + ":" + port))
          .forEach(url -> addresses.add(MasterAddress.webSocket(url)));
    }
    if (config.publicUrls().isEmpty()) {
      addresses.add(MasterAddress.webSocket(localUrl()));
    }
    return addresses;
  }

  /** The URL to open: the first public one, on the local network the first address, else here. */
  public URI url() {
    if (!config.publicUrls().isEmpty()) {
      return config.publicUrls().getFirst();
    }
    var lan = config.lan() ? Authorities.lanAddresses() : List.<InetAddress>of();
    return lan.isEmpty()
        ? localUrl()
        : URI.create("https://" + Authorities.inUrl(lan.getFirst()) + ":" + port());
  }

  /** The URL on this machine. */
  public URI localUrl() {
    return URI.create((config.lan() ? "https" : "http") + "://localhost:" + port);
  }

  /** The TCP port. */
  public int port() {
    return port;
  }

  /** This master's id. */
  public Id id() {
    return identity.id();
  }

  /** Completes exceptionally when the peer stopped because of a programming error. */
  public CompletableFuture<Void> failure() {
    return host.failure();
  }

  /** The peer, for this module's tests. */
  PeerHost host() {
    return host;
  }

  /** Refuses new links and says goodbye to all neighbours; done when they are gone. */
  CompletableFuture<Void> drain() {
    loop.loop().execute(readiness::drain);
    return host.leave();
  }

  /**
   * Drains and stops, within {@link MasterLimits#DRAIN_MILLIS}; neighbours are told and go
   * elsewhere.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    drain()
        .completeOnTimeout(
            null, MasterLimits.DRAIN_MILLIS - HostLimits.CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS)
        .join();
    connections.open().close();
    if (direct != null) {
      direct.close();
    }
    loop.close();
  }
}
