package gossamer.jvm.channel;

import gossamer.webrtc.Connection;
import gossamer.webrtc.ConnectionEvent;

/**
 * Who is told what happens to connections; called on their event loop. What it does to connections
 * in a call leaves when the turn ends.
 */
@FunctionalInterface
public interface ConnectionOwner {
  /** Something happened; time is in microseconds of {@link System#nanoTime}. */
  void happened(Connection connection, ConnectionEvent event, long nowMicros);
}
