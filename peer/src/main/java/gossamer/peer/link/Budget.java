package gossamer.peer.link;

import org.jspecify.annotations.Nullable;

/** A token bucket: so many per second on average, twice as many at once. */
final class Budget {
  private int tokens;
  private long at;

  private Budget(int tokens, long at) {
    this.tokens = tokens;
    this.at = at;
  }

  /** A budget, full when there is none yet. */
  static Budget of(@Nullable Budget budget, int perSecond, long now) {
    return budget == null ? new Budget(2 * perSecond, now) : budget;
  }

  /** Takes one; false when there is none left. */
  boolean spend(int perSecond, long now) {
    int elapsed = (int) Math.min(2_000, now - at);
    if (elapsed >= 100) {
      tokens = Math.min(2 * perSecond, tokens + elapsed * perSecond / 1_000);
      at = now;
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
