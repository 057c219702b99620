package gossamer.simulator.swarm;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen on virtual time: a wheel of one slot per millisecond for what comes soon, a
 * heap for the rest. At one instant things happen in the order in which they were put down.
 */
final class Timeline {
  /** Milliseconds that the wheel covers: a power of two. */
  private static final int SLOTS = 1 << 15;

  /** Things to come at once; more than that is a loop and not a network. */
  private static final int LIMIT = 100_000_000;

  private final @Nullable Moment[] heads = new Moment[SLOTS];
  private final @Nullable Moment[] tails = new Moment[SLOTS];
  private final PriorityQueue<Moment> later =
      new PriorityQueue<>(
          (a, b) -> a.time != b.time ? Integer.compare(a.time, b.time) : a.order - b.order);
  private int now;
  private int order;
  private int size;

  /** Milliseconds since the start. */
  int now() {
    return now;
  }

  /** How many things are to come. */
  int size() {
    return size;
  }

  /** Puts something down for a time; one that is past counts as now. */
  void at(int time, Moment moment) {
    if (++size > LIMIT) {
      throw new IllegalStateException("timeline overflows");
    }
    moment.time = Math.max(now, time);
    if (moment.time - now >= SLOTS) {
      moment.order = order++;
      later.add(moment);
    } else {
      append(moment);
    }
  }

  /** Puts an action down. */
  void at(int time, Runnable action) {
    at(
        time,
        new Moment() {
          @Override
          void happen() {
            action.run();
          }
        });
  }

  private void append(Moment moment) {
    int slot = moment.time & SLOTS - 1;
    Moment tail = tails[slot];
    if (tail == null) {
      heads[slot] = moment;
    } else {
      tail.next = moment;
    }
    tails[slot] = moment;
  }

  /** Lets time pass up to and with {@code end}. */
  void run(int end) {
    while (now <= end) {
      instant();
      if (now == end) {
        return;
      }
      now++;
      // What is late comes into the wheel before anything can be put down behind it.
      Moment first = later.peek();
      while (first != null && first.time - now < SLOTS) {
        later.remove();
        append(first);
        first = later.peek();
      }
    }
  }

  private void instant() {
    int slot = now & SLOTS - 1;
    Moment moment = heads[slot];
    while (moment != null) {
      heads[slot] = moment.next;
      if (moment.next == null) {
        tails[slot] = null;
      }
      moment.next = null;
      size--;
      moment.happen();
      moment = heads[slot];
    }
  }
}
