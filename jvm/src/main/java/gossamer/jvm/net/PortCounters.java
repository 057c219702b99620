package gossamer.jvm.net;

import java.util.concurrent.atomic.LongAdder;

/** What went through a port and what did not; may be read from any thread. */
public final class PortCounters {
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder[] drops = new LongAdder[PortDrop.values().length];

  PortCounters() {
    for (int i = 0; i < drops.length; i++) {
      drops[i] = new LongAdder();
    }
  }

  /** Packets that were delivered. */
  public long received() {
    return received.sum();
  }

  /** Packets that were queued for the socket. */
  public long sent() {
    return sent.sum();
  }

  /** Packets or connections refused for this reason. */
  public long dropped(PortDrop reason) {
    return drops[reason.ordinal()].sum();
  }

  void receive() {
    received.increment();
  }

  void send() {
    sent.increment();
  }

  void drop(PortDrop reason) {
    drops[reason.ordinal()].increment();
  }
}
