package gossamer.master.turn;

import gossamer.jvm.channel.Tenant;
import gossamer.jvm.net.Departures;
import gossamer.jvm.net.PacketPort;
import gossamer.jvm.net.RelayedPort;
import gossamer.stun.TransportAddress;
import gossamer.turn.FiveTuple;
import gossamer.turn.PeerPolicy;
import gossamer.turn.RelayHost;
import gossamer.turn.RelaySocket;
import gossamer.turn.Relayed;
import gossamer.turn.TimeLimited;
import gossamer.turn.Transport;
import gossamer.turn.TurnConfig;
import gossamer.turn.TurnCounters;
import gossamer.turn.TurnHost;
import gossamer.turn.TurnServer;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The STUN and TURN server of a master: on the UDP sockets of its data channels, and on TCP and TLS
 * connections of its HTTP port. Lives on one event loop, with all its relayed sockets.
 */
public final class TurnService implements Tenant, TurnHost {
  /** Bytes that wait for a client that does not read its stream. */
  private static final int QUEUED = 256 << 10;

  private final EventLoop loop;
  private final TurnServer server;
  private final TimeLimited credentials;
  private final Departures departures;
  private final Map<PacketPort, Clients> byPort = new HashMap<>();
  private final Map<TransportAddress, Clients> byLocal = new HashMap<>();
  private final Map<FiveTuple, TurnStream> streams = new HashMap<>();
  private long wakesAt = Long.MAX_VALUE;
  private @Nullable ScheduledFuture<?> alarm;

  /**
   * A server that packets are handed to.
   *
   * @param hosts where relayed sockets are opened
   */
  public TurnService(EventLoop loop, TurnSettings settings, List<RelayHost> hosts) {
    this.loop = loop;
    this.departures = new Departures(loop);
    SecureRandom random = new SecureRandom();
    byte[] secret = settings.secret();
    if (secret == null) {
      secret = new byte[32];
      random.nextBytes(secret);
    }
    this.credentials = new TimeLimited(secret);
    TurnConfig config =
        new TurnConfig(
            TurnSettings.REALM,
            hosts,
            settings.ports(),
            PeerPolicy.strict().allowing(settings.allowed()),
            settings.limits(),
            settings.wideChannels());
    this.server = new TurnServer(config, credentials, this, random);
    server.epoch(System.currentTimeMillis() * 1_000 - nowMicros());
  }

  private static long nowMicros() {
    return System.nanoTime() / 1_000;
  }

  @Override
  public void received(PacketPort port, ByteBuffer packet, InetSocketAddress from, long nowMicros) {
    Clients clients = byPort.get(port);
    if (clients == null) {
      clients = new Clients(port);
      byPort.put(port, clients);
      byLocal.put(clients.local(), clients);
    }
    server.receive(packet, clients.tuple(from), nowMicros);
    wake();
  }

  void received(ByteBuffer packet, FiveTuple from) {
    server.receive(packet, from, nowMicros());
    wake();
  }

  /** Takes over a connection whose first bytes are those of STUN; its handler is put last. */
  public void adopt(SocketChannel connection, boolean isTls) {
    InetSocketAddress remote = connection.remoteAddress();
    InetSocketAddress local = connection.localAddress();
    if (remote == null || local == null) {
      connection.close();
      return;
    }
    Transport transport = isTls ? Transport.TLS : Transport.TCP;
    FiveTuple tuple = new FiveTuple(transport, Addresses.of(local), Addresses.of(remote));
    TurnStream stream = new TurnStream(this, tuple, connection);
    connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(QUEUED / 2, QUEUED));
    streams.put(tuple, stream);
    connection
        .closeFuture()
        .addListener(closed -> {
          if (streams.remove(tuple, stream)) {
            server.gone(tuple);
          }
        });
    connection.pipeline().addLast(stream);
  }

  boolean serves(FiveTuple client) {
    return server.serves(client);
  }

  @Override
  public void send(FiveTuple to, ByteBuffer packet) {
    if (to.transport() == Transport.UDP) {
      Clients clients = byLocal.get(to.server());
      if (clients != null) {
        clients.port().send(packet, clients.address(to));
      }
    } else {
      TurnStream stream = streams.get(to);
      if (stream != null) {
        stream.send(packet);
      }
    }
  }

  @Override
  public @Nullable RelaySocket open(Relayed relayed) {
    RelayedSocket socket = new RelayedSocket(server, relayed);
    RelayedPort port =
        RelayedPort.bind(loop, Addresses.socket(relayed.local()), socket, departures);
    if (port == null) {
      return null;
    }
    socket.bound(port);
    return socket;
  }

  @Override
  public boolean setsDontFragment() {
    return RelayedPort.setsDontFragment(loop);
  }

  /** Sees to it that the next deadline is kept; those that come later than the alarm are late. */
  private void wake() {
    long due = server.deadlineMicros();
    if (due < wakesAt) {
      ScheduledFuture<?> running = alarm;
      if (running != null) {
        running.cancel(false);
      }
      wakesAt = due;
      long wait = Math.max(0, due - nowMicros());
      alarm = loop.schedule(this::tick, wait, TimeUnit.MICROSECONDS);
    }
  }

  private void tick() {
    wakesAt = Long.MAX_VALUE;
    server.tick(nowMicros());
    wake();
  }

  /**
   * Credentials for this server.
   *
   * @param id whom they are for: quotas are counted by it
   * @param until when they end, in seconds since 1970
   */
  public TimeLimited.Issued issue(String id, long until) {
    return credentials.issue(id, until);
  }

  /** Allocations that there are. */
  public int allocations() {
    return server.allocations();
  }

  /** What the server did and refused; on the loop. */
  public TurnCounters counters() {
    return server.counters();
  }

  /** Closes all relayed sockets; any thread may. */
  public void close() {
    loop.execute(server::close);
  }
}
