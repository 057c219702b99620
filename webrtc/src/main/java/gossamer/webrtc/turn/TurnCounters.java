package gossamer.webrtc.turn;

/** What a TURN client has seen or left undone; grows only. */
public final class TurnCounters {
  long malformed;
  long unauthenticated;
  long unexpected;
  long overLimit;
  long refused;
  long dropped;

  TurnCounters() {}

  /** Packets that are no STUN message or channel data, or lack what they must have. */
  public long malformed() {
    return malformed;
  }

  /** Answers that are not made with the password. */
  public long unauthenticated() {
    return unauthenticated;
  }

  /** Answers that nobody waits for; data from peers or channels without a permission. */
  public long unexpected() {
    return unexpected;
  }

  /** Peers that were not asked a permission or channel for because a table was full. */
  public long overLimit() {
    return overLimit;
  }

  /** Permissions and channels that the server refused or did not answer. */
  public long refused() {
    return refused;
  }

  /** Payloads that were not sent: too long, without permission, or too many that waited for it. */
  public long dropped() {
    return dropped;
  }
}
