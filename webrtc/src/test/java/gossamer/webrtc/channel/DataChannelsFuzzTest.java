package gossamer.webrtc.channel;

import gossamer.fuzzing.Fuzzing;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sctp.Message;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sctp.Secrets;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Data channels whose other side says what it likes on the streams and in DCEP: nothing throws, and
 * there are never more channels than the limit.
 *
 * <p>An input is a row of steps: a byte that says which, one of stream, one of length, the bytes.
 */
class DataChannelsFuzzTest {
  private static final ChannelLimits LIMITS = new ChannelLimits(4, 40);
  private static final int[] KINDS = {50, 50, 50, 51, 53, 56, 57, 52};
  private static final int MOST_STEPS = 30;

  @Test
  void survives() throws Exception {
    Fuzzing.check(DataChannelsFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    openMessage(input);
    Peers peers = new Peers();
    ByteBuffer bytes = ByteBuffer.wrap(input);
    for (int i = 0; i < MOST_STEPS && bytes.remaining() >= 3; i++) {
      int step = bytes.get() & 0xff;
      int stream = bytes.get() & 7;
      byte[] body = new byte[Math.min(bytes.get() & 0xff, bytes.remaining())];
      bytes.get(body);
      peers.step(step, stream, body);
    }
  }

  private static void openMessage(byte[] input) {
    ChannelOptions options = OpenMessage.parse(ByteBuffer.wrap(input), 131_070);
    if (options == null) {
      return;
    }
    ChannelOptions again = OpenMessage.parse(OpenMessage.encode(options), 131_070);
    if (!options.equals(again)) {
      throw new IllegalStateException(options + " became " + again);
    }
  }

  /** The channels and, at the other side, an association alone. */
  private static final class Peers {
    private final Association own = association(1);
    private final Association other = association(2);
    private final DataChannels channels = new DataChannels(own, LIMITS);
    private final ByteBuffer packet = ByteBuffer.allocate(1_500);
    private Optional<DataChannel> last = Optional.empty();
    private long now;

    Peers() {
      channels.role(DtlsRole.CLIENT);
      last = channels.open(ChannelOptions.named("a"), now);
      own.connect(now);
      pass();
    }

    private static Association association(int number) {
      return new Association(SctpConfig.DEFAULT, new Secrets(number, number, new byte[32]));
    }

    void step(int step, int stream, byte[] body) {
      switch (step & 15) {
        case 8 -> other.resetStreams(new int[] {stream}, now);
        case 9 -> last.ifPresent(channel -> channels.close(channel, now));
        case 10 -> last = channels.open(ChannelOptions.named("b"), now);
        case 11 -> last = channels.open(ChannelOptions.negotiated("c", stream), now);
        case 12 -> last.ifPresent(channel -> channels.send(channel, ByteBuffer.wrap(body), now));
        case 13 -> now += 100_000;
        case 14 -> other.shutdown(now);
        default -> {
          if (body.length > 0) {
            ByteBuffer data = ByteBuffer.wrap(body);
            other.send(new Message(stream, KINDS[step & 7], data, Delivery.RELIABLE), now);
          }
        }
      }
      pass();
      if (channels.count() > LIMITS.channels()) {
        throw new IllegalStateException(channels.count() + " channels");
      }
    }

    private void pass() {
      own.tick(now);
      other.tick(now);
      boolean more = true;
      while (more) {
        more = carry(own, other);
        more |= carry(other, own);
        while (channels.poll(now) != null) {
          more = true;
        }
        while (other.poll() != null) {
          more = true;
        }
      }
    }

    private boolean carry(Association from, Association to) {
      packet.clear();
      if (!from.pollPacket(packet, now)) {
        return false;
      }
      to.receive(packet.flip(), now);
      return true;
    }
  }
}
