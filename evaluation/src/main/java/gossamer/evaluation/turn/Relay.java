package gossamer.evaluation.turn;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.turn.TurnClient;
import gossamer.webrtc.turn.TurnCredentials;
import gossamer.webrtc.turn.TurnOutput;
import gossamer.webrtc.turn.TurnState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One allocation with a client of our own, which waits for each answer. */
final class Relay {
  private static final long PATIENCE = 5_000_000;
  private static final long RTO = 100_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DatagramChannel socket;
  private final InetSocketAddress server;
  private final TurnClient client;
  private final ByteBuffer in = ByteBuffer.allocate(2_048);
  private @Nullable TransportAddress relayed;

  private Relay(DatagramChannel socket, InetSocketAddress server, TurnCredentials credentials) {
    this.socket = socket;
    this.server = server;
    this.client = new TurnClient(credentials, RTO, RANDOM, now());
  }

  private static long now() {
    return System.nanoTime() / 1_000;
  }

  static Relay allocate(
      DatagramChannel socket, InetSocketAddress server, TurnCredentials credentials)
      throws IOException {
    Relay relay = new Relay(socket, server, credentials);
    relay.await(() -> relay.relayed != null);
    return relay;
  }

  DatagramChannel socket() {
    return socket;
  }

  InetSocketAddress server() {
    return server;
  }

  TransportAddress relayed() {
    TransportAddress known = relayed;
    if (known == null) {
      throw new IllegalStateException("no relayed address yet");
    }
    return known;
  }

  /** Gets a channel to a peer, and with it a permission. */
  void bind(TransportAddress peer) throws IOException {
    client.bind(peer, now());
    await(() -> framed(peer, 1).get(0) >> 6 == 1);
  }

  /** A packet of zeros to a peer as the server takes it. */
  ByteBuffer framed(TransportAddress peer, int size) {
    ByteBuffer packet = ByteBuffer.allocateDirect(size + 48);
    client.wrap(peer, ByteBuffer.allocate(size), packet, now());
    return packet.flip().limit() == 0 ? packet.clear() : packet.slice();
  }

  /** Gives the address back, so that the next one at this port is not taken for the same. */
  void release() throws IOException {
    client.close(now());
    await(() -> client.state() == TurnState.CLOSED);
  }

  private void await(BooleanSupplier isDone) throws IOException {
    long end = now() + PATIENCE;
    socket.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      socket.register(selector, SelectionKey.OP_READ);
      drain();
      while (!isDone.getAsBoolean()) {
        if (now() > end) {
          throw new IOException("no answer from " + server);
        }
        selector.select(10);
        selector.selectedKeys().clear();
        receive();
        client.tick(now());
        drain();
      }
    }
    socket.configureBlocking(true);
  }

  private void receive() throws IOException {
    while (socket.receive(in.clear()) != null) {
      client.receive(in.flip(), now());
    }
  }

  private void drain() throws IOException {
    for (TurnOutput next = client.poll(); next != null; next = client.poll()) {
      switch (next) {
        case TurnOutput.Send send -> socket.send(send.packet(), server);
        case TurnOutput.Allocated made -> relayed = made.relayed();
        case TurnOutput.Failed failed -> throw new IOException("refused: " + failed.failure());
      }
    }
  }
}
