package gossamer.jvm.net;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * The relayed ports of one loop that have something to send: each is flushed once, after all that
 * had something to read were read. Used on the loop only.
 */
public final class Departures {
  private final EventLoop loop;
  private final List<RelayedPort> waiting = new ArrayList<>();
  private final Runnable leave = this::leave;

  /** For the ports of one loop. */
  public Departures(EventLoop loop) {
    this.loop = loop;
  }

  void add(RelayedPort port) {
    if (!port.isWaiting) {
      port.isWaiting = true;
      if (waiting.isEmpty()) {
        loop.execute(leave);
      }
      waiting.add(port);
    }
  }

  private void leave() {
    for (RelayedPort port : waiting) {
      port.flush();
    }
    waiting.clear();
  }
}
