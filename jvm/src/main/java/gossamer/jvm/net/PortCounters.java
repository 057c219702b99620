package gossamer.jvm.net;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What went through a port and what did not; may be read from any thread. One loop counts, so one
 * array does: a connection may have several ports, and an idle one shall be small.
 */
public final class PortCounters {
  private static final int RECEIVED = 0;
  private static final int SENT = 1;
  private static final int DROPS = 2;

  private final AtomicLongArray counts = new AtomicLongArray(DROPS + PortDrop.values().length);

  PortCounters() {}

  /** Packets that were delivered. */
  public long received() {
    return counts.get(RECEIVED);
  }

  /** Packets that were queued for the socket. */
  public long sent() {
    return counts.get(SENT);
  }

  /** Packets or connections refused for this reason. */
  public long dropped(PortDrop reason) {
    return counts.get(DROPS + reason.ordinal());
  }

  void receive() {
    counts.incrementAndGet(RECEIVED);
  }

  void send() {
    counts.incrementAndGet(SENT);
  }

  void drop(PortDrop reason) {
    counts.incrementAndGet(DROPS + reason.ordinal());
  }
}
