package gossamer.simulator.swarm;

import gossamer.peer.id.SeededRandom;
import java.util.Arrays;

/**
 * What lies between the peers: latency, jitter, loss, NATs and partitions.
 *
 * <p>Links are reliable and ordered (SCTP, TCP), so that a lost datagram is a delay: {@link
 * #RETRANSMIT} or two ways, whichever is longer, once for every time in a row that it is lost.
 */
public final class Internet {
  /** Least time after which a lost datagram is sent again: milliseconds. */
  private static final int RETRANSMIT = 200;

  /** The longest access line, one way: milliseconds. */
  private static final int ACCESS = 15;

  private Cities cities = Cities.synthetic();
  private final SeededRandom random;
  private final int[] natShares = new int[Nat.values().length];
  private boolean uniform;
  private int least;
  private int most;
  private int jitter;
  private double loss;

  /** Between cities, without jitter and loss, everybody with a public address. */
  public Internet(long seed) {
    random = new SeededRandom(Mixing.mix(seed + 1));
    natShares[0] = 100;
  }

  /** One-way latencies drawn for each pair between these, in milliseconds. */
  public void uniform(int from, int to) {
    uniform = true;
    least = from;
    most = to;
  }

  /**
   * One-way latencies between cities, and an access line of 1 to 15 ms at each end; before the
   * first peer comes.
   *
   * @param published half of the measured round trips between 10 cities, else those that follow
   *     from the distances between 24
   */
  public void cities(boolean published) {
    uniform = false;
    cities = published ? Cities.measured() : Cities.synthetic();
  }

  /** Up to so many milliseconds more for each frame. */
  public void jitter(int millis) {
    jitter = millis;
  }

  /** The share of datagrams that are lost: 0 to 0.9. */
  public void loss(double share) {
    loss = share;
  }

  /** Percentages of the classes, in the order of {@link Nat}; together 100. */
  public void nats(int... percent) {
    System.arraycopy(percent, 0, natShares, 0, natShares.length);
  }

  /** A place, an access line and a NAT for a new peer; masters have public addresses. */
  void settle(Node node) {
    node.city = (byte) random.below(cities.count());
    node.access = (byte) (1 + random.below(ACCESS));
    int draw = random.below(100);
    int at = 0;
    while (at < natShares.length - 1 && draw >= natShares[at]) {
      draw -= natShares[at++];
    }
    node.nat = node.master ? Nat.OPEN : Nat.values()[at];
  }

  /** One way in milliseconds, without chance: the same in both directions, for ever. */
  int latency(Node a, Node b) {
    if (!uniform) {
      return cities.millis(a.city, b.city) + a.access + b.access;
    }
    long pair = (long) Math.min(a.index, b.index) << 32 | Math.max(a.index, b.index);
    return least + (int) ((Mixing.mix(pair) >>> 33) % (most - least + 1));
  }

  /** How long one frame takes. */
  int delay(Node a, Node b) {
    int delay = latency(a, b);
    if (jitter > 0) {
      delay += random.below(jitter + 1);
    }
    if (loss > 0) {
      int again = Math.max(RETRANSMIT, 2 * delay);
      while (random.nextDouble() < loss) {
        delay += again;
        again *= 2;
      }
    }
    return delay;
  }

  /** For reports. */
  String description() {
    return latencies()
        + ", jitter "
        + jitter
        + " ms, loss "
        + 100 * loss
        + " %, NATs (open, cone, restricted, symmetric, blocked) in % "
        + Arrays.toString(natShares);
  }

  private String latencies() {
    if (uniform) {
      return "one way " + least + " to " + most + " ms";
    }
    return cities.description() + ", access 1 to 15 ms";
  }
}
