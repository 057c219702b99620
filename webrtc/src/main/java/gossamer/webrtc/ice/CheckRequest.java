package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunClass;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import java.nio.ByteBuffer;

/**
 * A connectivity check (RFC 8445, section 7.2.2).
 *
 * @param username of the other side, a colon, and one's own
 * @param priority of the peer-reflexive candidate that may come of it
 */
record CheckRequest(
    String username,
    IntegrityKey key,
    TransactionId id,
    IceRole role,
    long tieBreaker,
    long priority,
    boolean useCandidate) {

  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(128 + username.length());
    StunWriter writer =
        new StunWriter(bytes, StunClass.REQUEST, StunMethod.BINDING, id)
            .text(AttributeType.USERNAME, username)
            .uint32(AttributeType.PRIORITY, priority)
            .uint64(
                role == IceRole.CONTROLLING
                    ? AttributeType.ICE_CONTROLLING
                    : AttributeType.ICE_CONTROLLED,
                tieBreaker);
    if (useCandidate) {
      writer.flag(AttributeType.USE_CANDIDATE);
    }
    writer.integrity(key).fingerprint().finish();
    return bytes.flip();
  }
}
