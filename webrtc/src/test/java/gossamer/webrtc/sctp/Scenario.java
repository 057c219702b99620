package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A random path, random messages in both directions, and what must come of them. */
final class Scenario {
  private static final long BOUND = 900_000_000;
  private static final int STREAMS = 4;

  private final SplittableRandom random;
  private final SctpConfig config;
  private final Network network;
  private final Rfc9260Model model;
  private final boolean bothConnect;
  private final boolean shutsDown;

  /** The path is cut for good in the middle: both ends must notice. */
  private final boolean dies;

  /** What was accepted, by sender and stream. */
  private final List<List<List<byte[]>>> accepted = new ArrayList<>();

  private final int[][] next = new int[2][STREAMS];
  private final int[] seen = new int[2];

  Scenario(long seed) {
    random = new SplittableRandom(seed);
    config =
        SctpConfig.DEFAULT
            .withBuffers(random.nextInt(20_000, 200_000), random.nextInt(10_000, 100_000))
            .withZeroChecksum(random.nextBoolean())
            .withEarlyCookieAck(random.nextInt(4) == 0);
    Network.Path path =
        new Network.Path(
            random.nextLong(1, 200_000),
            random.nextBoolean() ? 0 : random.nextLong(1, 50_000),
            random.nextBoolean() ? 0 : random.nextDouble() * 0.25,
            random.nextBoolean() ? 0 : random.nextDouble() * 0.2,
            random.nextBoolean() ? 0 : random.nextLong(20_000, 2_000_000),
            random.nextInt(5_000, 100_000));
    network = Network.of(config, path, random.nextLong());
    model = new Rfc9260Model(network);
    network.watcher = model;
    // With an early COOKIE ACK the side that is called calls only when it has listened in vain.
    bothConnect = !config.earlyCookieAck() && random.nextInt(4) == 0;
    shutsDown = random.nextInt(3) == 0;
    dies = random.nextInt(64) == 0;
    for (int end = 0; end < 2; end++) {
      List<List<byte[]>> streams = new ArrayList<>();
      for (int stream = 0; stream < STREAMS; stream++) {
        streams.add(new ArrayList<>());
      }
      accepted.add(streams);
    }
  }

  void run() {
    network.ends[0].connect(0);
    if (bothConnect) {
      network.ends[1].connect(0);
    } else if (config.earlyCookieAck() && random.nextBoolean()) {
      network.ends[1].listen(random.nextLong(-1, 400_000), 0);
    }
    int rounds = random.nextInt(1, 6);
    for (int round = 0; round < rounds; round++) {
      for (int end = 0; end < 2; end++) {
        send(end, random.nextInt(0, 5));
      }
      if (random.nextInt(8) == 0) {
        network.stalledUntil = network.now + random.nextLong(10_000_000);
      }
      network.run(random.nextLong(300_000));
      check();
    }
    if (dies) {
      network.path = Network.Path.of(1_000, 1);
    }
    while (!isOver() && network.step(BOUND)) {
      check();
    }
    assertTrue(isOver(), "it hangs");
    assertTrue(!dies || areEndsOver(), "a dead path was not noticed");
    if (shutsDown && !isBroken()) {
      network.ends[random.nextInt(2)].shutdown(network.now);
      while (!isClosed() && network.step(2 * BOUND)) {
        check();
      }
      assertTrue(isClosed(), "it does not close");
    }
    check();
  }

  private void send(int end, int count) {
    for (int i = 0; i < count; i++) {
      int stream = random.nextInt(STREAMS);
      int size = 1 + (random.nextInt(4) > 0 ? random.nextInt(3_000) : random.nextInt(20_000));
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      Message message = new Message(stream, 53, ByteBuffer.wrap(bytes), Delivery.RELIABLE);
      SendResult result = network.ends[end].send(message, network.now);
      if (result == SendResult.ACCEPTED) {
        accepted.get(end).get(stream).add(bytes);
      } else {
        assertTrue(
            result == SendResult.WOULD_BLOCK
                || network.ends[end].state() == AssociationState.CLOSED,
            () -> "not accepted: " + result);
      }
    }
  }

  /** What has arrived is what was sent, in order, and nothing holds more than it may. */
  private void check() {
    for (int end = 0; end < 2; end++) {
      List<Event> events = network.events.get(end);
      for (; seen[end] < events.size(); seen[end]++) {
        if (events.get(seen[end]) instanceof Event.MessageReceived message) {
          int stream = message.stream();
          List<byte[]> sent = accepted.get(1 - end).get(stream);
          int index = next[end][stream]++;
          assertTrue(index < sent.size(), "a message that was not sent");
          assertEquals(
              ByteBuffer.wrap(sent.get(index)),
              message.data(),
              "message " + index + " of " + stream);
        }
      }
      Counters counters = network.ends[end].counters();
      assertTrue(
          counters.heldBytes() <= 2L * config.receiveWindow() + config.maxPacketSize(),
          "holds too much");
      assertTrue(
          counters.queuedBytes() <= Math.max(config.sendBuffer(), 20_000), "queues too much");
    }
  }

  private boolean isOver() {
    return dies ? areEndsOver() : isBroken() || (allArrived() && idle());
  }

  private boolean idle() {
    return network.ends[0].counters().inFlightBytes() == 0
        && network.ends[1].counters().inFlightBytes() == 0
        && network.ends[0].state() == AssociationState.ESTABLISHED
        && network.ends[1].state() == AssociationState.ESTABLISHED;
  }

  private boolean allArrived() {
    for (int end = 0; end < 2; end++) {
      for (int stream = 0; stream < STREAMS; stream++) {
        if (next[end][stream] < accepted.get(1 - end).get(stream).size()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Closed, or never called: whoever waits for an INIT cannot know that one was sent. */
  private boolean areEndsOver() {
    for (Association end : network.ends) {
      if (end.state() != AssociationState.CLOSED && end.state() != AssociationState.IDLE) {
        return false;
      }
    }
    return true;
  }

  private boolean isClosed() {
    return network.ends[0].state() == AssociationState.CLOSED
        && network.ends[1].state() == AssociationState.CLOSED;
  }

  boolean isBroken() {
    for (int end = 0; end < 2; end++) {
      for (Event.Aborted aborted : network.events(end, Event.Aborted.class)) {
        assertTrue(
            aborted.reason() == AbortReason.TIMEOUT || aborted.reason() == AbortReason.REMOTE,
            aborted::toString);
        return true;
      }
    }
    return false;
  }

  String summary() {
    return network.now + " " + network.ends[0].counters() + network.ends[1].counters();
  }

  @Override
  public String toString() {
    return network.path + ", " + summary();
  }
}
