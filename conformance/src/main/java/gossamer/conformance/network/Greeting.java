package gossamer.conformance.network;

import gossamer.peer.id.Id;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.HelloProof;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.PeerRecord.Claims;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;
import gossamer.simulator.Cryptography;
import java.util.Arrays;
import java.util.List;

/** The Hello of somebody who dials a WebSocket, written by hand after the description of it. */
final class Greeting {
  private final Cryptography.Identity identity;
  private byte[] network;
  private byte[] challenge = {};
  private PeerRecord record;

  Greeting(Cryptography.Identity identity, long now) {
    this.identity = identity;
    this.network = digest("test");
    this.record = sign(identity, now, now + 3_600_000);
  }

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static byte[] digest(String name) {
    return Arrays.copyOf(Sha256.of(ascii(name)), FrameCodec.NETWORK);
  }

  private static PeerRecord sign(Cryptography.Identity identity, long issued, long expires) {
    Claims claims =
        new Claims(
            PeerKind.BROWSER,
            identity.signingKey(),
            identity.sealingKey(),
            issued,
            expires,
            48,
            null,
            List.of());
    return PeerRecord.of(claims, identity.sign(PeerRecord.signedBytes(claims)));
  }

  void issue(long issued, long expires) {
    record = sign(identity, issued, expires);
  }

  void network(String name) {
    network = digest(name);
  }

  byte[] network() {
    return network;
  }

  PeerRecord record() {
    return record;
  }

  void challenged(byte[] frame) throws ProtocolException {
    if (!(FrameCodec.decode(frame) instanceof Frame.Challenge received)) {
      throw new ProtocolException(ErrorCode.UNEXPECTED, "no challenge");
    }
    challenge = received.nonce();
  }

  /** The Hello for this authority and the last challenge. */
  byte[] hello(String authority) {
    byte[] binding = new Writer().block(ascii(authority)).bytes(challenge).toBytes();
    Id own = record.id();
    byte[] proof = identity.sign(HelloProof.bytes(network, own, null, binding));
    return FrameCodec.encode(new Frame.Hello(network, record, new byte[32], proof));
  }
}
