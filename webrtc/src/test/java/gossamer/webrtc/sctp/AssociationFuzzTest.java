package gossamer.webrtc.sctp;

import gossamer.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Two associations that are up, with data under way, and an attacker who knows tags and checksums:
 * nothing throws, no deadline stays in the past, and memory is bounded.
 *
 * <p>An input is a row of steps: a byte that says which, a byte of length, so many bytes.
 */
class AssociationFuzzTest {
  private static final long SEED = 1;
  private static final SctpConfig CONFIG = SctpConfig.DEFAULT.withBuffers(20_000, 20_000);
  private static final int MOST_STEPS = 40;

  @Test
  void survives() throws Exception {
    Fuzzing.check(AssociationFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] tags = {
      Network.secrets(random).verificationTag(), Network.secrets(random).verificationTag()
    };
    Network network = Network.of(CONFIG, Network.Path.PERFECT, SEED);
    network.ends[0].connect(0);
    network.run(10_000);
    // One message is under way, of which the first packet has been lost.
    network.stalledUntil = network.now;
    network.ends[0].send(message(new byte[3_000]), network.now);
    ByteBuffer bytes = ByteBuffer.wrap(input);
    for (int i = 0; i < MOST_STEPS && bytes.remaining() >= 2; i++) {
      int step = bytes.get() & 0xff;
      byte[] body = new byte[Math.min(bytes.get() & 0xff, bytes.remaining())];
      bytes.get(body);
      step(network, tags, step, body);
      check(network);
    }
    network.run(2_000_000);
    check(network);
  }

  private static void step(Network network, int[] tags, int step, byte[] body) {
    int to = step & 1;
    Association end = network.ends[to];
    switch (step >> 1 & 7) {
      case 0, 1, 2 -> network.inject(to, Packets.packet(tags[to], body));
      case 3 -> network.inject(to, Packets.packet(0, body));
      case 4 -> network.run(1_000L * (1 + body.length));
      case 5 -> {
        if (body.length > 0) {
          end.send(message(body), network.now);
        }
      }
      case 6 -> end.resetStreams(new int[] {body.length & 3}, network.now);
      default -> end.shutdown(network.now);
    }
    network.drain();
  }

  private static Message message(byte[] body) {
    return new Message(body.length & 3, 53, ByteBuffer.wrap(body), new Delivery(true, 2, -1));
  }

  private static void check(Network network) {
    for (Association end : network.ends) {
      Counters counters = end.counters();
      if (counters.heldBytes() > 2L * CONFIG.receiveWindow() + CONFIG.maxPacketSize()
          || counters.inFlightBytes() < 0
          || counters.queuedBytes() < 0
          || counters.queuedBytes() > 40_000) {
        throw new IllegalStateException(counters.toString());
      }
    }
  }
}
