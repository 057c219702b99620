package gossamer.webrtc;

import gossamer.fuzzing.Fuzzing;
import gossamer.webrtc.ice.IcePath;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes to the endpoint's port, from anywhere and in any order: it does not throw, keeps
 * its bounds, and sends no address that proved nothing more than three times what came from it.
 */
class EndpointFuzzTest {
  private static final EndpointConfig CONFIG =
      EndpointConfig.of(EndpointHost.PASSWORD).withLimits(16, 8, 4);
  private static final int STEPS = 64;

  @Test
  void survives() throws Exception {
    Fuzzing.check(EndpointFuzzTest.class);
  }

  /** Records of a source, a length and a packet; source 2 of 8 gets a valid check instead. */
  public static void fuzzerTestOneInput(byte[] input) {
    var host = new EndpointHost(CONFIG, 1);
    var random = new SplittableRandom(1);
    ByteBuffer in = ByteBuffer.wrap(input);
    ByteBuffer out = ByteBuffer.allocate(2_048);
    long now = 1_000;
    for (int i = 0; i < STEPS && in.remaining() >= 3; i++) {
      int source = in.get() & 0xff;
      int length = Math.min(in.getShort() & 0x7ff, in.remaining());
      ByteBuffer packet = in.slice(in.position(), length);
      in.position(in.position() + length);
      IcePath path = Checks.from("203.0." + (source & 3) + ".1", 1 + (source >> 3));
      boolean valid = (source & 7) == 2;
      host.receive(
          valid ? Checks.check("fuzz" + (source >> 5), EndpointHost.PASSWORD, random) : packet,
          path,
          now);
      now += 1_000L * (source + 1);
      host.tick(now);
      while (host.poll(out.clear(), now) != null) {
        out.flip();
      }
      host.look(now);
      if (host.endpoint.halfOpen() > 8 || host.endpoint.sessions() > 16) {
        throw new IllegalStateException("more connections than there may be");
      }
    }
    host.traffic.forEach((address, bytes) -> {
      if (bytes[1] > 3 * bytes[0] && host.connected.isEmpty()) {
        throw new IllegalStateException(bytes[1] + " bytes for " + bytes[0]);
      }
    });
  }
}
