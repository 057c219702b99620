package gossamer.peer;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.table.Table;

/**
 * The commands that wait for their one answer. An answer to a command that was given up is dropped.
 */
final class Tickets {
  /** Commands that may wait. */
  static final int LIMIT = 4_096;

  private final Table<Integer, Command> open = new Table<>();

  /** Takes in a command's ticket; false when too many wait and it must be answered at once. */
  boolean open(Command command) {
    int ticket = of(command);
    boolean room = open.size() < LIMIT && !open.contains(ticket);
    if (ticket != 0) {
      open.put(ticket, command);
    }
    return ticket == 0 || room;
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

  private boolean answered(int ticket) {
    return open.remove(ticket) != null;
  }

  /** Whether an event may go out: an answer only once, and only to a command that waits. */
  boolean admits(Event event) {
    return switch (event) {
      case Event.Done e -> answered(e.ticket());
      case Event.Failed e -> answered(e.ticket());
      case Event.Connected e -> answered(e.ticket());
      case Event.Found e -> answered(e.ticket());
      case Event.Got e -> answered(e.ticket());
      case Event.Shared e -> answered(e.ticket());
      case Event.ManifestKnown e -> open.contains(e.ticket());
      case Event.Progress e -> open.contains(e.ticket());
      default -> true;
    };
  }
}
