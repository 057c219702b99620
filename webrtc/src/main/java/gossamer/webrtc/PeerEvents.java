package gossamer.webrtc;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a connection has to tell, until it has told that it ended. */
final class PeerEvents {
  private final Queue<PeerEvent> waiting = new ArrayDeque<>(4);
  private boolean ended;

  void add(PeerEvent event) {
    if (!ended) {
      waiting.add(event);
    }
  }

  void end(CloseReason reason) {
    add(new PeerEvent.Happened(new ConnectionEvent.Closed(reason)));
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  @Nullable PeerEvent poll() {
    return waiting.poll();
  }
}
