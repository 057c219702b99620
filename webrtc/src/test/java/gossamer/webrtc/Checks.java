package gossamer.webrtc;

import gossamer.stun.AttributeType;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunClass;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Connectivity checks made by hand, as short as they may be. */
final class Checks {
  static final TransportAddress SERVER =
      TransportAddress.parse("198.51.100.7", 4_433).orElseThrow();

  private Checks() {}

  static ByteBuffer check(String fragment, String password, RandomGenerator random) {
    ByteBuffer bytes = ByteBuffer.allocate(400);
    new StunWriter(bytes, StunClass.REQUEST, StunMethod.BINDING, TransactionId.next(random))
        .text(AttributeType.USERNAME, fragment + ":peer")
        .uint32(AttributeType.PRIORITY, 1)
        .uint64(AttributeType.ICE_CONTROLLING, 1)
        .integrity(IntegrityKey.shortTerm(password))
        .fingerprint()
        .finish();
    return bytes.flip();
  }

  static IcePath from(String host, int port) {
    return new IcePath(Transport.UDP, SERVER, TransportAddress.parse(host, port).orElseThrow());
  }
}
