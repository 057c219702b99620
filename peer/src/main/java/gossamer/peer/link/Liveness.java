package gossamer.peer.link;

import gossamer.peer.host.LinkRole;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The failure detector: a neighbour that was silent for {@link #ASK_AFTER} is asked, and one that
 * stays silent until {@link #DEAD_AFTER} is dead. With ticks up to a second late (throttled timers)
 * a crashed peer is out within 5 s. All of these times are those of an ordinary {@link Self#paced}.
 */
final class Liveness {
  /** Silence after which a neighbour is asked for a sign of life: milliseconds. */
  static final int ASK_AFTER = 1_000;

  /** How long a busy link to a master goes without a {@link Census}: milliseconds. */
  static final int TELL_AFTER = 5_000;

  /** Silence after which it is dead: milliseconds. */
  static final int DEAD_AFTER = 3_500;

  /** Silence after which its path is taken to have failed: milliseconds. */
  static final int SILENT_AFTER = 2_000;

  /**
   * Silence after which what is urgent goes another way: milliseconds; longer than a ping takes.
   */
  static final int DOUBTED_AFTER = 1_700;

  /** How long a neighbour has to answer after this peer slept: milliseconds. */
  static final int AFTER_SLEEP = 1_000;

  /** How often links are looked at: milliseconds. */
  static final int STEP = 250;

  private final Self self;

  Liveness(Self self) {
    this.self = self;
  }

  /** Why a link is to be closed: not open, greeted or heard in time; null for one that may stay. */
  @Nullable ErrorCode late(Link link) {
    if (link.ready()) {
      return silent(link, DEAD_AFTER) ? ErrorCode.TIMEOUT : null;
    }
    boolean opening = link.state == Link.State.OPENING;
    if (opening && link.greeting().address == null) {
      boolean late = self.passed(link.stateAt, Links.OPEN_TIMEOUT);
      return late ? ErrorCode.CONNECT_FAILED : null;
    }
    if (!self.passed(link.stateAt, Links.HELLO_TIMEOUT)) {
      return null;
    }
    return opening || dials(link) ? ErrorCode.MASTER_SILENT : ErrorCode.TIMEOUT;
  }

  private static boolean dials(Link link) {
    return link.role == LinkRole.DIALLER;
  }

  /** Whether the path of the link seems to have failed. */
  boolean isSilent(Link link) {
    return silent(link, SILENT_AFTER);
  }

  /** Whether nothing came for so long although the peer was asked: perhaps it is dead. */
  boolean isDoubted(Link link) {
    return silent(link, DOUBTED_AFTER);
  }

  private boolean silent(Link link, int millis) {
    return self.passed(link.heardAt, self.paced(millis));
  }

  /** When links are to be looked at again. */
  long next() {
    return self.now() + self.paced(STEP);
  }

  /** Whether the link's peer is to be asked now; it counts as asked from then on. */
  boolean asks(Link link) {
    boolean asks =
        silent(link, ASK_AFTER) && self.passed(link.pingedAt, self.paced(ASK_AFTER))
            || link.toMaster() && self.passed(link.pingedAt, self.paced(TELL_AFTER));
    if (asks) {
      link.pingedAt = self.clock();
    }
    return asks;
  }

  /** Gives the link {@link #AFTER_SLEEP} to answer the ping that the next look sends. */
  void suspect(Link link) {
    link.heardAt = self.clock() - self.paced(DEAD_AFTER) + AFTER_SLEEP;
    link.pingedAt = self.longAgo();
  }
}
