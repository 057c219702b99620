package gossamer.webrtc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The connections whose handshake is not complete, counted in all and by source, oldest first. */
final class HalfOpen {
  private final SequencedSet<EndpointSession> sessions = new LinkedHashSet<>();
  private final Map<Prefix, Integer> perPrefix = new HashMap<>();

  int size() {
    return sessions.size();
  }

  int of(Prefix prefix) {
    return perPrefix.getOrDefault(prefix, 0);
  }

  @Nullable EndpointSession oldest() {
    return sessions.isEmpty() ? null : sessions.getFirst();
  }

  void add(EndpointSession session) {
    if (sessions.add(session)) {
      perPrefix.merge(session.prefix(), 1, Integer::sum);
    }
  }

  void remove(EndpointSession session) {
    if (sessions.remove(session)) {
      perPrefix.compute(
          session.prefix(), (prefix, count) -> count == null || count == 1 ? null : count - 1);
    }
  }
}
