package gossamer.jvm.dtls;

import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Two sessions and the path between them, on virtual time; all chance comes from one seed. */
final class Wire {
  /** One way of the path, in microseconds. */
  static final long DELAY = 20_000;

  private record Flying(long due, long order, boolean toClient, byte[] bytes) {}

  final DtlsSession client;
  final DtlsSession server;
  final List<byte[]> atClient = new ArrayList<>();
  final List<byte[]> atServer = new ArrayList<>();

  /** All datagrams that anybody sent, and when. */
  final List<byte[]> sent = new ArrayList<>();

  final List<Long> sentByClientAt = new ArrayList<>();

  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(Comparator.comparingLong(Flying::due).thenComparingLong(Flying::order));
  private final Random random;
  private double loss;
  private double trouble;
  private UnaryOperator<byte[]> toServer = bytes -> bytes;
  private UnaryOperator<byte[]> toClient = bytes -> bytes;
  private long order;
  long now = 1_000_000;

  Wire(DtlsSession client, DtlsSession server, long seed) {
    this.client = client;
    this.server = server;
    this.random = new Random(seed);
  }

  /** Loses this share of the datagrams; doubles and delays as many as trouble says. */
  Wire lossy(double share, double doubledOrLate) {
    loss = share;
    trouble = doubledOrLate;
    return this;
  }

  /** Sees every datagram on its way to the server; what it gives back empty is lost. */
  Wire towardsServer(UnaryOperator<byte[]> hook) {
    toServer = hook;
    return this;
  }

  Wire towardsClient(UnaryOperator<byte[]> hook) {
    toClient = hook;
    return this;
  }

  Wire start() {
    server.start(now);
    client.start(now);
    drain();
    return this;
  }

  /** Puts a datagram on the wire that neither side wrote. */
  void inject(boolean isToClient, byte[] bytes) {
    flying.add(new Flying(now + DELAY / 2, order++, isToClient, bytes));
  }

  boolean areConnected() {
    return client.state() == DtlsState.CONNECTED && server.state() == DtlsState.CONNECTED;
  }

  /** Runs until nothing is due any more, or this time has passed. */
  Wire run(long micros) {
    long end = now + micros;
    while (true) {
      long next = Math.min(client.deadlineMicros(), server.deadlineMicros());
      Flying first = flying.peek();
      if (first != null) {
        next = Math.min(next, first.due());
      }
      if (next > end) {
        now = end;
        return this;
      }
      now = Math.max(now, next);
      while (first != null && first.due() <= now) {
        flying.remove();
        (first.toClient() ? client : server).receive(ByteBuffer.wrap(first.bytes().clone()), now);
        drain();
        first = flying.peek();
      }
      client.tick(now);
      server.tick(now);
      drain();
    }
  }

  void send(DtlsSession from, byte[] packet) {
    ByteBuffer datagram = ByteBuffer.allocate(from.datagramSize());
    if (!from.protect(ByteBuffer.wrap(packet), datagram)) {
      throw new AssertionError("not sent");
    }
    fly(from, datagram.flip());
  }

  /** Polls what both sides have to send and have received. */
  void drain() {
    for (DtlsSession session : List.of(client, server)) {
      ByteBuffer buffer = ByteBuffer.allocate(session.datagramSize());
      while (session.pollDatagram(buffer.clear())) {
        fly(session, buffer.flip());
      }
      while (session.pollPacket(buffer.clear())) {
        (session.equals(client) ? atClient : atServer).add(bytes(buffer.flip()));
      }
    }
  }

  private void fly(DtlsSession from, ByteBuffer datagram) {
    boolean isToClient = from.equals(server);
    byte[] written = bytes(datagram);
    sent.add(written);
    if (!isToClient) {
      sentByClientAt.add(now);
    }
    byte[] passed = (isToClient ? toClient : toServer).apply(written);
    if (passed.length == 0 || random.nextDouble() < loss) {
      return;
    }
    flying.add(new Flying(now + DELAY, order++, isToClient, passed));
    if (random.nextDouble() < trouble) {
      long late = now + DELAY + random.nextLong(3 * DELAY);
      flying.add(new Flying(late, order++, isToClient, passed));
    }
    if (random.nextDouble() < trouble) {
      byte[] garbage = new byte[1 + random.nextInt(200)];
      random.nextBytes(garbage);
      flying.add(new Flying(now + random.nextLong(DELAY), order++, isToClient, garbage));
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
