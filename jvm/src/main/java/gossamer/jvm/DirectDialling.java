package gossamer.jvm;

/**
 * How masters are dialled by data channel.
 *
 * @param lookup says where they take them
 * @param lookupMillis how long it may take, before the WebSocket is dialled
 * @param headStartMillis how long a data channel is dialled alone before a WebSocket races it
 */
public record DirectDialling(DirectLookup lookup, int lookupMillis, int headStartMillis) {
  /** With the usual times of {@link HostLimits}. */
  public static DirectDialling by(DirectLookup lookup) {
    return new DirectDialling(lookup, HostLimits.LOOKUP_MILLIS, HostLimits.HEAD_START_MILLIS);
  }
}
