package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** RFC 3758: what is given up does not hold up what follows. */
class PartialReliabilityTest {
  private static final Delivery ONCE = new Delivery(true, 0, -1);

  @Test
  void messagesThatMayBeLostLeaveGapsAndKeepTheirOrder() {
    LongStream.range(0, 300).forEach(seed -> lossy(seed, ONCE));
  }

  @Test
  void unorderedMessagesThatMayBeLostArriveAtMostOnce() {
    LongStream.range(0, 300).forEach(seed -> lossy(seed, new Delivery(false, 1, -1)));
  }

  @Test
  void messagesThatAreTooOldAreGivenUp() {
    LongStream.range(0, 300).forEach(seed -> lossy(seed, new Delivery(true, -1, 150)));
  }

  private static void lossy(long seed, Delivery delivery) {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, seed);
    network.ends[0].connect(0);
    network.run(100_000);
    network.path = new Network.Path(20_000, 5_000, 0.2, 0.05, 0, 0);
    int messages = 40;
    for (int i = 0; i < messages; i++) {
      byte[] bytes = new byte[1 + network.random.nextInt(4_000)];
      bytes[0] = (byte) i;
      network.ends[0].send(new Message(1, 53, ByteBuffer.wrap(bytes), delivery), network.now);
      network.run(10_000);
    }
    network.path = Network.Path.PERFECT;
    byte[] last = {(byte) messages};
    network.ends[0].send(new Message(1, 53, ByteBuffer.wrap(last), Delivery.RELIABLE), network.now);
    network.run(30_000_000);
    var arrived = network.messages(1).stream().mapToInt(m -> m.data().get(0)).toArray();
    assertTrue(arrived.length > 5, () -> "seed " + seed + ": nothing arrives");
    int[] sorted = Arrays.stream(arrived).sorted().distinct().toArray();
    assertEquals(sorted.length, arrived.length, () -> "seed " + seed + ": one came twice");
    if (delivery.ordered()) {
      assertEquals(Arrays.toString(sorted), Arrays.toString(arrived), "seed " + seed);
    }
    assertEquals(messages, sorted[sorted.length - 1], () -> "seed " + seed + ": held up");
    Counters counters = network.ends[0].counters();
    assertEquals(0, counters.inFlightBytes());
    assertEquals(0, network.ends[1].counters().heldBytes(), () -> "seed " + seed);
    // What was given up may have arrived all the same, its acknowledgement late or lost.
    assertTrue(messages + 1 - arrived.length <= counters.abandoned(), () -> "seed " + seed);
  }
}
