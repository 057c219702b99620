package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;

/**
 * The overlay after Chord (Stoica et al., 2001), kept whole as Zave proved it correct (2017): ids
 * are a ring modulo 2^160, and a key belongs to its successor, the first peer at or after it
 * clockwise. Links work both ways, so a message goes whichever way round is shorter.
 */
public final class Chord implements Topology {
  /**
   * Buckets on each side of a peer; the last takes in all that is nearer than 2^-31 of the ring.
   */
  private static final int SIDE = 32;

  private static final Id ZERO = Id.of(new byte[Id.BYTES]);

  private static final Id ONE = one();

  private static Id one() {
    byte[] bytes = new byte[Id.BYTES];
    bytes[Id.BYTES - 1] = 1;
    return Id.of(bytes);
  }

  @Override
  public String mark() {
    // No network's name has a line break.
    return "\nchord";
  }

  @Override
  public Overlay overlay(Self self, Links links, RecordChecks checks) {
    return new ChordOverlay(self, links, checks, this);
  }

  @Override
  public Router router(Id own, Links links) {
    return new ChordRouter(own, links, this);
  }

  /** The first peer that follows the key is responsible for it. */
  @Override
  public int compare(Id key, Id a, Id b) {
    boolean aIsAfter = a.compareTo(key) >= 0;
    boolean bIsAfter = b.compareTo(key) >= 0;
    return aIsAfter == bIsAfter ? a.compareTo(b) : aIsAfter ? -1 : 1;
  }

  @Override
  public int compareWays(Id target, Id a, Id b) {
    int order = way(target, a).compareTo(way(target, b));
    return order == 0 ? a.compareTo(b) : order;
  }

  private static Id way(Id from, Id to) {
    Id clockwise = to.minus(from);
    return ZERO.commonPrefix(clockwise) == 0 ? from.minus(to) : clockwise;
  }

  /**
   * Fingers: the clockwise half of the ring is bucket 0, a quarter 1 …, then the other side in the
   * same way.
   */
  @Override
  public int bucket(Id own, Id id) {
    Id clockwise = id.minus(own);
    boolean after = ZERO.commonPrefix(clockwise) > 0;
    int zeros = ZERO.commonPrefix(after ? clockwise : own.minus(id));
    if (zeros == Id.BITS) {
      return Id.BITS;
    }
    return Math.min(Math.max(0, zeros - 1), SIDE - 1) + (after ? 0 : SIDE);
  }

  /** The id right after another. */
  static Id after(Id id) {
    return id.minus(ZERO.minus(ONE));
  }

  /** Whether an id is met on the way clockwise from one to another, both excluded. */
  static boolean between(Id from, Id id, Id to) {
    if (id.equals(from) || id.equals(to)) {
      return false;
    }
    return from.equals(to) || id.minus(from).compareTo(to.minus(from)) < 0;
  }
}
