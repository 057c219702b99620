package gossamer.webrtc.ice;

/** What a session has seen that it did not act upon; grows only. */
public final class IceCounters {
  long malformed;
  long unauthenticated;
  long unexpected;
  long overLimit;
  long roleConflicts;

  IceCounters() {}

  /** Packets that are no STUN message or lack what a check must have. */
  public long malformed() {
    return malformed;
  }

  /** Messages with a wrong name or wrong integrity. */
  public long unauthenticated() {
    return unauthenticated;
  }

  /** Answers that nobody waits for, or that came from elsewhere than the request went. */
  public long unexpected() {
    return unexpected;
  }

  /** Candidates, pairs or addresses left out because a table was full. */
  public long overLimit() {
    return overLimit;
  }

  /** Checks or answers in which both sides claimed one role. */
  public long roleConflicts() {
    return roleConflicts;
  }
}
