package gossamer.webrtc.turn;

import gossamer.stun.TransportAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permissions of an allocation, or its channels. */
final class Grants {
  private static final long SECOND = 1_000_000;

  /** RFC 8656, section 9: a permission lives 300 s. */
  private static final long PERMISSION = 300 * SECOND;

  /** RFC 8656, section 12: a channel lives 600 s. */
  private static final long CHANNEL = 600 * SECOND;

  /** Both are renewed well before the earlier of the two ends: a channel renews its permission. */
  private static final long RENEWAL = 240 * SECOND;

  /** What was refused is not asked for again at once. */
  private static final long PAUSE = 60 * SECOND;

  /** RFC 8656, section 12: the first number that may be used. */
  private static final int FIRST = 0x4000;

  static final int PERMISSIONS = 64;
  static final int CHANNELS = 16;

  private final Map<TransportAddress, Grant> all = new LinkedHashMap<>();
  private final boolean channels;

  private Grants(boolean channels) {
    this.channels = channels;
  }

  static Grants permissions() {
    return new Grants(false);
  }

  static Grants channels() {
    return new Grants(true);
  }

  Collection<Grant> all() {
    return all.values();
  }

  @Nullable Grant find(TransportAddress peer) {
    return all.get(peer);
  }

  /** The grant for a peer, a fresh one if need be; null when the table is full. */
  @Nullable Grant of(TransportAddress peer, long now) {
    Grant known = all.get(peer);
    if (known != null) {
      return known;
    }
    if (channels) {
      // A number is never given to another peer (RFC 8656, section 12), so none is forgotten.
      return all.size() == CHANNELS ? null : make(peer, FIRST + all.size());
    }
    if (all.size() == PERMISSIONS) {
      all.values().removeIf(grant -> grant.over(now));
    }
    return all.size() == PERMISSIONS ? null : make(peer, 0);
  }

  private Grant make(TransportAddress peer, int number) {
    Grant made = new Grant(peer, number);
    all.put(peer, made);
    return made;
  }

  @Nullable Grant numbered(int number) {
    for (Grant grant : all.values()) {
      if (grant.channel == number) {
        return grant;
      }
    }
    return null;
  }

  void granted(Grant grant, long now) {
    grant.granted(now, channels ? CHANNEL : PERMISSION, RENEWAL);
  }

  /** A channel was bound or renewed: so is the permission of its peer. */
  void extend(Grant permission, long now) {
    permission.extend(now, PERMISSION, RENEWAL);
  }

  void refused(Grant grant, long now) {
    grant.refused(now, PAUSE);
  }

  long deadlineMicros() {
    long at = Long.MAX_VALUE;
    for (Grant grant : all.values()) {
      at = Math.min(at, grant.renewAt());
    }
    return at;
  }
}
