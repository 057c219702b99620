package gossamer.simulator;

import gossamer.peer.host.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application of one host: what it asked, and what it was told. */
final class Application {
  /** Events that the log keeps. */
  private static final int LOG = 4_096;

  private final Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<Integer, Download> downloads = new LinkedHashMap<>();
  private final ArrayDeque<SimulatedHost.Logged> log = new ArrayDeque<>();
  private Consumer<Event> listener = event -> {};
  private int tickets;

  Outcome outcome() {
    Outcome outcome = new Outcome(++tickets);
    outcomes.put(outcome.ticket(), outcome);
    return outcome;
  }

  Download download() {
    Download download = new Download(outcome());
    downloads.put(download.outcome().ticket(), download);
    return download;
  }

  @Nullable Download download(int ticket) {
    return downloads.get(ticket);
  }

  void listen(Consumer<Event> other) {
    listener = other;
  }

  List<SimulatedHost.Logged> log() {
    return List.copyOf(log);
  }

  <T extends Event> List<T> events(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (SimulatedHost.Logged logged : log) {
      if (kind.isInstance(logged.event())) {
        found.add(kind.cast(logged.event()));
      }
    }
    return found;
  }

  void told(Event event, int now) {
    if (log.size() == LOG) {
      log.remove();
    }
    log.add(new SimulatedHost.Logged(now, event));
    int ticket = Tickets.of(event);
    Download download = downloads.get(ticket);
    if (download != null) {
      download.told(event);
    }
    Outcome outcome = outcomes.get(ticket);
    if (outcome != null && !Tickets.underWay(event)) {
      outcome.answer(event, now);
    }
    listener.accept(event);
  }
}
