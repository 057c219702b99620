package gossamer.evaluation.turn;

import gossamer.stun.TransportAddress;
import gossamer.turn.TimeLimited;
import gossamer.webrtc.turn.TurnCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends packets through a relay for some seconds, as fast as it can, to sockets that nobody reads:
 * the kernel counts what arrives there and costs no receiver any time. Prints {@code relayed COUNT
 * MICROS}, or {@code holding COUNT MICROS} once allocations are made that stay until it is killed.
 *
 * <p>Arguments: {@code turn|bare PATH PORT SIZE SECONDS}, or {@code allocate PORT COUNT NETWORK},
 * the clients' addresses being 127.NETWORK.*.*.
 */
public final class FloodProgram {
  static final int CLIENTS = 20;
  private static final String HOST = "127.0.0.1";
  private static final String PEER = "127.0.0.2";

  /** Packets of one client one after the other, as a sender of media or files has them. */
  private static final int BURST = 8;

  private static final int TRIES = 5;

  /** Clients of one /24. */
  private static final int BLOCK = 250;

  private FloodProgram() {}

  /** Runs one flood. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[0].equals("allocate")) {
      InetSocketAddress server = server(arguments[1]);
      allocate(server, Integer.parseInt(arguments[2]), "127." + arguments[3] + ".");
      return;
    }
    boolean speaksTurn = arguments[0].equals("turn");
    FloodPath path = FloodPath.valueOf(arguments[1]);
    InetSocketAddress server = server(arguments[2]);
    int size = Integer.parseInt(arguments[3]);
    long nanos = Long.parseLong(arguments[4]) * 1_000_000_000;
    try (DatagramChannel peer = unread(PEER)) {
      if (speaksTurn) {
        List<Relay> relays = relays(server);
        flood(turn(path, relays, peer, size), nanos);
        for (Relay relay : relays) {
          relay.release();
        }
      } else {
        flood(bare(path, server, peer, size), nanos);
      }
    }
  }

  private static InetSocketAddress server(String port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private static void flood(List<Lane> lanes, long nanos) throws IOException {
    UdpDrops drops = UdpDrops.of(lanes.stream().map(Lane::sink).distinct().toList());
    long before = drops.count();
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      for (Lane lane : lanes) {
        for (int i = 0; i < BURST; i++) {
          lane.send();
        }
      }
    }
    long after = drops.count();
    System.out.println("relayed " + (after - before) + " " + (System.nanoTime() - start) / 1_000);
  }

  /** A socket with the least room that there is. */
  private static DatagramChannel unread(String host) throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET)
        .setOption(StandardSocketOptions.SO_RCVBUF, 1)
        .bind(new InetSocketAddress(host, 0));
  }

  static TurnCredentials credentials(String id) {
    byte[] secret = RelayServer.SECRET.getBytes(StandardCharsets.US_ASCII);
    long until = System.currentTimeMillis() / 1_000 + 3_600;
    TimeLimited.Issued issued = new TimeLimited(secret).issue(id, until);
    return new TurnCredentials(issued.username(), issued.password());
  }

  private static List<Relay> relays(InetSocketAddress server) throws IOException {
    List<Relay> relays = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      relays.add(relay(server));
    }
    return relays;
  }

  private static List<Lane> turn(FloodPath path, List<Relay> relays, DatagramChannel peer, int size)
      throws IOException {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Relay relay = relays.get(i);
      Relay next = relays.get((i + 1) % CLIENTS);
      TransportAddress to = path == FloodPath.TO_CLIENT ? next.relayed() : address(peer);
      relay.bind(to);
      next.bind(path == FloodPath.TO_CLIENT ? relay.relayed() : address(peer));
      lanes.add(
          switch (path) {
            case TO_PEER -> new Lane(relay.socket(), relay.server(), relay.framed(to, size), peer);
            case FROM_PEER ->
                new Lane(
                    peer, socket(relay.relayed()), ByteBuffer.allocateDirect(size), relay.socket());
            case TO_CLIENT ->
                new Lane(relay.socket(), relay.server(), relay.framed(to, size), next.socket());
          });
    }
    return lanes;
  }

  /** A server may still hold an allocation of an earlier socket with the same port. */
  private static Relay relay(InetSocketAddress server) throws IOException {
    for (int i = 1; ; i++) {
      DatagramChannel socket = unread(HOST);
      try {
        return Relay.allocate(socket, server, credentials("flood"));
      } catch (IOException e) {
        socket.close();
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  /** The loop is told where packets go by its first packet, and tells the other way by its own. */
  private static List<Lane> bare(
      FloodPath path, InetSocketAddress server, DatagramChannel peer, int size) throws IOException {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      DatagramChannel client = unread(HOST);
      client.send(BareProgram.hello(peer.getLocalAddress()), server);
      ByteBuffer answer = ByteBuffer.allocate(64);
      client.receive(answer);
      InetSocketAddress relayed = BareProgram.address(answer.flip());
      ByteBuffer packet = ByteBuffer.allocateDirect(size + (path == FloodPath.TO_PEER ? 4 : 0));
      lanes.add(
          path == FloodPath.TO_PEER
              ? new Lane(client, server, packet, peer)
              : new Lane(peer, relayed, packet, client));
    }
    return lanes;
  }

  private static void allocate(InetSocketAddress server, int count, String network)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Relay> relays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DatagramChannel socket = unread(network + i / BLOCK + "." + (1 + i % BLOCK));
      Relay relay = Relay.allocate(socket, server, credentials("load" + i % 16));
      relay.bind(socket(PEER, 5_000));
      relays.add(relay);
    }
    System.out.println("holding " + relays.size() + " " + (System.nanoTime() - start) / 1_000);
    Thread.currentThread().join();
  }

  static TransportAddress socket(String host, int port) {
    return TransportAddress.parse(host, port).orElseThrow();
  }

  private static InetSocketAddress socket(TransportAddress address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  private static TransportAddress address(DatagramChannel channel) throws IOException {
    return socket(PEER, ((InetSocketAddress) channel.getLocalAddress()).getPort());
  }
}
