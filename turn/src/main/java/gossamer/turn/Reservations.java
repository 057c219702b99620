package gossamer.turn;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Ports that are kept for who shows a token (RFC 8656, section 18.7). */
final class Reservations {
  /** In microseconds: 30 s (RFC 8656, section 7.2). */
  static final long LIFETIME = 30_000_000;

  /** A port that waits for its user. */
  record Reservation(RelayHost host, int port, String user, long until) {}

  private final RandomGenerator random;
  private final Consumer<Reservation> lapsed;
  private final Map<Long, Reservation> kept = new LinkedHashMap<>();

  Reservations(RandomGenerator random, Consumer<Reservation> lapsed) {
    this.random = random;
    this.lapsed = lapsed;
  }

  /** Keeps a port; the token is not 0. */
  long keep(Reservation reservation) {
    long token = random.nextLong();
    while (token == 0 || kept.containsKey(token)) {
      token = random.nextLong();
    }
    kept.put(token, reservation);
    return token;
  }

  /** How many ports are kept for a user. */
  int of(String user) {
    int count = 0;
    for (Reservation each : kept.values()) {
      count += each.user().equals(user) ? 1 : 0;
    }
    return count;
  }

  /** Gives the port to its user, once; null when there is none under this token. */
  @Nullable Reservation claim(long token, String user) {
    Reservation found = kept.get(token);
    if (found == null || !found.user().equals(user)) {
      return null;
    }
    kept.remove(token);
    return found;
  }

  /** Gives back what nobody came for. */
  void expire(long now) {
    Iterator<Reservation> oldest = kept.values().iterator();
    while (oldest.hasNext()) {
      Reservation each = oldest.next();
      if (each.until() > now) {
        return;
      }
      oldest.remove();
      lapsed.accept(each);
    }
  }

  long deadline() {
    return kept.isEmpty() ? Long.MAX_VALUE : kept.values().iterator().next().until();
  }
}
