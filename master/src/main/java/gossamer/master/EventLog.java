package gossamer.master;

import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what whoever runs a master may want to know, each trouble once. Lives on the peer's
 * loop.
 */
final class EventLog implements Consumer<Event> {
  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final int REMEMBERED = 256;

  private final Map<String, ErrorCode> failures = new LinkedHashMap<>();

  private final CompletableFuture<PeerRecord> signed = new CompletableFuture<>();

  /** The master's own record, when it is signed for the first time. */
  CompletableFuture<PeerRecord> signed() {
    return signed.copy();
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.RecordRenewed e -> signed.complete(e.record());
      case Event.MasterFailed e when isNew(e) ->
          log.warn("master {} cannot be joined: {}", e.address(), e.reason().code());
      case Event.LinkUp e -> {
        e.peer().addresses().forEach(failures::remove);
        log.debug("link to {} {}", e.peer().kind(), e.peer().id());
      }
      case Event.LinkDown e -> log.debug("no link to {}: {}", e.peer(), e.reason().code());
      default -> log.trace("{}", event);
    }
  }

  /** A master that stays away is dialled again and again; only a change is news. */
  private boolean isNew(Event.MasterFailed event) {
    if (failures.size() >= REMEMBERED) {
      failures.clear();
    }
    return failures.put(event.address(), event.reason()) != event.reason();
  }
}
