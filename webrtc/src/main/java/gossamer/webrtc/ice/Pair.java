package gossamer.webrtc.ice;

import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import org.jspecify.annotations.Nullable;

/** A candidate pair and its check (RFC 8445, section 6.1.2). */
final class Pair {
  /** States of section 6.1.2.6. */
  enum State {
    FROZEN,
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED
  }

  /** Sends of one check, at most (RFC 8489, section 6.2.1). */
  static final int MAX_SENDS = 7;

  final Candidate local;
  final IcePath path;
  final String foundation;
  long remotePriority;
  State state = State.FROZEN;

  /** The controlled side heard USE-CANDIDATE; the controlling side decided for it. */
  boolean nominate;

  boolean nominated;

  @Nullable TransactionId transaction;

  /** An earlier transaction of this pair whose answer still counts. */
  @Nullable TransactionId earlier;

  boolean sentNomination;
  IceRole sentRole = IceRole.CONTROLLED;
  int sends;
  long resendAt = Long.MAX_VALUE;

  Pair(Candidate local, TransportAddress base, Candidate remote, TransportAddress remoteAddress) {
    this.local = local;
    this.path = new IcePath(Transport.UDP, base, remoteAddress);
    this.foundation = local.foundation() + ":" + remote.foundation();
    this.remotePriority = remote.priority();
  }

  /** The priority of section 6.1.2.3, as an unsigned number below 2^63. */
  long priority(IceRole role) {
    long controlling = role == IceRole.CONTROLLING ? local.priority() : remotePriority;
    long controlled = role == IceRole.CONTROLLING ? remotePriority : local.priority();
    return (Math.min(controlling, controlled) << 32)
        + 2 * Math.max(controlling, controlled)
        + (controlling > controlled ? 1 : 0);
  }

  boolean waits() {
    return state == State.FROZEN || state == State.WAITING;
  }

  void stop() {
    resendAt = Long.MAX_VALUE;
    earlier = transaction;
    transaction = null;
  }
}
