package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Answers to checks. All are about as long as the shortest request that gets them or shorter, and
 * errors carry no text: an address that proved nothing never gets three times what it sent.
 */
final class Answers {
  private static final int ROOM = 128;
  private static final int UNKNOWN_LISTED = 8;

  private Answers() {}

  static ByteBuffer success(StunMessage check, TransportAddress source, IntegrityKey key) {
    ByteBuffer answer = ByteBuffer.allocate(ROOM);
    StunWriter writer =
        StunWriter.answer(answer, StunClass.SUCCESS, check)
            .xorAddress(AttributeType.XOR_MAPPED_ADDRESS, source);
    return seal(writer, check, key, answer);
  }

  static ByteBuffer error(StunMessage check, int code, Optional<IntegrityKey> key) {
    ByteBuffer answer = ByteBuffer.allocate(ROOM);
    StunWriter writer =
        StunWriter.answer(answer, StunClass.ERROR, check).errorCode(new ErrorCode(code, ""));
    return key.map(known -> seal(writer, check, known, answer))
        .orElseGet(() -> finish(writer, answer));
  }

  static ByteBuffer unknownAttributes(StunMessage check, List<Integer> types, IntegrityKey key) {
    ByteBuffer answer = ByteBuffer.allocate(ROOM);
    StunWriter writer =
        StunWriter.answer(answer, StunClass.ERROR, check)
            .errorCode(new ErrorCode(ErrorCode.UNKNOWN_ATTRIBUTE, ""))
            .unknownAttributes(types.subList(0, Math.min(types.size(), UNKNOWN_LISTED)));
    return seal(writer, check, key, answer);
  }

  /** True when the check carries either integrity, made with the key. */
  static boolean authentic(StunMessage check, IntegrityKey key) {
    return check.has(AttributeType.MESSAGE_INTEGRITY_SHA256)
        ? check.integritySha256Holds(key)
        : check.integrityHolds(key);
  }

  private static ByteBuffer seal(
      StunWriter writer, StunMessage check, IntegrityKey key, ByteBuffer answer) {
    if (check.has(AttributeType.MESSAGE_INTEGRITY_SHA256)) {
      writer.integritySha256(key);
    } else {
      writer.integrity(key);
    }
    return finish(writer, answer);
  }

  private static ByteBuffer finish(StunWriter writer, ByteBuffer answer) {
    writer.fingerprint().finish();
    return answer.flip();
  }
}
