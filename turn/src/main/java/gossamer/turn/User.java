package gossamer.turn;

/** One user of a server while it has allocations. */
final class User {
  private static final long SECOND = 1_000_000;

  final String name;
  int allocations;
  private long tokens;
  private long filledAt;

  User(String name, long burst, long now) {
    this.name = name;
    this.tokens = burst;
    this.filledAt = now;
  }

  /** Takes so many bytes from what the user may relay; false when there are not as many left. */
  boolean spend(int bytes, long perSecond, long now) {
    if (perSecond == 0) {
      return true;
    }
    if (tokens < bytes) {
      long passed = Math.min(SECOND, now - filledAt);
      tokens = Math.min(perSecond, tokens + passed * perSecond / SECOND);
      filledAt = now;
      if (tokens < bytes) {
        return false;
      }
    }
    tokens -= bytes;
    return true;
  }
}
