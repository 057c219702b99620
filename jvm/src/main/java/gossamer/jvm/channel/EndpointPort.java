package gossamer.jvm.channel;

import gossamer.jvm.net.DatagramPort;
import gossamer.jvm.net.PacketPort;
import gossamer.jvm.net.PortOwner;
import gossamer.jvm.net.StreamLimits;
import gossamer.jvm.net.StreamPort;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.Endpoint;
import gossamer.webrtc.EndpointConfig;
import gossamer.webrtc.EndpointEvent;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.ice.Candidate;
import gossamer.webrtc.ice.CandidateType;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import gossamer.webrtc.sdp.SdpException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs an {@link Endpoint} on one UDP port and, for browsers without UDP, on the TCP port of the
 * same number (RFC 6544). Lives on one event loop: every method but the static ones and {@link
 * #close} is called there.
 */
public final class EndpointPort {
  private static final int DATAGRAM = 2_048;

  private final Endpoint endpoint;
  private final ConnectionOwner owner;
  private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM);
  private final EventLoop loop;
  private @Nullable Tenant tenant;
  private final Map<PacketPort, Side> sides = new HashMap<>();
  private final Map<TransportAddress, Side> datagrams = new HashMap<>();
  private final List<DatagramPort> sockets = new ArrayList<>();
  private @Nullable Side streams;
  private @Nullable StreamPort adopted;
  private StreamPort.@Nullable Listening listening;
  private boolean draining;
  private boolean flushing;

  /** One socket, and the paths through it. */
  private record Side(PacketPort port, TransportAddress local, PathCache paths) {
    static Side of(Transport transport, PacketPort port) {
      TransportAddress local = PathCache.transportAddress(port.localAddress());
      return new Side(port, local, new PathCache(transport, local, PathCache.MANY));
    }
  }

  private EndpointPort(
      EventLoop loop, EndpointConfig config, DtlsFactory dtls, ConnectionOwner owner) {
    this.loop = loop;
    this.owner = owner;
    long epoch = System.currentTimeMillis() * 1_000 - System.nanoTime() / 1_000;
    this.endpoint = new Endpoint(config, dtls, new SecureRandom(), epoch);
  }

  /** Who an endpoint is, and who is told about its connections. */
  public record Identity(EndpointConfig config, DtlsFactory dtls, ConnectionOwner owner) {}

  /**
   * Binds UDP and TCP. The wildcard means every address that this machine has now, each with a
   * socket of its own: an answer must leave from the address that the question came to.
   *
   * @param address its port may be 0 for any; all sockets then get the one that the first was given
   * @return fails with the {@link java.io.IOException} of the system when an address is not free
   */
  public static CompletionStage<EndpointPort> bind(
      EventLoop loop, InetSocketAddress address, Identity identity) {
    return bindUdp(loop, address, identity)
        .thenComposeAsync(port -> port.listen(address.getAddress()), loop);
  }

  /** The same without listening on TCP: connections that came otherwise are handed to adopt. */
  public static CompletionStage<EndpointPort> bindUdp(
      EventLoop loop, InetSocketAddress address, Identity identity) {
    EndpointPort made =
        new EndpointPort(loop, identity.config(), identity.dtls(), identity.owner());
    CompletionStage<EndpointPort> bound = CompletableFuture.completedFuture(made);
    for (InetAddress each : LocalAddresses.of(address.getAddress())) {
      bound = bound.thenComposeAsync(port -> port.bindUdp(each, address.getPort()), loop);
    }
    return bound.whenCompleteAsync(
        (port, failure) -> {
          if (failure != null) {
            made.closePorts();
          } else {
            made.take(StreamPort.unbound(loop, port.localAddress(), made.new Ports()));
          }
        },
        loop);
  }

  private void take(StreamPort port) {
    Side side = Side.of(Transport.TCP, port);
    streams = side;
    adopted = port;
    sides.put(port, side);
  }

  /**
   * Takes over a TCP connection whose first bytes are those of a packet of ICE; its limits are
   * those of a listener's. On the loop.
   */
  public void adopt(SocketChannel connection) {
    StreamPort port = adopted;
    if (port == null) {
      connection.close();
    } else {
      port.adopt(connection);
    }
  }

  private CompletionStage<EndpointPort> bindUdp(InetAddress address, int asked) {
    int number = sockets.isEmpty() ? asked : sockets.getFirst().localAddress().getPort();
    return DatagramPort.bind(loop, new InetSocketAddress(address, number), new Ports())
        .thenApplyAsync(
            port -> {
              Side side = Side.of(Transport.UDP, port);
              sockets.add(port);
              sides.put(port, side);
              datagrams.put(side.local(), side);
              return this;
            },
            loop);
  }

  private CompletionStage<EndpointPort> listen(InetAddress address) {
    var same = new InetSocketAddress(address, sockets.getFirst().localAddress().getPort());
    return StreamPort.listen(loop, same, new Ports(), StreamLimits.usual())
        .handleAsync(
            (streaming, failure) -> {
              if (failure != null) {
                closePorts();
                throw new CompletionException(failure);
              }
              listening = streaming;
              take(streaming.port());
              return this;
            },
            loop);
  }

  /** Hands packets that are not those of connections to somebody else from now on. */
  public void share(Tenant with) {
    tenant = with;
  }

  /** The address that the first socket is bound to. */
  public InetSocketAddress localAddress() {
    return sockets.getFirst().localAddress();
  }

  /** The port number of all sockets. */
  public int number() {
    return sockets.getFirst().localAddress().getPort();
  }

  /** The addresses that UDP is bound to. */
  public List<InetSocketAddress> localAddresses() {
    return sockets.stream().map(DatagramPort::localAddress).toList();
  }

  /** What runs here: for its counters and tokens. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The loop that it lives on. */
  public EventLoop loop() {
    return loop;
  }

  /** The time that connections are told, in microseconds. */
  public static long nowMicros() {
    return System.nanoTime() / 1_000;
  }

  /**
   * Answers an offer on this port.
   *
   * @param reachable addresses under which the other side reaches this port, best first
   * @return empty when there are too many connections
   * @throws SdpException when the offer cannot be answered
   */
  public Optional<String> answer(String offer, List<InetSocketAddress> reachable)
      throws SdpException {
    List<String> candidates = new ArrayList<>();
    for (int i = 0; i < reachable.size(); i++) {
      var address = PathCache.transportAddress(reachable.get(i));
      long udpPriority = Candidate.priority(CandidateType.HOST, 65_535 - i, 1);
      long tcpPriority = Candidate.priority(CandidateType.HOST, 8_191 - i, 1);
      candidates.add(value(Candidate.udp(CandidateType.HOST, address, "u" + i, udpPriority)));
      candidates.add(value(Candidate.tcpPassive(address, "t" + i, tcpPriority)));
    }
    Optional<String> answer = endpoint.answer(offer, candidates, nowMicros());
    flush();
    return answer;
  }

  private static String value(Candidate candidate) {
    return candidate.text().substring("candidate:".length());
  }

  /** Sends what the owner's calls to connections gave rise to, at the end of this turn. */
  public void flush() {
    if (!draining && !flushing) {
      flushing = true;
      loop.execute(() -> {
        flushing = false;
        drain(nowMicros());
      });
    }
  }

  /** Ends all connections, then the ports; may be called from any thread. */
  public void close() {
    loop.execute(() -> {
      endpoint.close(nowMicros());
      drain(nowMicros());
      loop.execute(this::closePorts);
    });
  }

  private void closePorts() {
    sockets.forEach(DatagramPort::close);
    if (listening != null) {
      listening.close();
    } else if (adopted != null) {
      adopted.closeConnections();
    }
  }

  private void drain(long now) {
    draining = true;
    boolean more = true;
    while (more) {
      more = false;
      for (EndpointEvent event = endpoint.poll(); event != null; event = endpoint.poll()) {
        more = true;
        owner.happened(event.session(), event.event(), now);
      }
      IcePath path = endpoint.pollPacket(out.clear(), now);
      for (; path != null; path = endpoint.pollPacket(out.clear(), now)) {
        Side side = path.transport() == Transport.UDP ? datagrams.get(path.local()) : streams;
        if (side != null) {
          side.port().send(out.flip(), side.paths().address(path));
        }
      }
    }
    draining = false;
    if (!sockets.isEmpty()) {
      sockets.getFirst().wakeAt(endpoint.deadlineMicros());
    }
  }

  /** What the ports call. */
  private final class Ports implements PortOwner {
    @Override
    public void received(
        PacketPort port, ByteBuffer packet, InetSocketAddress from, long nowMicros) {
      Tenant other = port instanceof DatagramPort ? tenant : null;
      if (other != null && Tenant.isForTenant(packet)) {
        other.received(port, packet, from, nowMicros);
        return;
      }
      Side side = sides.get(port);
      boolean taken = side == null || endpoint.receive(packet, side.paths().path(from), nowMicros);
      if (!taken && other != null) {
        other.received(port, packet, from, nowMicros);
      }
    }

    @Override
    public void turnEnded(long nowMicros) {
      drain(nowMicros);
    }

    @Override
    public void wake(long nowMicros) {
      endpoint.tick(nowMicros);
      drain(nowMicros);
    }

    @Override
    public void gone(PacketPort port, InetSocketAddress from, long nowMicros) {
      Side side = sides.get(port);
      if (side != null) {
        endpoint.gone(side.paths().path(from), nowMicros);
        flush();
      }
    }
  }
}
