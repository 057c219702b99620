package gossamer.turn;

/**
 * What a server holds and answers at most; each number's reason stands in docs/limits.md.
 *
 * @param allocations of all users
 * @param perUser allocations of one user
 * @param perSource allocations of one IPv4 address or one /64 of IPv6
 * @param permissions of one allocation
 * @param channels of one allocation
 * @param bytesPerSecond payload that is relayed for one user, both directions together, with a
 *     burst of one second; 0 for any number
 * @param answersPerSecond to requests of one source that proved nothing, with a burst of two
 *     seconds
 * @param lifetime of an allocation without a refresh, in seconds, 600 or more
 */
public record TurnLimits(
    int allocations,
    int perUser,
    int perSource,
    int permissions,
    int channels,
    long bytesPerSecond,
    int answersPerSecond,
    int lifetime) {

  /** The limits of a master. */
  public static TurnLimits usual() {
    return new TurnLimits(8_192, 512, 1_024, 64, 64, 8_000_000, 50, 3_600);
  }

  /** The same with other numbers of allocations. */
  public TurnLimits withAllocations(int all, int ofUser, int ofSource) {
    return new TurnLimits(
        all, ofUser, ofSource, permissions, channels, bytesPerSecond, answersPerSecond, lifetime);
  }

  /** The same with other rates. */
  public TurnLimits withRates(long bytes, int answers) {
    return new TurnLimits(
        allocations, perUser, perSource, permissions, channels, bytes, answers, lifetime);
  }
}
