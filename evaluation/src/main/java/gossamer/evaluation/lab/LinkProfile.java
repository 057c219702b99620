package gossamer.evaluation.lab;

import java.time.Duration;

/**
 * What one direction of a link does to packets.
 *
 * @param delay added to every packet, 0 to 10 s
 * @param jitter at most this much is added on top, evenly distributed; packets keep their order, 0
 *     to 10 s
 * @param loss the probability that a packet is lost, each by itself, 0 to 1
 * @param bitsPerSecond how fast packets leave, at least 8,000; {@link #UNLIMITED} for as fast as
 *     they come
 * @param queueBytes how much may wait for its turn to leave before packets are dropped at the tail,
 *     1,500 to 64 Mi
 */
public record LinkProfile(
    Duration delay, Duration jitter, double loss, long bitsPerSecond, int queueBytes) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** No rate: packets leave as they come. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** A cable: no delay, no loss, no rate. */
  public static final LinkProfile PERFECT =
      new LinkProfile(Duration.ZERO, Duration.ZERO, 0, UNLIMITED, 1 << 20);

  public LinkProfile {
    requireDuration("delay", delay);
    requireDuration("jitter", jitter);
    if (!(loss >= 0 && loss <= 1)) {
      throw new IllegalArgumentException("the loss is " + loss + ", it must be 0 to 1");
    }
    if (bitsPerSecond < 8_000) {
      throw new IllegalArgumentException(
          "the rate is " + bitsPerSecond + " bit/s, it must be at least 8000");
    }
    if (queueBytes < 1_500 || queueBytes > 64 << 20) {
      throw new IllegalArgumentException(
          "the queue has " + queueBytes + " bytes, it must have 1500 to 64 Mi");
    }
  }

  private static void requireDuration(String what, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the " + what + " is " + value + ", it must be 0 to " + LONGEST);
    }
  }

  /** The direction of a link whose round trip takes {@code roundTrip}. */
  public static LinkProfile roundTrip(Duration roundTrip) {
    return PERFECT.delay(roundTrip.dividedBy(2));
  }

  /** The same with another delay. */
  public LinkProfile delay(Duration value) {
    return new LinkProfile(value, jitter, loss, bitsPerSecond, queueBytes);
  }

  /** The same with another jitter. */
  public LinkProfile jitter(Duration value) {
    return new LinkProfile(delay, value, loss, bitsPerSecond, queueBytes);
  }

  /** The same with another probability of loss. */
  public LinkProfile loss(double value) {
    return new LinkProfile(delay, jitter, value, bitsPerSecond, queueBytes);
  }

  /** The same with another rate and the queue in front of it. */
  public LinkProfile rate(long bits, int queue) {
    return new LinkProfile(delay, jitter, loss, bits, queue);
  }
}
