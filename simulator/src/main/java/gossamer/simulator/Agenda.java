package gossamer.simulator;

import java.util.PriorityQueue;

/**
 * What is to happen on virtual time: in the order of the times, and at one time in the order in
 * which it was put down.
 */
final class Agenda {
  /** Things to come at once; more than that is a loop and not a network. */
  private static final int LIMIT = 5_000_000;

  private record Entry(int time, int order, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return time != other.time ? Integer.compare(time, other.time) : order - other.order;
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private int order;
  private int now;

  /** Milliseconds since the start. */
  int now() {
    return now;
  }

  /** Puts down an action for {@code delay} milliseconds from now. */
  void after(int delay, Runnable action) {
    at(now + Math.max(0, delay), action);
  }

  /** Puts down an action for a time; one that is past counts as now. */
  void at(int time, Runnable action) {
    if (entries.size() >= LIMIT) {
      throw new IllegalStateException("agenda overflows");
    }
    entries.add(new Entry(Math.max(now, time), order++, action));
  }

  /**
   * Runs the next action, unless it comes later than {@code end}; then the time becomes the end.
   */
  boolean step(int end) {
    Entry next = entries.peek();
    if (next == null || next.time > end) {
      now = Math.max(now, end);
      return false;
    }
    entries.remove();
    now = next.time;
    next.action.run();
    return true;
  }
}
