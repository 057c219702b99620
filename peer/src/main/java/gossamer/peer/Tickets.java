package gossamer.peer;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import java.util.HashSet;
import java.util.Set;

/**
 * The commands that wait for their one answer. An answer to a command that was given up is dropped.
 */
final class Tickets {
  /** Commands that may wait. */
  static final int LIMIT = 4_096;

  private final Set<Integer> open = new HashSet<>();

  /** Takes in a command's ticket; false when too many wait and it must be answered at once. */
  boolean open(Command command) {
    int ticket = of(command);
    boolean room = open.size() < LIMIT;
    return ticket == 0 || open.add(ticket) && room;
  }

  /** The ticket of a command, 0 for one that has none. */
  static int of(Command command) {
    return switch (command) {
      case Command.Connect c -> c.ticket();
      case Command.SendData c -> c.ticket();
      case Command.SendMessage c -> c.ticket();
      case Command.Lookup c -> c.ticket();
      case Command.Put c -> c.ticket();
      case Command.Get c -> c.ticket();
      case Command.Route c -> c.ticket();
      case Command.Share c -> c.ticket();
      case Command.Fetch c -> c.ticket();
      default -> 0;
    };
  }

  /** Whether a command still waits. */
  boolean waits(int ticket) {
    return open.contains(ticket);
  }

  /** Whether an event may go out: an answer only once, and only to a command that waits. */
  boolean admits(Event event) {
    return switch (event) {
      case Event.Done e -> open.remove(e.ticket());
      case Event.Failed e -> open.remove(e.ticket());
      case Event.Connected e -> open.remove(e.ticket());
      case Event.Found e -> open.remove(e.ticket());
      case Event.Got e -> open.remove(e.ticket());
      case Event.Shared e -> open.remove(e.ticket());
      case Event.ManifestKnown e -> open.contains(e.ticket());
      case Event.Progress e -> open.contains(e.ticket());
      default -> true;
    };
  }
}
