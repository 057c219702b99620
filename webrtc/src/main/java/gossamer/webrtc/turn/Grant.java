package gossamer.webrtc.turn;

import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** A permission, or a channel, and how long the server keeps it. */
final class Grant {
  /** Packets that wait for the permission, at most: a few first checks. */
  static final int HELD = 4;

  /** A packet that waits, and the port it is for. */
  record Held(TransportAddress peer, ByteBuffer payload) {}

  /** With port 0 for a permission, which is for all ports (RFC 8656, section 9). */
  final TransportAddress peer;

  /** Its number; 0 for a permission. */
  final int channel;

  final ArrayDeque<Held> held = new ArrayDeque<>(0);

  /** A request is under way. */
  boolean asked;

  /** Something used it since it was granted, so it will be renewed. */
  boolean used;

  private long until = Long.MIN_VALUE;
  private long refusedUntil = Long.MIN_VALUE;
  private long renewAt = Long.MAX_VALUE;

  Grant(TransportAddress peer, int channel) {
    this.peer = peer;
    this.channel = channel;
  }

  void granted(long now, long lifetime, long renewal) {
    asked = false;
    used = false;
    until = now + lifetime;
    renewAt = now + renewal;
  }

  /** Something else renewed it. */
  void extend(long now, long lifetime, long renewal) {
    until = Math.max(until, now + lifetime);
    renewAt = Math.min(renewAt, now + renewal);
  }

  void refused(long now, long pause) {
    asked = false;
    refusedUntil = now + pause;
    renewAt = Long.MAX_VALUE;
    held.clear();
  }

  boolean holds(long now) {
    return now < until;
  }

  boolean isRefused(long now) {
    return now < refusedUntil;
  }

  /** Nothing is known of it any more. */
  boolean over(long now) {
    return !asked && !holds(now) && !isRefused(now);
  }

  /** True when it is to be renewed now; one that nobody used ends by itself. */
  boolean renew(long now) {
    if (now < renewAt) {
      return false;
    }
    renewAt = Long.MAX_VALUE;
    return used && !asked;
  }

  long renewAt() {
    return renewAt;
  }
}
