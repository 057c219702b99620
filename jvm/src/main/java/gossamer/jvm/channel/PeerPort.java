package gossamer.jvm.channel;

import gossamer.jvm.net.DatagramPort;
import gossamer.jvm.net.PacketPort;
import gossamer.jvm.net.PortOwner;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.IceServer;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.PeerEvent;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs one {@link PeerConnection} on UDP sockets of its own, one for each local address, as a
 * browser does. Lives on one event loop: every method but the static ones and {@link #close} is
 * called there. The sockets are closed when the connection ends.
 */
public final class PeerPort {
  private static final int DATAGRAM = 2_048;

  private final EventLoop loop;
  private final Owner owner;
  private final PeerConnection connection;
  private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM);
  private final Map<TransportAddress, DatagramPort> sockets = new LinkedHashMap<>(2);
  private final Map<PacketPort, PathCache> paths = new HashMap<>(2);
  private final CompletableFuture<PeerPort> ended = new CompletableFuture<>();
  private boolean draining;
  private boolean flushing;
  private boolean over;

  /** Who is told about a connection, on its loop. */
  @FunctionalInterface
  public interface Owner {
    /** Something happened; what is then done to the connection leaves when the turn ends. */
    void happened(PeerPort port, PeerEvent event, long nowMicros);
  }

  /** Who a connection is, how it is to be, and who is told. */
  public record Identity(PeerConnection.Settings settings, DtlsFactory dtls, Owner owner) {}

  private PeerPort(EventLoop loop, Identity identity) {
    this.loop = loop;
    this.owner = identity.owner();
    this.connection =
        new PeerConnection(
            identity.settings(), identity.dtls(), new SecureRandom(), EndpointPort.nowMicros());
  }

  /**
   * Binds a socket to each address, at any port; the wildcard stands for all of this machine. The
   * names of the servers in the settings are looked up after that, beside the loop.
   *
   * @return fails with the {@link java.io.IOException} of the system when one cannot be bound
   */
  public static CompletionStage<PeerPort> bind(
      EventLoop loop, InetAddress address, Identity identity) {
    PeerPort made = new PeerPort(loop, identity);
    CompletionStage<PeerPort> bound = CompletableFuture.completedFuture(made);
    for (InetAddress each : LocalAddresses.of(address)) {
      bound = bound.thenComposeAsync(port -> port.bind(each), loop);
    }
    return bound.whenCompleteAsync(
        (port, failure) -> {
          if (failure == null) {
            made.ask(identity.settings().servers().servers());
          } else {
            made.connection.close(EndpointPort.nowMicros());
          }
          made.drain(EndpointPort.nowMicros());
        },
        loop);
  }

  /** Tells the connection of its servers, each when its address is known, then that it has all. */
  private void ask(List<IceServer> servers) {
    CompletableFuture<?>[] asked =
        servers.stream()
            .map(server ->
                ServerAddresses.of(server.uri())
                    .thenAcceptAsync(
                        addresses -> {
                          connection.addServer(server, addresses, EndpointPort.nowMicros());
                          drain(EndpointPort.nowMicros());
                        },
                        loop))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(asked)
        .thenRunAsync(
            () -> {
              connection.endOfLocalCandidates(EndpointPort.nowMicros());
              drain(EndpointPort.nowMicros());
            },
            loop);
  }

  private CompletionStage<PeerPort> bind(InetAddress address) {
    return DatagramPort.bind(loop, new InetSocketAddress(address, 0), new Ports())
        .thenApplyAsync(
            socket -> {
              TransportAddress local = PathCache.transportAddress(socket.localAddress());
              sockets.put(local, socket);
              paths.put(socket, new PathCache(Transport.UDP, local, PathCache.FEW));
              connection.addHost(local, EndpointPort.nowMicros());
              return this;
            },
            loop);
  }

  /** The connection; after calls to it, {@link #flush}. */
  public PeerConnection connection() {
    return connection;
  }

  /** The loop that it lives on. */
  public EventLoop loop() {
    return loop;
  }

  /** The addresses of its sockets. */
  public List<InetSocketAddress> localAddresses() {
    return sockets.values().stream().map(DatagramPort::localAddress).toList();
  }

  /** Sends what the owner's calls to the connection gave rise to, at the end of this turn. */
  public void flush() {
    if (!draining && !flushing) {
      flushing = true;
      loop.execute(() -> {
        flushing = false;
        drain(EndpointPort.nowMicros());
      });
    }
  }

  /**
   * Completes once the connection has ended, its last datagrams have left and its sockets are
   * closed.
   */
  public CompletionStage<PeerPort> ended() {
    return ended;
  }

  /** Ends the connection; may be called from any thread. */
  public void close() {
    loop.execute(() -> {
      connection.close(EndpointPort.nowMicros());
      drain(EndpointPort.nowMicros());
    });
  }

  private void drain(long now) {
    draining = true;
    boolean more = true;
    while (more) {
      more = false;
      for (PeerEvent event = connection.poll(); event != null; event = connection.poll()) {
        more = true;
        over |= event instanceof PeerEvent.Happened(ConnectionEvent.Closed e);
        owner.happened(this, event, now);
      }
      IcePath path = connection.pollPacket(out.clear(), now);
      for (; path != null; path = connection.pollPacket(out.clear(), now)) {
        DatagramPort socket = sockets.get(path.local());
        PathCache known = paths.get(socket);
        if (socket != null && known != null) {
          socket.send(out.flip(), known.address(path));
        }
      }
    }
    draining = false;
    if (over) {
      // After the last datagrams of this turn have left.
      loop.execute(() -> {
        sockets.values().forEach(DatagramPort::close);
        ended.complete(this);
      });
    } else if (!sockets.isEmpty()) {
      sockets.values().iterator().next().wakeAt(connection.deadlineMicros());
    }
  }

  /** What the sockets call. */
  private final class Ports implements PortOwner {
    @Override
    public void received(
        PacketPort port, ByteBuffer packet, InetSocketAddress from, long nowMicros) {
      PathCache known = paths.get(port);
      if (known != null) {
        connection.receive(packet, known.path(from), nowMicros);
      }
    }

    @Override
    public void turnEnded(long nowMicros) {
      drain(nowMicros);
    }

    @Override
    public void wake(long nowMicros) {
      connection.tick(nowMicros);
      drain(nowMicros);
    }
  }
}
