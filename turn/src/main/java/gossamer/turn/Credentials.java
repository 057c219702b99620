package gossamer.turn;

import org.jspecify.annotations.Nullable;

/** The users that a server knows. */
@FunctionalInterface
public interface Credentials {
  /**
   * The password of a user.
   *
   * @param username as it came, at most 763 bytes
   * @param epochSeconds the time of the day
   * @param isLive whether an allocation of this user is asked about: what expired meanwhile goes on
   * @return null when there is no such user or no longer
   */
  @Nullable String password(String username, long epochSeconds, boolean isLive);
}
