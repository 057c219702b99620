package gossamer.master;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a master counts besides its peer's own counters. Any thread may read. */
final class Counters {
  private final LongAdder socketBytesIn = new LongAdder();
  private final LongAdder socketBytesOut = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder upgrades = new LongAdder();
  private final LongAdder connectionsRefused = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

  Counters() {
    for (Refusal refusal : Refusal.values()) {
      refusals.put(refusal, new LongAdder());
    }
  }

  /** Bytes read from accepted TCP connections, TLS and HTTP included. */
  LongAdder socketBytesIn() {
    return socketBytesIn;
  }

  /** Bytes written to accepted TCP connections, TLS and HTTP included. */
  LongAdder socketBytesOut() {
    return socketBytesOut;
  }

  /** HTTP requests, upgrades included. */
  LongAdder requests() {
    return requests;
  }

  /** WebSockets that were opened. */
  LongAdder upgrades() {
    return upgrades;
  }

  /** TCP connections closed at once because of a limit. */
  LongAdder connectionsRefused() {
    return connectionsRefused;
  }

  /** TCP connections closed because they were idle or their request never ended. */
  LongAdder timeouts() {
    return timeouts;
  }

  /** Requests that were refused for this reason. */
  LongAdder refused(Refusal refusal) {
    LongAdder counter = refusals.get(refusal);
    if (counter == null) {
      throw new IllegalStateException("every refusal is counted");
    }
    return counter;
  }
}
