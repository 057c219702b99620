package gossamer.webrtc;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Hosts with one address each, on virtual time; loss, jitter and order come from a seed. */
final class SimNet {
  private final RandomGenerator random;
  private final double loss;
  private final long delay;
  private final long jitter;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final List<Host> hosts = new ArrayList<>();
  private final Map<TransportAddress, Host> owners = new HashMap<>();

  /** Where packets of an address appear to come from, and who then gets the answers. */
  private final Map<TransportAddress, TransportAddress> translated = new HashMap<>();

  private final ByteBuffer buffer = ByteBuffer.allocate(2_048);
  private long order;
  private long now = 1_000;

  private record Flight(long at, long order, ByteBuffer packet, IcePath seen) {}

  /** What a host does; alive until it is killed. */
  abstract static class Host {
    boolean dead;

    abstract void receive(ByteBuffer packet, IcePath path, long now);

    abstract void tick(long now);

    abstract long deadline();

    abstract @Nullable IcePath poll(ByteBuffer into, long now);

    /** Takes events. */
    abstract void look(long now);
  }

  /** With so much loss, and one-way delay and jitter in microseconds. */
  SimNet(RandomGenerator random, double loss, long delay, long jitter) {
    this.random = random;
    this.loss = loss;
    this.delay = delay;
    this.jitter = jitter;
  }

  long now() {
    return now;
  }

  void add(Host host, TransportAddress address) {
    hosts.add(host);
    owners.put(address, host);
  }

  /** A NAT that gives what leaves this address another one from now on. */
  void translate(TransportAddress from, TransportAddress to) {
    TransportAddress before = translated.put(from, to);
    if (before != null) {
      owners.remove(before);
    }
    owners.put(to, owners.get(from));
  }

  /** Runs for so long, in microseconds. */
  void run(long micros) {
    long until = now + micros;
    settle();
    while (now < until) {
      long next = flights.isEmpty() ? until : Math.min(until, flights.peek().at);
      for (Host host : hosts) {
        if (!host.dead) {
          next = Math.min(next, host.deadline());
        }
      }
      now = Math.max(now + 1, next);
      while (!flights.isEmpty() && flights.peek().at <= now) {
        Flight flight = flights.poll();
        Host owner = owners.get(flight.seen.local());
        if (owner != null && !owner.dead) {
          owner.receive(flight.packet, flight.seen, now);
          settle();
        }
      }
      for (Host host : hosts) {
        if (!host.dead && host.deadline() <= now) {
          host.tick(now);
        }
      }
      settle();
    }
  }

  private void settle() {
    for (Host host : hosts) {
      if (!host.dead) {
        host.look(now);
        for (IcePath path = host.poll(buffer.clear(), now);
            path != null;
            path = host.poll(buffer.clear(), now)) {
          byte[] bytes = new byte[buffer.flip().remaining()];
          buffer.get(bytes);
          send(bytes, path);
        }
        host.look(now);
      }
    }
  }

  private void send(byte[] bytes, IcePath path) {
    if (random.nextDouble() < loss) {
      return;
    }
    TransportAddress from = translated.getOrDefault(path.local(), path.local());
    TransportAddress to = path.remote();
    for (Map.Entry<TransportAddress, TransportAddress> nat : translated.entrySet()) {
      if (nat.getValue().equals(to)) {
        to = nat.getKey();
      }
    }
    long at = now + delay + (jitter == 0 ? 0 : random.nextLong(jitter));
    flights.add(
        new Flight(at, order++, ByteBuffer.wrap(bytes), new IcePath(Transport.UDP, to, from)));
  }
}
