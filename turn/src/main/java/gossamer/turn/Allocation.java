package gossamer.turn;

import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a server keeps for one client (RFC 8656, section 3.2). */
final class Allocation {
  private static final Permission[] NO_PERMISSIONS = {};
  private static final Channel[] NO_CHANNELS = {};

  final FiveTuple tuple;
  final TransactionId transaction;
  final User user;
  @Nullable Relayed ipv4;
  @Nullable Relayed ipv6;

  /** The token that the answer told, 0 for none. */
  long token;

  /** Whether IPv6 was asked for in addition. */
  boolean wantsBoth;

  /** Whether this server has no IPv6. */
  boolean lacksFamily;

  /** Microseconds. */
  long until;

  /** When the queue of deadlines looks at it. */
  long queuedFor;

  boolean over;
  private Permission[] permissions = NO_PERMISSIONS;
  private Channel[] channels = NO_CHANNELS;
  private int permissionCount;
  private int channelCount;

  Allocation(FiveTuple tuple, TransactionId transaction, User user) {
    this.tuple = tuple;
    this.transaction = transaction;
    this.user = user;
  }

  /** The relayed address of the family of a peer. */
  @Nullable Relayed towards(TransportAddress peer) {
    return peer.ipv4() ? ipv4 : ipv6;
  }

  /** The permission for an address, if it holds. */
  @Nullable Permission permission(long high, long low, long now) {
    for (int i = 0; i < permissionCount; i++) {
      Permission each = permissions[i];
      if (each.isOf(high, low)) {
        return each.until > now ? each : null;
      }
    }
    return null;
  }

  /** The channel of a number, if it holds. */
  @Nullable Channel channel(int number, long now) {
    for (int i = 0; i < channelCount; i++) {
      Channel each = channels[i];
      if (each.number == number) {
        return each.until > now ? each : null;
      }
    }
    return null;
  }

  /** The channel to a peer, if it holds. */
  @Nullable Channel channel(TransportAddress peer, long now) {
    for (int i = 0; i < channelCount; i++) {
      Channel each = channels[i];
      if (each.peer.equals(peer)) {
        return each.until > now ? each : null;
      }
    }
    return null;
  }

  /** How many of these peers would be new, each host once. */
  int unknown(Iterable<TransportAddress> peers, long now) {
    int unknown = 0;
    for (TransportAddress peer : peers) {
      if (permission(peer.high(), peer.low(), now) == null) {
        unknown++;
      }
    }
    return unknown;
  }

  /** Permissions that hold. */
  int permissions(long now) {
    int kept = 0;
    for (int i = 0; i < permissionCount; i++) {
      if (permissions[i].until > now) {
        permissions[kept++] = permissions[i];
      }
    }
    Arrays.fill(permissions, kept, permissionCount, null);
    permissionCount = kept;
    return kept;
  }

  /** Channels that hold. */
  int channels(long now) {
    int kept = 0;
    for (int i = 0; i < channelCount; i++) {
      if (channels[i].until > now) {
        channels[kept++] = channels[i];
      }
    }
    Arrays.fill(channels, kept, channelCount, null);
    channelCount = kept;
    return kept;
  }

  /** Makes or renews a permission; there must be room. */
  void permit(TransportAddress peer, boolean own, long now) {
    Permission found = permission(peer.high(), peer.low(), now);
    if (found == null) {
      found = new Permission(peer, own);
      permissions(now);
      if (permissionCount == permissions.length) {
        permissions = Arrays.copyOf(permissions, Math.max(2, 2 * permissionCount));
      }
      permissions[permissionCount++] = found;
    }
    found.until = now + Permission.LIFETIME;
  }

  /** Makes or renews a channel; there must be room. */
  void bind(Channel channel, long now) {
    Channel found = channel(channel.number, now);
    if (found == null) {
      found = channel;
      channels(now);
      if (channelCount == channels.length) {
        channels = Arrays.copyOf(channels, Math.max(2, 2 * channelCount));
      }
      channels[channelCount++] = found;
    }
    found.until = now + Channel.LIFETIME;
  }
}
