package gossamer.simulator;

import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
public final class Outcome {
  private final int ticket;
  private @Nullable Event event;
  private int answers;
  private int answeredAt = -1;

  Outcome(int ticket) {
    this.ticket = ticket;
  }

  void answer(Event answer, int now) {
    answers++;
    if (event == null) {
      event = answer;
      answeredAt = now;
    }
  }

  /** The ticket of the command. */
  public int ticket() {
    return ticket;
  }

  /** The event that answered, or null as long as there is none. */
  public @Nullable Event event() {
    return event;
  }

  /** Answers so far; more than one is a defect of the core. */
  public int answers() {
    return answers;
  }

  /** When the first answer came: milliseconds since the start; −1 before. */
  public int answeredAt() {
    return answeredAt;
  }

  /** Whether the command was answered. */
  public boolean answered() {
    return event != null;
  }

  /** Whether it was answered with success. */
  public boolean succeeded() {
    return event != null && !(event instanceof Event.Failed);
  }

  /** Why it failed; null when it did not, or not yet. */
  public @Nullable ErrorCode failure() {
    return event instanceof Event.Failed failed ? failed.code() : null;
  }

  /** The event, or the lack of it, for messages. */
  @Override
  public String toString() {
    return event == null ? "unanswered" : event.toString();
  }
}
