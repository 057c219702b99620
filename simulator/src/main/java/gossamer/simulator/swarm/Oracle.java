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
 * bucket; each to a random peer that fits. An eighth of the links that a peer may have is left for
 * others. Or none is: then one is opened into each half, quarter and eighth of a bucket where both
 * peers lack one. Maintenance, which knows only contacts, does not choose by halves. All contacts
 * are neighbours, and nobody is linked to a master. On a ring nobody knows its successors yet:
 * peers stabilise by themselves.
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

  /**
   * Chooses the links and puts them into the peers' tables.
   *
   * @param full whether peers shall have all the links that they may have
   */
  void fill(boolean full) {
    for (int peer : order) {
      linkClosest(peer);
    }
    int most = swarm.habits().maxLinks();
    linkIntoParts(1, Integer.MAX_VALUE, false);
    // On a ring a link is of use to one of the two.
    boolean bothLack = full && !ring;
    linkIntoParts(2, full ? most : most - most / 8, bothLack);
    if (full) {
      linkIntoParts(4, most, bothLack);
      linkIntoParts(8, most, bothLack);
    }
    connect();
  }

  /** One link into each of so many parts of each bucket, for peers with fewer than enough. */
  private void linkIntoParts(int parts, int enough, boolean bothLack) {
    for (int bucket = 0; bucket < swarm.habits().desiredLinks(); bucket++) {
      for (int peer : order) {
        for (int part = 0; part < parts && counts[peer] < enough; part++) {
          linkInto(peer, new Part(bucket, parts, part), bothLack);
        }
      }
    }
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

  /** A part of the bucket of some peer: one of 1, 2, 4 or 8. */
  private record Part(int bucket, int parts, int index) {}

  /** The positions of those that are in a part of a peer's bucket. */
  private record Span(int first, int count) {}

  /** One link into a part of a bucket where there is none; to one that lacks it, too, if asked. */
  private void linkInto(int peer, Part part, boolean bothLack) {
    Span span = span(peer, part);
    if (isLinkedInto(peer, span)) {
      return;
    }
    for (int i = 0; i < (bothLack ? 4 * TRIES : TRIES) && span.count > 0; i++) {
      int other = (span.first + random.below(span.count)) % ids.length;
      if (bothLack && isLinkedInto(other, span(other, partWith(peer, other, part)))) {
        continue;
      }
      if (link(peer, other)) {
        return;
      }
    }
  }

  private boolean isLinkedInto(int peer, Span span) {
    for (int i = 0; i < counts[peer]; i++) {
      if (Math.floorMod(links[peer][i] - span.first, ids.length) < span.count) {
        return true;
      }
    }
    return false;
  }

  private long width(Part part) {
    return 1L << (ring ? 62 : 63) - part.bucket >>> Integer.numberOfTrailingZeros(part.parts);
  }

  /** Where the bucket of a peer begins. */
  private long start(int peer, int bucket) {
    long width = width(new Part(bucket, 1, 0));
    // On a ring: a stretch of the ids that follow. By XOR: those that differ first in this bit.
    return ring ? ids[peer] + width : (ids[peer] ^ width) & -width;
  }

  private Span span(int peer, Part part) {
    long width = width(part);
    long start = start(peer, part.bucket) + part.index * width;
    int first = position(start);
    return new Span(first, Math.floorMod(position(start + width) - first, ids.length));
  }

  /** The part in which a peer is for another; by XOR each is in the same bucket of the other. */
  private Part partWith(int peer, int other, Part part) {
    long offset = ids[peer] - start(other, part.bucket);
    return new Part(part.bucket, part.parts, (int) Long.divideUnsigned(offset, width(part)));
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
