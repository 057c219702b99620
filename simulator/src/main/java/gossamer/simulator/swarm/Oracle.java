package gossamer.simulator.swarm;

import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Chord;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills the tables of many new peers at once: it knows them all, and opens for one after the other,
 * in a random order, links to the closest, then one into each bucket, then one into each half of a
 * bucket as long as there is room; each to a random peer that fits. Maintenance, which knows only
 * contacts, does not choose by halves. All contacts are neighbours, and nobody is linked to a
 * master. On a ring nobody knows its successors yet: peers stabilise by themselves.
 */
final class Oracle {
  /** Links to the closest, as maintenance has them. */
  private static final int CLOSEST = 4;

  /** Peers that are tried for one link, as far as they have room. */
  private static final int TRIES = 3;

  private final Swarm swarm;

  /** Whether what is near follows clockwise, as in Chord; else it is near by XOR. */
  private final boolean ring;

  private final SeededRandom random;
  private final Node[] nodes;

  /** The first 64 bits of the ids of the nodes, in their order: ascending without sign. */
  private final long[] ids;

  private final int[][] links;
  private final int[] counts;
  private final int[] order;

  /** For so many new peers. */
  Oracle(Swarm swarm, int count) {
    this.swarm = swarm;
    ring = swarm.habits().topology() instanceof Chord;
    random = new SeededRandom(Mixing.mix(swarm.seed() + 3));
    nodes = new Node[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = swarm.addStranger();
    }
    Arrays.sort(nodes, (a, b) -> a.id().compareTo(b.id()));
    ids = new long[count];
    order = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = Mixing.word(nodes[i].id().bytes(), 0);
      order[i] = i;
    }
    links = new int[count][4];
    counts = new int[count];
    shuffle();
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.below(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  /** Chooses the links and puts them into the peers' tables. */
  void fill() {
    for (int peer : order) {
      linkClosest(peer);
    }
    int enough = swarm.habits().maxLinks() - swarm.habits().maxLinks() / 8;
    for (int halves = 1; halves <= 2; halves++) {
      for (int bucket = 0; bucket < swarm.habits().desiredLinks(); bucket++) {
        for (int peer : order) {
          for (int half = 0; half < halves && (halves == 1 || counts[peer] < enough); half++) {
            linkInto(peer, bucket, halves == 1 ? -1 : half);
          }
        }
      }
    }
    connect();
  }

  private void linkClosest(int peer) {
    if (ring) {
      for (int i = 1; i <= Math.min(CLOSEST, ids.length - 1); i++) {
        link(peer, (peer + i) % ids.length);
      }
      return;
    }
    // The closest by XOR are among those next to it in order.
    int from = Math.max(0, peer - 2 * CLOSEST);
    int to = Math.min(ids.length, peer + 2 * CLOSEST + 1);
    List<Integer> near = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (i != peer) {
        near.add(i);
      }
    }
    near.sort((a, b) -> Long.compareUnsigned(ids[a] ^ ids[peer], ids[b] ^ ids[peer]));
    for (int i = 0; i < Math.min(CLOSEST, near.size()); i++) {
      link(peer, near.get(i));
    }
  }

  /** One link into a bucket, or into one half of it, where there is none. */
  private void linkInto(int peer, int bucket, int half) {
    long width = 1L << (ring ? 62 : 63) - bucket;
    // On a ring: a stretch of the ids that follow. By XOR: those that differ first in this bit.
    long start = ring ? ids[peer] + width : (ids[peer] ^ width) & -width;
    if (half >= 0) {
      width >>>= 1;
      start += half * width;
    }
    int first = position(start);
    int count = Math.floorMod(position(start + width) - first, ids.length);
    for (int i = 0; i < counts[peer]; i++) {
      if (Math.floorMod(links[peer][i] - first, ids.length) < count) {
        return;
      }
    }
    for (int i = 0; i < TRIES && count > 0; i++) {
      if (link(peer, (first + random.below(count)) % ids.length)) {
        return;
      }
    }
  }

  /** How many ids are smaller. */
  private int position(long id) {
    int low = 0;
    int high = ids.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(ids[middle], id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean link(int a, int b) {
    int most = swarm.habits().maxLinks();
    if (a == b || counts[a] >= most || counts[b] >= most) {
      return false;
    }
    for (int i = 0; i < counts[a]; i++) {
      if (links[a][i] == b) {
        return false;
      }
    }
    add(a, b);
    add(b, a);
    return true;
  }

  private void add(int to, int other) {
    if (counts[to] == links[to].length) {
      links[to] = Arrays.copyOf(links[to], 2 * counts[to]);
    }
    links[to][counts[to]++] = other;
  }

  private PeerRecord record(int peer) {
    PeerRecord record = nodes[peer].peer().record();
    if (record == null) {
      throw new IllegalStateException("no record yet");
    }
    return record;
  }

  private void connect() {
    for (int peer = 0; peer < nodes.length; peer++) {
      List<Id> told = new ArrayList<>(counts[peer]);
      for (int i = 0; i < counts[peer]; i++) {
        told.add(record(links[peer][i]).id());
      }
      nodes[peer].told = told;
    }
    End[][] ends = new End[nodes.length][];
    for (int peer = 0; peer < nodes.length; peer++) {
      ends[peer] = new End[counts[peer]];
      for (int i = 0; i < counts[peer]; i++) {
        int other = links[peer][i];
        End end = nodes[peer].vouched(record(other), nodes[other]);
        ends[peer][i] = end;
        if (other < peer) {
          int back = 0;
          while (links[other][back] != peer) {
            back++;
          }
          End.join(end, ends[other][back]);
          ends[other][back] = end;
        }
      }
      links[peer] = Arrays.copyOf(links[peer], counts[peer]);
    }
    for (Node node : nodes) {
      node.wake();
    }
  }
}
