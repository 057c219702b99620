package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Two associations and the path between them, on virtual time: a null cipher, and faults by seed.
 */
final class Network {

  /**
   * What the path does to packets.
   *
   * @param delay one way, micros
   * @param jitter added at random, micros: reorders
   * @param loss 0 to 1
   * @param duplication 0 to 1
   * @param bytesPerSecond of each direction, 0 for no limit
   * @param queue bytes that wait for a limited path, beyond them packets are lost
   */
  record Path(
      long delay, long jitter, double loss, double duplication, long bytesPerSecond, int queue) {
    static final Path PERFECT = new Path(1_000, 0, 0, 0, 0, 0);

    static Path of(long delay, double loss) {
      return new Path(delay, 0, loss, 0, 0, 0);
    }
  }

  /** Sees every packet; {@code from} is 0 or 1. */
  interface Watcher {
    void sent(int from, ByteBuffer packet, long now);

    void arriving(int to, ByteBuffer packet, long now);

    void arrived(int to, long now);
  }

  private record Flight(long at, long order, int to, byte[] packet) {}

  final Association[] ends;
  final List<List<Event>> events = List.of(new ArrayList<>(), new ArrayList<>());
  final SplittableRandom random;
  Path path;
  Watcher watcher =
      new Watcher() {
        @Override
        public void sent(int from, ByteBuffer packet, long now) {}

        @Override
        public void arriving(int to, ByteBuffer packet, long now) {}

        @Override
        public void arrived(int to, long now) {}
      };
  long now;
  long packets;

  /** The packet of this number, from 0, is lost whatever the path. */
  long lost = -1;

  /** Nothing passes until then. */
  long stalledUntil;

  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final ByteBuffer buffer = ByteBuffer.allocate(2_048);
  private final long[] freeAt = new long[2];
  private long order;

  Network(Association a, Association b, Path path, long seed) {
    ends = new Association[] {a, b};
    this.path = path;
    random = new SplittableRandom(seed);
  }

  static Network of(SctpConfig config, Path path, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Network(
        new Association(config, secrets(random)),
        new Association(config, secrets(random)),
        path,
        seed);
  }

  static Secrets secrets(SplittableRandom random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return new Secrets(random.nextInt() | 1, random.nextInt(), key);
  }

  /** Drains both ends: what the law of a state machine asks after every call. */
  void drain() {
    boolean more = true;
    for (int rounds = 0; more; rounds++) {
      if (rounds > 1_000) {
        throw new AssertionError("an end does not fall silent");
      }
      more = false;
      for (int end = 0; end < 2; end++) {
        for (Event event = ends[end].poll(); event != null; event = ends[end].poll()) {
          events.get(end).add(event);
          more = true;
        }
        buffer.clear();
        for (int burst = 0; ends[end].pollPacket(buffer, now); burst++) {
          if (burst > 100_000) {
            throw new AssertionError("an end does not stop sending");
          }
          buffer.flip();
          watcher.sent(end, buffer.duplicate(), now);
          byte[] packet = new byte[buffer.remaining()];
          buffer.get(packet);
          carry(end, packet);
          buffer.clear();
          more = true;
        }
      }
    }
  }

  private void carry(int from, byte[] packet) {
    if (packets++ == lost) {
      return;
    }
    int copies = random.nextDouble() < path.duplication ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() < path.loss) {
        continue;
      }
      long leaves = Math.max(now, stalledUntil);
      if (path.bytesPerSecond > 0) {
        long start = Math.max(leaves, freeAt[from]);
        if ((start - now) * path.bytesPerSecond / 1_000_000 > path.queue) {
          continue;
        }
        leaves = start + packet.length * 1_000_000L / path.bytesPerSecond;
        freeAt[from] = leaves;
      }
      long jitter = path.jitter == 0 ? 0 : random.nextLong(path.jitter);
      flights.add(new Flight(leaves + path.delay + jitter, order++, 1 - from, packet));
    }
  }

  /** Goes to the next thing that happens, not beyond {@code limit}; false when nothing does. */
  boolean step(long limit) {
    drain();
    long next = Math.min(ends[0].deadlineMicros(), ends[1].deadlineMicros());
    if (!flights.isEmpty()) {
      next = Math.min(next, flights.peek().at);
    }
    if (next > limit) {
      now = limit;
      return false;
    }
    now = Math.max(now, next);
    while (!flights.isEmpty() && flights.peek().at <= now) {
      Flight flight = flights.remove();
      ByteBuffer packet = ByteBuffer.wrap(flight.packet);
      watcher.arriving(flight.to, packet.duplicate(), now);
      ends[flight.to].receive(packet, now);
      watcher.arrived(flight.to, now);
      drain();
    }
    for (Association end : ends) {
      end.tick(now);
    }
    drain();
    for (Association end : ends) {
      if (end.deadlineMicros() <= now) {
        throw new AssertionError("time stands still in " + end.state() + ": " + end.counters());
      }
    }
    return true;
  }

  /** Runs for so long. */
  void run(long micros) {
    long limit = now + micros;
    while (step(limit)) {
      // time jumps to what happens next
    }
  }

  /** Hands a packet of the test's making to an end. */
  void inject(int to, byte[] packet) {
    ends[to].receive(ByteBuffer.wrap(packet), now);
    drain();
  }

  <E extends Event> List<E> events(int end, Class<E> type) {
    return events.get(end).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What arrived at an end. */
  List<Event.MessageReceived> messages(int end) {
    return events(end, Event.MessageReceived.class);
  }
}
