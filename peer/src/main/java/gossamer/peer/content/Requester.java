package gossamer.peer.content;

import gossamer.peer.host.Output.SendBlock;
import gossamer.peer.table.Queue;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What one link has asked of this peer's shares. */
final class Requester {
  /** A run of blocks that is not yet sent. */
  static final class Run {
    final Share share;
    final int tag;
    int next;
    int left;

    Run(Share share, int tag, int first, int count) {
      this.share = share;
      this.tag = tag;
      this.next = first;
      this.left = count;
    }
  }

  private static final int REPLIES_PER_SECOND = 64;

  final int link;
  final Queue<Run> queue = new Queue<>();
  final ArrayList<SendBlock> inFlight = new ArrayList<>();

  /** Whether it stands in the line of those with something to send. */
  boolean inLine;

  /** Blocks in {@link #queue}. */
  int queued;

  private int replies = REPLIES_PER_SECOND;
  private long refilledAt;

  Requester(int link, long now) {
    this.link = link;
    refilledAt = now;
  }

  /** Takes one of the replies to which the link is entitled: 64 a second. */
  boolean mayReply(long now) {
    if (now - refilledAt >= 1_000) {
      refilledAt = now;
      replies = REPLIES_PER_SECOND;
    }
    return replies > 0 && replies-- > 0;
  }

  /** Takes back what waits under this tag. */
  void cancel(int tag) {
    drop(null, tag);
  }

  /** Takes back what waits of this share and tells whether anything of it was asked for. */
  boolean drop(Share share) {
    boolean asked = drop(share, -1);
    for (SendBlock sending : inFlight) {
      asked |= sending.share() == share.number;
    }
    return asked;
  }

  private boolean drop(@Nullable Share share, int tag) {
    int before = queued;
    for (int i = queue.size(); i > 0; i--) {
      Run run = queue.poll();
      if (run == null) {
        break;
      }
      if (run.share == share || run.tag == tag) {
        queued -= run.left;
      } else {
        queue.add(run);
      }
    }
    return queued < before;
  }

  /** Takes the block out of those in flight; null when it was not sent from here. */
  @Nullable SendBlock sent(int tag, int index) {
    for (int i = 0; i < inFlight.size(); i++) {
      SendBlock sending = inFlight.get(i);
      if (sending.tag() == tag && sending.index() == index) {
        return inFlight.remove(i);
      }
    }
    return null;
  }
}
