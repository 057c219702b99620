package gossamer.evaluation.lab;

import java.util.SplittableRandom;

/**
 * One direction of a link, without packets, sockets or clock: decides for numbered packets whether
 * and when they come out. The same seed and the same inputs give the same outputs.
 *
 * <p>Times are in nanoseconds from any origin and never go back. One thread; after {@link #offer}
 * and when {@link #deadline} is reached, drain {@link #poll}.
 */
public final class LinkQueue {
  /** There is no packet, or nothing to wait for. */
  public static final int NONE = -1;

  private final int[] packets;
  private final int[] sizes;
  private final long[] dueTimes;
  private final SplittableRandom random;
  private LinkProfile profile;
  private int head;
  private int size;
  private long departure = Long.MIN_VALUE;
  private long lastDue = Long.MIN_VALUE;
  private long offered;
  private long lost;
  private long overflowed;
  private long delivered;
  private long deliveredBytes;

  /**
   * @param capacity how many packets may be under way at once, whatever their size; at least 1
   * @param seed decides which packets are lost and how much jitter each gets
   */
  public LinkQueue(LinkProfile profile, int capacity, long seed) {
    this.profile = profile;
    this.packets = new int[capacity];
    this.sizes = new int[capacity];
    this.dueTimes = new long[capacity];
    this.random = new SplittableRandom(seed);
  }

  LinkProfile profile() {
    return profile;
  }

  /** What holds for packets that are offered from now on. */
  public void profile(LinkProfile value) {
    profile = value;
  }

  /**
   * A packet comes in.
   *
   * @param packet its number, not negative
   * @param bytes its size
   * @return false when it is lost or dropped; then it never comes out
   */
  public boolean offer(int packet, int bytes, long now) {
    offered++;
    if (profile.loss() > 0 && random.nextDouble() < profile.loss()) {
      lost++;
      return false;
    }
    if (size == packets.length || backlogBytes(now) + bytes > profile.queueBytes()) {
      overflowed++;
      return false;
    }
    departure = Math.max(departure, now) + transmission(bytes);
    long jitter = profile.jitter().toNanos();
    long due =
        departure + profile.delay().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
    // Paths seldom reorder; a packet that was held up holds up those behind it.
    lastDue = Math.max(lastDue, due);
    int tail = (head + size) % packets.length;
    packets[tail] = packet;
    sizes[tail] = bytes;
    dueTimes[tail] = lastDue;
    size++;
    return true;
  }

  /** The next packet that is due, or {@link #NONE}. */
  public int poll(long now) {
    if (size == 0 || dueTimes[head] > now) {
      return NONE;
    }
    int packet = packets[head];
    delivered++;
    deliveredBytes += sizes[head];
    head = (head + 1) % packets.length;
    size--;
    return packet;
  }

  /** When the next packet is due; {@link Long#MAX_VALUE} when none is under way. */
  public long deadline() {
    return size == 0 ? Long.MAX_VALUE : dueTimes[head];
  }

  /** What happened so far. */
  public LinkCounters counters() {
    return new LinkCounters(offered, lost, overflowed, delivered, deliveredBytes);
  }

  /** What waits for its turn to leave: the rate decides how much time that is. */
  private double backlogBytes(long now) {
    if (profile.bitsPerSecond() == LinkProfile.UNLIMITED || departure <= now) {
      return 0;
    }
    return (departure - now) * (profile.bitsPerSecond() / 8e9);
  }

  private long transmission(int bytes) {
    return profile.bitsPerSecond() == LinkProfile.UNLIMITED
        ? 0
        : Math.round(bytes * 8e9 / profile.bitsPerSecond());
  }
}
