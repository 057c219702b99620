package gossamer.peer.link;

/** A token bucket: so many per second on average, twice as many at once. */
final class Budget {
  private final int perSecond;
  private long tokens;
  private long at;

  Budget(int perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = 2L * perSecond;
    this.at = now;
  }

  /** Takes one; false when there is none left. */
  boolean spend(long now) {
    long elapsed = Math.min(2_000, now - at);
    if (elapsed >= 100) {
      tokens = Math.min(2L * perSecond, tokens + elapsed * perSecond / 1_000);
      at = now;
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
