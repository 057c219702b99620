package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * What the sender gets out of a long path in virtual time, so always the same: 100 ms of round trip
 * and 200 Mbit/s with a queue of 250 KB, a tenth of what it holds. A sender of libwebrtc gets 4 to
 * 18 Mbit/s at such a distance.
 */
class GoodputTest {
  private static final int ROUND_TRIP = 100_000;

  @Test
  void withoutLoss() {
    assertGoodput(0, 125);
  }

  @Test
  void withOneLostPacketInAThousand() {
    assertGoodput(0.001, 120);
  }

  @Test
  void withOneLostPacketInAHundred() {
    assertGoodput(0.01, 120);
  }

  @Test
  void withRoomInTheNetworkForAFewPacketsOnly() {
    for (double loss : new double[] {0, 0.001, 0.01}) {
      double found =
          megabitsPerSecond(new Network.Path(ROUND_TRIP / 2, 0, loss, 0, 25_000_000, 25_000), 10);
      assertTrue(found >= 115, () -> found + " Mbit/s with a loss of " + loss);
    }
  }

  private static void assertGoodput(double loss, double least) {
    double found =
        megabitsPerSecond(new Network.Path(ROUND_TRIP / 2, 0, loss, 0, 25_000_000, 250_000), 10);
    assertTrue(found >= least, () -> found + " Mbit/s, not " + least);
  }

  static double megabitsPerSecond(Network.Path path, int seconds) {
    Network network = Network.of(SctpConfig.DEFAULT, path, 7);
    network.ends[0].connect(0);
    network.run(1_000_000);
    byte[] bytes = new byte[65_536];
    long end = network.now + seconds * 1_000_000L;
    long received = 0;
    while (network.now < end) {
      while (network.ends[0].bufferedAmount() < 4_000_000) {
        network.ends[0].send(
            new Message(0, 53, ByteBuffer.wrap(bytes), Delivery.RELIABLE), network.now);
      }
      if (!network.step(end)) {
        break;
      }
      received += network.messages(1).size() * 65_536L;
      network.events.get(1).clear();
    }
    return received * 8.0 / seconds / 1e6;
  }
}
