package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunMessage;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.ChannelLimits;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannels;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.ice.CheckUsername;
import gossamer.webrtc.ice.IceLiteSession;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sctp.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Chromium 156 and Firefox 153 sent in a direct join that echoed, as it was recorded. */
class CapturedPacketsTest {
  private static final String TOLD =
      "Up Opened Received Received Received Announced Received Announced Closed Closed Closed Broken";

  private static List<String> lines(String browser, String kind) {
    String name = browser + "-direct.txt";
    try (InputStream in = CapturedPacketsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(kind + " "))
          .map(line -> line.substring(kind.length() + 1))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void theFirstCheckIsAdmitted(String browser) throws Exception {
    StunMessage check = StunMessage.parse(bytes(lines(browser, "check").getFirst()));
    String password = lines(browser, "password").getFirst();
    String fragment = CheckUsername.of(check).orElseThrow().local();
    assertEquals("capturedfragment", fragment);
    assertTrue(check.fingerprintHolds());
    assertTrue(check.has(AttributeType.ICE_CONTROLLING), "browsers control a lite server");
    assertTrue(IceLiteSession.admits(check, fragment, IntegrityKey.shortTerm(password)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void theConversationIsUnderstood(String browser) {
    var answer = bytes(lines(browser, "out").getFirst());
    // The INIT ACK that was sent then says what this association has to be.
    var secrets = new Secrets(answer.getInt(16), answer.getInt(28), new byte[32]);
    SctpConfig config = SctpConfig.DEFAULT.withEarlyCookieAck(true);
    var association = new Association(config, secrets);
    var channels = new DataChannels(association, ChannelLimits.DEFAULT);
    channels.role(DtlsRole.CLIENT);
    assertTrue(channels.open(ChannelOptions.negotiated("", 0), 0).isPresent());
    List<String> told = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>();
    List<Delivery> announced = new ArrayList<>();
    ByteBuffer out = ByteBuffer.allocate(1_500);
    long now = 1_000;
    for (String packet : lines(browser, "in")) {
      now += 1_000;
      association.receive(bytes(packet), now);
      for (ChannelEvent event = channels.poll(now); event != null; event = channels.poll(now)) {
        told.add(event.getClass().getSimpleName());
        switch (event) {
          case ChannelEvent.Received(var channel, var text, var data) -> {
            byte[] content = new byte[data.remaining()];
            data.duplicate().get(content);
            messages.add(content);
            channels.send(channel, data, text, now);
          }
          case ChannelEvent.Announced(var channel) -> announced.add(channel.options().delivery());
          default -> {}
        }
      }
      while (association.pollPacket(out.clear(), now)) {
        assertTrue(out.position() <= config.maxPacketSize());
      }
    }
    told.removeIf("BufferedAmountLow"::equals);
    assertEquals(TOLD, String.join(" ", told));
    assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), messages.get(0));
    assertEquals(0, messages.get(1).length);
    byte[] counted = new byte[3_000];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = (byte) i;
    }
    assertArrayEquals(counted, messages.get(2));
    assertArrayEquals("partial".getBytes(StandardCharsets.UTF_8), messages.get(3));
    assertEquals(List.of(new Delivery(false, 3, -1), new Delivery(true, -1, 100)), announced);
    assertTrue(association.counters().packetsDropped() <= 1, association.counters().toString());
  }
}
