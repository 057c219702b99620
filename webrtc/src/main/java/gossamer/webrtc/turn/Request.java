package gossamer.webrtc.turn;

import gossamer.stun.StunMethod;
import gossamer.stun.TransactionId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request under way and when it is sent again (RFC 8489, section 6.2.1). */
final class Request {
  /** What it asks for. */
  enum Kind {
    ALLOCATE(StunMethod.ALLOCATE),
    REFRESH(StunMethod.REFRESH),
    RELEASE(StunMethod.REFRESH),
    PERMISSION(StunMethod.CREATE_PERMISSION),
    CHANNEL(StunMethod.CHANNEL_BIND);

    final int method;

    Kind(int method) {
      this.method = method;
    }
  }

  /** Rc of section 6.2.1. */
  static final int SENDS = 7;

  /** Rm of section 6.2.1: the last wait, in first waits. */
  private static final int LAST_WAIT = 16;

  final Kind kind;
  final @Nullable Grant grant;
  final TransactionId id;
  final boolean signed;
  private final ByteBuffer bytes;

  /** Challenges that this request, under its earlier ids too, was answered with. */
  final int challenges;

  /** An answer came that was not made with the password. */
  boolean forged;

  private int sends;
  private long dueAt;

  Request(Plan plan, TransactionId id, boolean signed, ByteBuffer bytes) {
    this.kind = plan.kind();
    this.grant = plan.grant();
    this.challenges = plan.challenges();
    this.id = id;
    this.signed = signed;
    this.bytes = bytes;
  }

  /** A request before it has an id. */
  record Plan(Kind kind, @Nullable Grant grant, int challenges) {}

  /** The same once more, after a challenge. */
  Plan again() {
    return new Plan(kind, grant, challenges + 1);
  }

  boolean exhausted() {
    return sends == SENDS;
  }

  ByteBuffer send(long now, long rto) {
    sends++;
    dueAt = now + (sends == SENDS ? LAST_WAIT * rto : rto << sends - 1);
    return bytes.duplicate();
  }

  long dueAt() {
    return dueAt;
  }
}
