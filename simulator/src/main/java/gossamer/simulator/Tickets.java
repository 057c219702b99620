package gossamer.simulator;

import gossamer.peer.host.Event;

/** Which command an event belongs to. */
final class Tickets {
  private Tickets() {}

  /** The ticket of the command, or 0. */
  static int of(Event event) {
    return switch (event) {
      case Event.Done e -> e.ticket();
      case Event.Failed e -> e.ticket();
      case Event.Connected e -> e.ticket();
      case Event.Found e -> e.ticket();
      case Event.Got e -> e.ticket();
      case Event.Shared e -> e.ticket();
      case Event.ManifestKnown e -> e.ticket();
      case Event.Progress e -> e.ticket();
      default -> 0;
    };
  }

  /** Whether the command goes on after the event. */
  static boolean underWay(Event event) {
    return event instanceof Event.ManifestKnown || event instanceof Event.Progress;
  }
}
