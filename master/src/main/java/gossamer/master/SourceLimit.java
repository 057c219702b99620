package gossamer.master;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the TCP connections in all and per source: an IPv4 address, or an IPv6 /64, which one
 * subscriber has to itself. Lives on one loop.
 */
final class SourceLimit {
  private static final int PREFIX = 8;

  private final int limit;
  private final int limitPerSource;
  private final Map<ByteBuffer, Integer> bySource = new HashMap<>();
  private int all;

  SourceLimit(int limit, int limitPerSource) {
    this.limit = limit;
    this.limitPerSource = limitPerSource;
  }

  /** Counts a connection until it closes; false when it is one too many. */
  boolean admit(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return false; // It is gone already.
    }
    ByteBuffer source = source(remote.getAddress());
    if (!admit(source)) {
      return false;
    }
    channel.closeFuture().addListener(closed -> release(source));
    return true;
  }

  boolean admit(ByteBuffer source) {
    int present = bySource.getOrDefault(source, 0);
    if (all >= limit || present >= limitPerSource) {
      return false;
    }
    all++;
    bySource.put(source, present + 1);
    return true;
  }

  void release(ByteBuffer source) {
    all--;
    bySource.computeIfPresent(source, (key, present) -> present == 1 ? null : present - 1);
  }

  static ByteBuffer source(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, PREFIX)).slice();
  }
}
