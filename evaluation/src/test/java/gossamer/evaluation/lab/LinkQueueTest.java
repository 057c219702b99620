package gossamer.evaluation.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One direction of a link, on virtual time. */
class LinkQueueTest {
  private static final long MS = 1_000_000;
  private static final LinkProfile SLOW = LinkProfile.PERFECT.delay(Duration.ofMillis(50));

  /** Offers packets of 1,000 bytes at a fixed interval; gives packet and time of what comes out. */
  private static List<long[]> run(LinkQueue queue, int packets, long interval) {
    List<long[]> out = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      drainUntil(queue, i * interval, out);
      queue.offer(i, 1_000, i * interval);
    }
    drainUntil(queue, Long.MAX_VALUE - 1, out);
    return out;
  }

  private static void drainUntil(LinkQueue queue, long now, List<long[]> out) {
    while (queue.deadline() <= now) {
      long time = queue.deadline();
      out.add(new long[] {queue.poll(time), time});
    }
  }

  @Test
  void aPacketComesOutAfterTheDelayAndNotBefore() {
    var queue = new LinkQueue(SLOW, 10, 1);
    assertEquals(Long.MAX_VALUE, queue.deadline());
    assertTrue(queue.offer(7, 100, 5 * MS));
    assertEquals(55 * MS, queue.deadline());
    assertEquals(LinkQueue.NONE, queue.poll(55 * MS - 1));
    assertEquals(7, queue.poll(55 * MS));
    assertEquals(LinkQueue.NONE, queue.poll(55 * MS));
    assertEquals(new LinkCounters(1, 0, 0, 1, 100), queue.counters());
  }

  @Test
  void withoutDelayAPacketIsDueAtOnce() {
    var queue = new LinkQueue(LinkProfile.PERFECT, 10, 1);
    queue.offer(1, 1_500, 9);
    assertEquals(1, queue.poll(9));
  }

  @Test
  void jitterStaysInItsRangeAndKeepsTheOrder() {
    var queue = new LinkQueue(SLOW.jitter(Duration.ofMillis(10)), 1_000, 42);
    List<long[]> out = run(queue, 1_000, MS);
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < out.size(); i++) {
      assertEquals(i, out.get(i)[0]);
      long taken = out.get(i)[1] - i * MS;
      least = Math.min(least, taken);
      most = Math.max(most, taken);
    }
    assertEquals(1_000, out.size());
    assertTrue(least >= 50 * MS && most <= 60 * MS, least + " to " + most);
    assertTrue(most - least > 8 * MS, "there is jitter: " + least + " to " + most);
  }

  @Test
  void lossIsAsOftenAsAskedFor() {
    int packets = 100_000;
    double loss = 0.01;
    var queue = new LinkQueue(LinkProfile.PERFECT.loss(loss), 10, 4711);
    List<long[]> out = run(queue, packets, 1);
    double deviation = Math.sqrt(packets * loss * (1 - loss));
    assertEquals(packets * loss, (double) queue.counters().lost(), 4 * deviation);
    assertEquals(packets, out.size() + queue.counters().lost());
  }

  @Test
  void theSameSeedLosesTheSamePackets() {
    LinkProfile lossy = SLOW.loss(0.1).jitter(Duration.ofMillis(3));
    var first = trace(new LinkQueue(lossy, 1_000, 3));
    assertEquals(first, trace(new LinkQueue(lossy, 1_000, 3)));
    assertNotEquals(first, trace(new LinkQueue(lossy, 1_000, 4)));
  }

  private static List<String> trace(LinkQueue queue) {
    return run(queue, 500, MS).stream().map(entry -> entry[0] + "@" + entry[1]).toList();
  }

  @Test
  void theRateSpacesPackets() {
    // 8 Mbit/s: 1,000 bytes take 1 ms.
    var queue = new LinkQueue(SLOW.rate(8_000_000, 1 << 20), 100, 1);
    List<long[]> out = run(queue, 10, 0);
    for (int i = 0; i < 10; i++) {
      assertEquals((51 + i) * MS, out.get(i)[1]);
    }
  }

  @Test
  void whatFindsTheQueueFullIsDroppedAtTheTail() {
    var queue = new LinkQueue(LinkProfile.PERFECT.rate(8_000_000, 3_000), 100, 1);
    assertTrue(queue.offer(0, 1_000, 0));
    assertTrue(queue.offer(1, 1_000, 0));
    assertTrue(queue.offer(2, 1_000, 0));
    assertFalse(queue.offer(3, 1_000, 0));
    assertTrue(queue.offer(4, 1_000, MS), "one has left");
    assertEquals(1, queue.counters().overflowed());
  }

  @Test
  void noMorePacketsThanTheCapacityAreUnderWay() {
    var queue = new LinkQueue(SLOW, 2, 1);
    assertTrue(queue.offer(0, 10, 0));
    assertTrue(queue.offer(1, 10, 0));
    assertFalse(queue.offer(2, 10, 0));
    assertEquals(0, queue.poll(50 * MS));
    assertTrue(queue.offer(3, 10, 50 * MS));
  }

  @Test
  void anotherProfileHoldsForPacketsThatComeLater() {
    var queue = new LinkQueue(SLOW, 10, 1);
    queue.offer(0, 10, 0);
    queue.profile(LinkProfile.PERFECT.delay(Duration.ofMillis(80)));
    queue.offer(1, 10, 0);
    assertEquals(0, queue.poll(50 * MS));
    assertEquals(80 * MS, queue.deadline());
  }

  @Test
  void profilesOutOfRangeAreRefused() {
    Duration tooLong = Duration.ofSeconds(11);
    assertThrows(IllegalArgumentException.class, () -> SLOW.delay(tooLong));
    assertThrows(IllegalArgumentException.class, () -> SLOW.jitter(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> SLOW.loss(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> SLOW.loss(1.01));
    assertThrows(IllegalArgumentException.class, () -> SLOW.rate(0, 3_000));
    assertThrows(IllegalArgumentException.class, () -> SLOW.rate(8_000, 100));
  }
}
