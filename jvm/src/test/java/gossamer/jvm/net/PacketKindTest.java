package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** RFC 7983, section 7, figure 3. */
class PacketKindTest {

  @Test
  void everyFirstByteHasItsKind() {
    for (int first = 0; first <= 255; first++) {
      PacketKind kind = PacketKind.OTHER;
      if (first <= 3) {
        kind = PacketKind.STUN;
      } else if (first >= 20 && first <= 63) {
        kind = PacketKind.DTLS;
      } else if (first >= 64 && first <= 127) {
        kind = PacketKind.TURN_CHANNEL;
      }
      ByteBuffer packet = ByteBuffer.wrap(new byte[] {9, (byte) first, 9}).position(1);
      assertEquals(kind, PacketKind.of(packet), () -> "of " + packet);
      assertEquals(1, packet.position());
    }
  }

  @Test
  void anEmptyPacketIsNothing() {
    assertEquals(PacketKind.OTHER, PacketKind.of(ByteBuffer.allocate(0)));
  }
}
