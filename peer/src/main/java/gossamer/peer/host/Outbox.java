package gossamer.peer.host;

import gossamer.peer.table.Queue;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The outputs that wait for the host, oldest first. It is empty between two inputs, so it needs no
 * bound of its own.
 */
public final class Outbox {
  private final Queue<Output> queue = new Queue<>();
  private int tickets;

  /** Appends an output. */
  public void add(Output output) {
    queue.add(output);
  }

  /** Appends an event for the application. */
  public void emit(Event event) {
    queue.add(new Output.Emit(event));
  }

  /** Appends a command's one answer: Done, or Failed with this code. */
  public void conclude(int ticket, @Nullable ErrorCode failure, String reason) {
    emit(failure == null ? new Event.Done(ticket) : new Event.Failed(ticket, failure, reason));
  }

  /** The next output, or null when there is none. */
  public @Nullable Output poll() {
    return queue.poll();
  }

  /** A fresh ticket for a host service: 1 and up. */
  public int ticket() {
    return ++tickets;
  }
}
