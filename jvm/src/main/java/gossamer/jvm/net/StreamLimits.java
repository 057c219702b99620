package gossamer.jvm.net;

/**
 * What one TCP listener holds at most; each number's reason stands in docs/limits.md.
 *
 * @param connections open ones, of all sources
 * @param perSource open ones of one IPv4 address or one /64 of IPv6
 * @param admissionMillis time until the first STUN message
 * @param idleMillis silence after which a connection is closed
 * @param queued bytes that wait for a reader before packets to it are dropped
 */
public record StreamLimits(
    int connections, int perSource, long admissionMillis, long idleMillis, int queued) {

  /** The limits of a master. */
  public static StreamLimits usual() {
    return new StreamLimits(1024, 16, 5_000, 60_000, 64 << 10);
  }
}
