package gossamer.jvm.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** How many connections each source has; one /64 of IPv6 is one source, for it is one customer. */
final class SourceCount {
  private static final int PREFIX = 8;

  private final Map<ByteBuffer, Integer> counts = new HashMap<>();
  private final int most;

  SourceCount(int most) {
    this.most = most;
  }

  /** Counts one more, or says false when the source has as many as it may. */
  boolean enter(InetAddress address) {
    ByteBuffer source = source(address);
    int count = counts.getOrDefault(source, 0);
    if (count >= most) {
      return false;
    }
    counts.put(source, count + 1);
    return true;
  }

  /** Counts one less; to be called once for each that entered. */
  void leave(InetAddress address) {
    counts.computeIfPresent(source(address), (source, count) -> count > 1 ? count - 1 : null);
  }

  int sources() {
    return counts.size();
  }

  private static ByteBuffer source(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, address instanceof Inet6Address ? PREFIX : bytes.length);
  }
}
