package gossamer.master;

import gossamer.jvm.DirectDialling;
import gossamer.jvm.DirectPort;
import gossamer.jvm.Identity;
import gossamer.jvm.PeerHost;
import gossamer.jvm.dtls.CertificateFile;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.master.turn.TurnService;
import gossamer.master.turn.TurnSettings;
import gossamer.peer.wire.ErrorCode;
import gossamer.turn.RelayHost;
import gossamer.webrtc.Refusal;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The data channels of a master that nobody signalled: each becomes a link. Lives on the loop. */
final class DirectService implements AutoCloseable {
  /** Handshakes that are done with itself at the start: the first ones of a JVM are slow. */
  private static final int WARM_UP = 3;

  private record Served(PeerHost host, Readiness readiness) {}

  private final MasterConfig config;
  private final DirectPort port;
  private final DescriptorLookup lookup = new DescriptorLookup();
  private final @Nullable TurnService turn;
  private volatile @Nullable Served served;

  private DirectService(
      EventLoop loop, MasterConfig config, DirectPort.Place place, EngineFactory dtls) {
    this.config = config;
    Optional<byte[]> key =
        config.directTokens() ? Optional.of(Identity.freshSecret()) : Optional.empty();
    this.port =
        DirectPort.bind(loop, place, new DirectPort.Certificate(dtls, key), this::accept)
            .toCompletableFuture()
            .join();
    this.turn = turn(loop);
  }

  /** Relays on the same sockets, unless it is not to. */
  private @Nullable TurnService turn(EventLoop loop) {
    TurnSettings settings = config.turn();
    List<RelayHost> hosts = RelayHosts.of(port.localAddresses(), config.directAddresses());
    if (settings == null || hosts.isEmpty()) {
      return null;
    }
    TurnService made = new TurnService(loop, settings, hosts);
    port.share(made);
    return made;
  }

  /** The STUN and TURN server; null when there is none. */
  @Nullable TurnService turn() {
    return turn;
  }

  /**
   * Binds the port; channels are closed until {@link #serve}.
   *
   * @param http the TCP port of the master; when it is the same number, its connections are handed
   *     over by {@link #adopt}
   * @throws IOException when it is taken or the certificate cannot be kept
   */
  static DirectService start(EventLoop loop, MasterConfig config, int http) throws IOException {
    int number = config.directPort() == 0 ? http : config.directPort();
    Path directory = config.dataDirectory();
    HostCertificate certificate =
        directory == null ? HostCertificate.generate() : CertificateFile.loadOrCreate(directory);
    Thread.ofPlatform()
        .daemon()
        .name("gossamer-warm-up")
        .start(() -> EngineFactory.warmUp(WARM_UP));
    try {
      return new DirectService(
          loop,
          config,
          new DirectPort.Place(number, number != http),
          new EngineFactory(certificate));
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = "port " + number + " for data channels cannot be used: " + cause.getMessage();
      throw new IOException(why, cause);
    }
  }

  /** Hands channels to the peer from now on, which dials other masters by them too. */
  void serve(PeerHost host, Readiness readiness) {
    served = new Served(host, readiness);
    host.dialDirectly(DirectDialling.by(lookup));
  }

  /** The UDP port. */
  int number() {
    return port.number();
  }

  /** Where others find it. */
  DirectDoor door() {
    return new DirectDoor(config, port.number(), port.fingerprint(), port::token);
  }

  /** Takes over a TCP connection of the master that begins like ICE; on the loop. */
  void adopt(SocketChannel connection) {
    port.adopt(connection);
  }

  /** Packets and connections that were refused for this reason. */
  long refused(Refusal reason) {
    return port.refused(reason);
  }

  /** Channels that are open. */
  int count() {
    return port.count();
  }

  private DirectPort.Events accept(DirectPort.Channel channel) {
    Served by = served;
    if (by != null && by.readiness.refusal() == null) {
      return by.host.accept(channel);
    }
    channel.close();
    return new DirectPort.Events() {
      @Override
      public void message(byte[] message) {
        // It is being closed: its sender will go elsewhere.
      }

      @Override
      public void closed(ErrorCode reason) {
        // Nobody was told of it.
      }
    };
  }

  @Override
  public void close() {
    lookup.close();
    if (turn != null) {
      turn.close();
    }
    port.close();
  }
}
