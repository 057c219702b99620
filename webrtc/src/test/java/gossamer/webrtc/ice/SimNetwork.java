package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** Hosts, NATs and a STUN server on virtual time; loss, delay and order come from a seed. */
final class SimNetwork {
  static final TransportAddress STUN = TransportAddress.parse("198.51.100.1", 3478).orElseThrow();

  enum Nat {
    NONE,
    /** One mapping per base; lets in whoever knows it. */
    FULL_CONE,
    /** One mapping per base; lets in addresses that were sent to. */
    RESTRICTED,
    /** The same, and the public port is the private one. */
    PORT_PRESERVING,
    /** A mapping per base and destination. */
    SYMMETRIC
  }

  interface Node {
    void receive(ByteBuffer packet, IcePath path, long now);

    void tick(long now);

    long deadline();

    List<IceOutput.Send> drain(long now);
  }

  private record Flight(long at, long order, ByteBuffer packet, IcePath seen) {}

  private static final class Box {
    final Nat kind;
    final String publicIp;
    final Map<String, TransportAddress> out = new HashMap<>();
    final Map<TransportAddress, TransportAddress> in = new HashMap<>();
    final Map<TransportAddress, List<TransportAddress>> sentTo = new HashMap<>();
    int nextPort = 40_000;

    Box(Nat kind, String publicIp) {
      this.kind = kind;
      this.publicIp = publicIp;
    }

    TransportAddress outwards(TransportAddress base, TransportAddress to) {
      if (kind == Nat.NONE) {
        return base;
      }
      String key = kind == Nat.SYMMETRIC ? base + ">" + to : base.toString();
      TransportAddress mapped =
          out.computeIfAbsent(
              key,
              any ->
                  TransportAddress.parse(
                          publicIp, kind == Nat.PORT_PRESERVING ? base.port() : nextPort++)
                      .orElseThrow());
      in.put(mapped, base);
      sentTo.computeIfAbsent(mapped, any -> new ArrayList<>()).add(to);
      return mapped;
    }

    boolean lets(TransportAddress mapped, TransportAddress from) {
      return kind == Nat.NONE
          || kind == Nat.FULL_CONE
          || sentTo.getOrDefault(mapped, List.of()).contains(from);
    }
  }

  private final RandomGenerator random;
  private final double loss;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private final List<Node> nodes = new ArrayList<>();
  private final Map<TransportAddress, Node> owners = new HashMap<>();
  private final Map<TransportAddress, Box> boxes = new HashMap<>();
  private final List<Box> allBoxes = new ArrayList<>();
  private final Map<Node, Boolean> dead = new HashMap<>();
  private long order;
  private long now;

  SimNetwork(RandomGenerator random, double loss) {
    this.random = random;
    this.loss = loss;
  }

  long now() {
    return now;
  }

  /** A node behind a NAT of its own with its addresses. */
  void add(Node node, Nat nat, String publicIp, List<TransportAddress> bases) {
    nodes.add(node);
    Box box = new Box(nat, publicIp);
    allBoxes.add(box);
    for (TransportAddress base : bases) {
      owners.put(base, node);
      boxes.put(base, box);
    }
  }

  /** The NAT of a base forgets its mappings: packets leave with new ports. */
  void rebind(TransportAddress base) {
    Box box = boxes.get(base);
    box.out.clear();
    box.in.clear();
  }

  void kill(Node node) {
    dead.put(node, true);
  }

  void run(long until) {
    drain();
    while (now < until) {
      long next = flights.isEmpty() ? until : Math.min(until, flights.peek().at);
      for (Node node : nodes) {
        if (!dead.containsKey(node)) {
          next = Math.min(next, Math.max(now, node.deadline()));
        }
      }
      now = Math.max(now, next);
      step();
    }
  }

  private void step() {
    while (!flights.isEmpty() && flights.peek().at <= now) {
      Flight flight = flights.poll();
      Node owner = owners.get(flight.seen.local());
      if (owner != null && !dead.containsKey(owner)) {
        owner.receive(flight.packet, flight.seen, now);
        drain();
      }
    }
    for (Node node : nodes) {
      if (!dead.containsKey(node) && node.deadline() <= now) {
        node.tick(now);
        if (node.deadline() < now) {
          throw new IllegalStateException("a deadline in the past after a tick");
        }
      }
    }
    drain();
    now += 1;
  }

  private void drain() {
    for (Node node : nodes) {
      node.drain(now).forEach(send -> send(send.path(), send.packet()));
    }
  }

  private void send(IcePath path, ByteBuffer packet) {
    Box box = boxes.get(path.local());
    if (box == null) {
      throw new IllegalStateException("sent from nowhere: " + path);
    }
    TransportAddress source = box.outwards(path.local(), path.remote());
    if (random.nextDouble() < loss) {
      return;
    }
    if (path.remote().equals(STUN)) {
      deliver(answerOfServer(packet, source), STUN, source);
    } else {
      deliver(packet, source, path.remote());
    }
  }

  private void deliver(ByteBuffer packet, TransportAddress from, TransportAddress to) {
    if (random.nextDouble() < loss / 2) {
      deliver(packet, from, to);
    }
    TransportAddress base = null;
    if (owners.containsKey(to) && boxes.get(to).kind == Nat.NONE) {
      base = to;
    }
    for (Box box : allBoxes) {
      if (box.in.containsKey(to) && box.lets(to, from)) {
        base = box.in.get(to);
      }
    }
    if (base != null) {
      long at = now + 5_000 + random.nextInt(60_000);
      IcePath seen = new IcePath(Transport.UDP, base, from);
      flights.add(new Flight(at, order++, packet.duplicate(), seen));
    }
  }

  private static ByteBuffer answerOfServer(ByteBuffer packet, TransportAddress source) {
    try {
      StunMessage request = StunMessage.parse(packet);
      ByteBuffer answer = ByteBuffer.allocate(100);
      StunWriter.answer(answer, StunClass.SUCCESS, request)
          .xorAddress(AttributeType.XOR_MAPPED_ADDRESS, source)
          .fingerprint()
          .finish();
      return answer.flip();
    } catch (StunException e) {
      throw new IllegalStateException(e);
    }
  }
}
