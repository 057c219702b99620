package gossamer.webrtc.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sctp.Secrets;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RFC 8832, and RFC 8831 from section 6.4 on. */
class DataChannelsTest {
  private static final ChannelLimits FEW = new ChannelLimits(20, 100);

  private final Association[] associations = new Association[2];
  private final DataChannels[] sides = new DataChannels[2];
  private final List<List<ChannelEvent>> events = List.of(new ArrayList<>(), new ArrayList<>());
  private long now;

  DataChannelsTest() {
    associate(SctpConfig.DEFAULT);
  }

  private void associate(SctpConfig config) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2; i++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      associations[i] =
          new Association(config, new Secrets(random.nextInt() | 1, random.nextInt(), key));
      sides[i] = new DataChannels(associations[i], FEW);
      sides[i].role(i == 0 ? DtlsRole.CLIENT : DtlsRole.SERVER);
    }
  }

  @Test
  void aChannelOpensWithItsOptionsOnBothSides() {
    ChannelOptions options =
        new ChannelOptions("größe", "json", new Delivery(false, 3, -1), 512, -1);
    DataChannel channel = open(0, options);
    assertEquals(ChannelState.CONNECTING, channel.state());
    connect();
    assertEquals(ChannelState.OPEN, channel.state());
    assertEquals(0, channel.id(), "section 6: the client of DTLS takes even ids");
    DataChannel other = announced(1);
    assertEquals(options, other.options());
    assertEquals(1, open(1, ChannelOptions.named("back")).id());
  }

  @Test
  void stringsBytesAndEmptyMessagesKeepTheirKind() {
    DataChannel channel = open(0, ChannelOptions.negotiated("n", 4));
    open(1, ChannelOptions.negotiated("n", 4));
    connect();
    sides[0].send(channel, "grüße", now);
    sides[0].send(channel, "", now);
    sides[0].send(channel, ByteBuffer.wrap(new byte[] {1, 2}), now);
    sides[0].send(channel, ByteBuffer.allocate(0), now);
    run();
    var got = received(1);
    assertEquals(
        List.of("true:grüße", "true:", "false:\u0001\u0002", "false:"),
        got.stream().map(it -> it.text() + ":" + it.string()).toList());
  }

  @Test
  void anOpenThatFindsNoRoomIsSaidWhenThereIsRoom() {
    DataChannel full = open(0, ChannelOptions.named("full"));
    connect();
    fill(full);
    DataChannel late = open(0, ChannelOptions.named("late"));
    assertEquals(ChannelState.CONNECTING, late.state());
    assertEquals(SendResult.CLOSED, sides[0].send(late, "early", now));
    run();
    assertEquals(ChannelState.OPEN, late.state());
    assertEquals(1, opened(0, late));
    assertTrue(
        events.get(1).stream()
            .anyMatch(it ->
                it instanceof ChannelEvent.Announced(var channel)
                    && channel.options().label().equals("late")));
  }

  @Test
  void anAckThatFindsNoRoomIsSaidWhenThereIsRoomAndNothingOvertakesIt() {
    DataChannel full = open(1, ChannelOptions.named("full"));
    connect();
    fill(full);
    DataChannel asked = open(0, ChannelOptions.named("asked"));
    deliverToSecond();
    DataChannel answering = announced(1);
    assertEquals(SendResult.WOULD_BLOCK, sides[1].send(answering, "data", now));
    assertFalse(asked.isKnown());
    run();
    assertTrue(asked.isKnown());
    assertEquals(SendResult.ACCEPTED, sides[1].send(answering, "data", now));
  }

  @Test
  void anOpenThatWaitsForRoomIsForgottenWhenTheChannelIsClosed() {
    DataChannel full = open(0, ChannelOptions.named("full"));
    connect();
    fill(full);
    DataChannel late = open(0, ChannelOptions.named("late"));
    sides[0].close(late, now);
    run();
    assertEquals(ChannelState.CLOSED, late.state());
    assertEquals(0, opened(0, late));
    assertEquals(1, sides[1].count());
  }

  @Test
  void aChannelThatCannotBeAnnouncedIsClosedAndCounted() {
    associate(SctpConfig.DEFAULT.withMaxSendMessage(20));
    connect();
    DataChannel channel = open(0, ChannelOptions.named("a label longer than a message"));
    assertEquals(ChannelState.CLOSED, channel.state());
    assertEquals(1, sides[0].unannounced());
    assertEquals(0, sides[0].count());
  }

  @Test
  void closingTellsBothSidesAndFreesTheId() {
    DataChannel channel = open(0, ChannelOptions.named("a"));
    connect();
    sides[0].send(channel, "last words", now);
    sides[0].close(channel, now);
    assertEquals(SendResult.CLOSED, sides[0].send(channel, "too late", now));
    run();
    assertEquals(ChannelState.CLOSED, channel.state());
    assertEquals(ChannelState.CLOSED, announced(1).state());
    assertEquals("last words", received(1).getFirst().string());
    DataChannel again = open(0, ChannelOptions.named("b"));
    assertEquals(channel.id(), again.id());
    run();
    sides[0].send(again, "new", now);
    run();
    assertEquals("new", received(1).getLast().string());
  }

  @Test
  void bothMayCloseAtOnce() {
    DataChannel channel = open(0, ChannelOptions.named("a"));
    connect();
    sides[0].close(channel, now);
    sides[1].close(announced(1), now);
    run();
    assertEquals(ChannelState.CLOSED, channel.state());
    assertEquals(ChannelState.CLOSED, announced(1).state());
    assertEquals(0, sides[0].count() + sides[1].count());
  }

  @Test
  void moreChannelsThanTheLimitAreRefused() {
    connect();
    for (int i = 0; i < 20; i++) {
      assertTrue(sides[0].open(ChannelOptions.named("c" + i), now).isPresent());
    }
    assertTrue(sides[0].open(ChannelOptions.named("one more"), now).isEmpty());
    run();
    assertEquals(20, sides[1].count());
    assertTrue(sides[1].open(ChannelOptions.named("nor here"), now).isEmpty());
  }

  @Test
  void aNameBeyondTheLimitIsClosedAgain() {
    DataChannel channel = open(0, ChannelOptions.named("x".repeat(101)));
    connect();
    assertEquals(0, sides[1].count());
    assertEquals(1, sides[1].dropped());
    assertEquals(ChannelState.CLOSED, channel.state());
    assertFalse(events.get(1).stream().anyMatch(ChannelEvent.Announced.class::isInstance));
  }

  @Test
  void theSameNegotiatedIdTwiceIsRefused() {
    open(0, ChannelOptions.negotiated("a", 3));
    assertTrue(sides[0].open(ChannelOptions.negotiated("b", 3), now).isEmpty());
  }

  @Test
  void theBufferedAmountIsToldWhenItIsLow() {
    DataChannel channel = open(0, ChannelOptions.named("a"));
    connect();
    sides[0].bufferedAmountLowThreshold(channel, 1_000);
    for (int i = 0; i < 4; i++) {
      sides[0].send(channel, ByteBuffer.wrap(new byte[200_000]), now);
    }
    assertTrue(sides[0].bufferedAmount(channel) > 700_000);
    run();
    assertEquals(0, sides[0].bufferedAmount(channel));
    assertTrue(events.get(0).contains(new ChannelEvent.BufferedAmountLow(channel)));
  }

  @Test
  void theEndOfTheAssociationClosesEveryChannel() {
    DataChannel channel = open(0, ChannelOptions.named("a"));
    connect();
    associations[1].abort("gone");
    run();
    assertEquals(ChannelState.CLOSED, channel.state());
    assertTrue(events.get(0).getLast() instanceof ChannelEvent.Broken);
    assertTrue(sides[0].open(ChannelOptions.named("b"), now).isEmpty());
  }

  @Test
  void section5_1_openIsWrittenAndReadByteByByte() {
    ChannelOptions options = new ChannelOptions("ab", "c", new Delivery(false, -1, 300), 256, -1);
    ByteBuffer encoded = OpenMessage.encode(options);
    byte[] expected = {3, (byte) 0x82, 1, 0, 0, 0, 1, 44, 0, 2, 0, 1, 'a', 'b', 'c'};
    assertEquals(ByteBuffer.wrap(expected), encoded);
    assertEquals(options, OpenMessage.parse(encoded, 10));
    for (int length = 0; length < expected.length; length++) {
      assertNull(OpenMessage.parse(ByteBuffer.wrap(expected, 0, length), 10));
    }
    assertNull(OpenMessage.parse(encoded, 2));
    expected[1] = 3;
    assertNull(OpenMessage.parse(ByteBuffer.wrap(expected), 10));
  }

  private DataChannel open(int side, ChannelOptions options) {
    return sides[side].open(options, now).orElseThrow();
  }

  private DataChannel announced(int side) {
    DataChannel found = null;
    for (ChannelEvent event : events.get(side)) {
      if (event instanceof ChannelEvent.Announced it) {
        found = it.channel();
      }
    }
    assertNotNull(found);
    return found;
  }

  private List<ChannelEvent.Received> received(int side) {
    return events.get(side).stream()
        .filter(ChannelEvent.Received.class::isInstance)
        .map(ChannelEvent.Received.class::cast)
        .toList();
  }

  private long opened(int side, DataChannel channel) {
    return events.get(side).stream().filter(new ChannelEvent.Opened(channel)::equals).count();
  }

  /** Sends on the channel until nothing more is taken; nothing leaves meanwhile. */
  private void fill(DataChannel channel) {
    int side = channel.id() % 2;
    ByteBuffer large = ByteBuffer.allocate(262_144);
    while (sides[side].send(channel, large, now) == SendResult.ACCEPTED) {
      assertTrue(associations[side].bufferedAmount() <= SctpConfig.DEFAULT.sendBuffer());
    }
    ByteBuffer small = ByteBuffer.allocate(1);
    while (associations[side].bufferedAmount() < SctpConfig.DEFAULT.sendBuffer()) {
      assertEquals(SendResult.ACCEPTED, sides[side].send(channel, small, now));
    }
  }

  /** What the first side has to say arrives; the second one says nothing. */
  private void deliverToSecond() {
    ByteBuffer packet = ByteBuffer.allocate(1_500);
    while (associations[0].pollPacket(packet.clear(), now)) {
      associations[1].receive(packet.flip(), now);
    }
    for (ChannelEvent e = sides[1].poll(now); e != null; e = sides[1].poll(now)) {
      events.get(1).add(e);
    }
  }

  private void connect() {
    associations[0].connect(now);
    run();
  }

  /** Passes packets at once until nothing is due within two seconds. */
  private void run() {
    ByteBuffer packet = ByteBuffer.allocate(1_500);
    long end = now + 2_000_000;
    while (now < end) {
      boolean more = true;
      while (more) {
        more = false;
        for (int i = 0; i < 2; i++) {
          for (ChannelEvent e = sides[i].poll(now); e != null; e = sides[i].poll(now)) {
            events.get(i).add(e);
            more = true;
          }
          packet.clear();
          if (associations[i].pollPacket(packet, now)) {
            associations[1 - i].receive(packet.flip(), now);
            more = true;
          }
        }
      }
      now =
          Math.min(
              end, Math.min(associations[0].deadlineMicros(), associations[1].deadlineMicros()));
      associations[0].tick(now);
      associations[1].tick(now);
    }
  }
}
