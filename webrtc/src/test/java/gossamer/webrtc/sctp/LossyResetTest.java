package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6525 and RFC 3758 on a bad path, with {@link Rfc9260Model} watching what both ends send. */
class LossyResetTest {
  private static final int SEEDS = 40;

  @Test
  void rfc6525_streamsAreResetAfterAllThatWasSentOnThemAndBeginAnew() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Network network = bad(seed);
      List<Integer> sent = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 6; i++) {
          sent.add(sent.size());
          assertEquals(SendResult.ACCEPTED, send(network, sent.size() - 1, Delivery.RELIABLE));
        }
        network.ends[0].resetStreams(new int[] {1}, network.now);
        assertEquals(SendResult.CLOSED, send(network, 0, Delivery.RELIABLE), "until it is done");
        network.run(60_000_000);
        assertEquals(round + 1, network.events(0, Event.OutgoingStreamsReset.class).size());
        assertEquals(round + 1, network.events(1, Event.IncomingStreamsReset.class).size());
        Event last = network.events.get(1).getLast();
        assertTrue(last instanceof Event.IncomingStreamsReset, "seed " + seed + ": not the last");
      }
      assertEquals(sent, arrived(network), "seed " + seed);
    }
  }

  @Test
  void rfc3758_whatIsGivenUpBreaksNoRuleOfTheRest() {
    int gaveUp = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Network network = bad(seed);
      Delivery delivery = seed % 2 == 0 ? new Delivery(true, 0, -1) : new Delivery(true, -1, 120);
      for (int i = 0; i < 30; i++) {
        send(network, i, delivery);
        network.run(10_000);
      }
      network.run(60_000_000);
      List<Integer> arrived = arrived(network);
      assertEquals(arrived.stream().sorted().distinct().toList(), arrived, "seed " + seed);
      gaveUp += network.ends[0].counters().abandoned() > 0 ? 1 : 0;
      assertEquals(0, network.ends[0].counters().inFlightBytes());
      assertEquals(0, network.ends[1].counters().heldBytes());
    }
    // On a lucky path everything gets through in time.
    assertTrue(
        gaveUp > SEEDS * 3 / 4, gaveUp + " of " + SEEDS + " paths made a message be given up");
  }

  /** Up, and from then on bad. */
  private static Network bad(long seed) {
    Network network = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, seed);
    network.watcher = new Rfc9260Model(network);
    network.ends[0].connect(0);
    network.run(100_000);
    network.path = new Network.Path(20_000, 5_000, 0.15, 0.05, 0, 0);
    return network;
  }

  private static SendResult send(Network network, int number, Delivery delivery) {
    byte[] bytes = new byte[1 + network.random.nextInt(4_000)];
    bytes[0] = (byte) number;
    return network.ends[0].send(new Message(1, 53, ByteBuffer.wrap(bytes), delivery), network.now);
  }

  private static List<Integer> arrived(Network network) {
    return network.messages(1).stream().map(message -> (int) message.data().get(0)).toList();
  }
}
