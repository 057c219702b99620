package gossamer.master;

import gossamer.jvm.PeerHost;
import org.jspecify.annotations.Nullable;

/** Whether a master takes new links. Lives on the peer's loop. */
final class Readiness {
  private final PeerHost host;
  private final int maxLinks;
  private boolean draining;

  Readiness(PeerHost host, int maxLinks) {
    this.host = host;
    this.maxLinks = maxLinks;
  }

  /** From now on nobody new is let in. */
  void drain() {
    draining = true;
  }

  /** Why no more links are taken, or null when they are. */
  @Nullable Refusal refusal() {
    if (draining) {
      return Refusal.DRAINING;
    }
    if (host.failure().isCompletedExceptionally()) {
      return Refusal.FAILED;
    }
    if (host.peer().record() == null) {
      return Refusal.NOT_READY;
    }
    return host.linkCount() >= maxLinks ? Refusal.LINKS_EXHAUSTED : null;
  }
}
