package gossamer.peer.content;

import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Contents wired to each other in virtual time; everything follows from the seed. */
final class ContentNet {
  /** Something that happens at a node that is alive by then. */
  interface Happening {
    void run();
  }

  private record At(long time, int order, Happening happening) implements Comparable<At> {
    @Override
    public int compareTo(At other) {
      return time != other.time
          ? Long.compare(time, other.time)
          : Integer.compare(order, other.order);
    }
  }

  record Link(int number, Node a, Node b) {
    Node other(Node node) {
      return node == a ? b : a;
    }
  }

  final SeededRandom random;
  final List<Node> nodes = new ArrayList<>();
  final Map<Integer, Link> links = new LinkedHashMap<>();
  final Map<Id, List<PeerRecord>> directory = new LinkedHashMap<>();
  private final PriorityQueue<At> queue = new PriorityQueue<>();
  private int order;
  private int nextLink = 1;
  private int nextRef = 1;
  long now = 1_000_000;

  /** One way, milliseconds. */
  int latency = 20;

  /** Added at random to every latency, milliseconds. */
  int jitter;

  ContentNet(long seed) {
    random = new SeededRandom(seed);
  }

  Node node() {
    Node node = new Node(this, nodes.size() + 1);
    nodes.add(node);
    return node;
  }

  int nextRef() {
    return nextRef++;
  }

  int delay() {
    return latency + (jitter == 0 ? 0 : random.below(jitter));
  }

  void at(long time, Happening happening) {
    queue.add(new At(Math.max(time, now), order++, happening));
  }

  Link link(Node a, Node b) {
    Link link = new Link(nextLink++, a, b);
    links.put(link.number, link);
    a.content.linkUp(link.number, b.id, now);
    b.content.linkUp(link.number, a.id, now);
    return link;
  }

  int linkTo(Node from, Id peer) {
    for (Link link : links.values()) {
      if (link.a == from && link.b.id.equals(peer) || link.b == from && link.a.id.equals(peer)) {
        return link.number;
      }
    }
    return -1;
  }

  boolean linked(Node a, Node b) {
    return links.values().stream().anyMatch(l -> l.a == a && l.b == b || l.a == b && l.b == a);
  }

  void cut(Link link) {
    if (links.remove(link.number) != null) {
      link.a.linkDown(link.number);
      link.b.linkDown(link.number);
    }
  }

  void kill(Node node) {
    node.alive = false;
    for (Link link : List.copyOf(links.values())) {
      if (link.a == node || link.b == node) {
        cut(link);
      }
    }
  }

  Node byId(Id id) {
    return nodes.stream().filter(n -> n.id.equals(id)).findFirst().orElseThrow();
  }

  /** Lets {@code millis} pass. */
  void run(long millis) {
    long end = now + millis;
    while (true) {
      Node next = null;
      long due = queue.isEmpty() ? Long.MAX_VALUE : queue.element().time;
      for (Node node : nodes) {
        if (node.alive && node.content.deadline() < due) {
          due = node.content.deadline();
          next = node;
        }
      }
      if (due > end) {
        now = end;
        return;
      }
      now = Math.max(now, due);
      if (next != null) {
        next.content.tick(now);
      } else {
        queue.remove().happening.run();
      }
    }
  }

  /** Lets time pass until the fetch has ended, at most {@code millis}. */
  boolean runUntilEnd(Node node, int ticket, long millis) {
    long end = now + millis;
    while (now < end && !node.ended(ticket)) {
      run(50);
    }
    return node.ended(ticket);
  }
}
