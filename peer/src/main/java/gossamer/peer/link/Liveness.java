package gossamer.peer.link;

/**
 * The failure detector: a neighbour that was silent for {@link #ASK_AFTER} is asked, and one that
 * stays silent until {@link #DEAD_AFTER} is dead. With ticks up to a second late (throttled timers)
 * a crashed peer is out within 5 s.
 */
final class Liveness {
  /** What is to be done about a link. */
  enum Verdict {
    /** Heard lately, or asked and still in time. */
    ALIVE,
    /** To be asked now. */
    ASK,
    /** Silent for too long. */
    DEAD
  }

  /** Silence after which a neighbour is asked for a sign of life: milliseconds. */
  static final long ASK_AFTER = 1_000;

  /** Silence after which it is dead: milliseconds. */
  static final long DEAD_AFTER = 3_500;

  /** How long a neighbour has to answer after this peer slept: milliseconds. */
  static final long AFTER_SLEEP = 1_000;

  /** How often links are looked at: milliseconds. */
  static final long STEP = 250;

  private final Self self;

  Liveness(Self self) {
    this.self = self;
  }

  Verdict judge(Link link) {
    long silent = self.now() - link.heardAt;
    if (silent >= DEAD_AFTER) {
      return Verdict.DEAD;
    }
    if (silent >= ASK_AFTER && self.now() - link.pingedAt >= ASK_AFTER) {
      link.pingedAt = self.now();
      return Verdict.ASK;
    }
    return Verdict.ALIVE;
  }

  /** Gives the link {@link #AFTER_SLEEP} to answer the ping that the next look sends. */
  void suspect(Link link) {
    link.heardAt = self.now() - DEAD_AFTER + AFTER_SLEEP;
    link.pingedAt = 0;
  }
}
