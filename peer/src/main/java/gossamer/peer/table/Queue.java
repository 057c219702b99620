package gossamer.peer.table;

import org.jspecify.annotations.Nullable;

/** What waits, first in, first out. Whoever fills it bounds it. */
public final class Queue<T> {
  private static final class Waiting<T> {
    final T value;
    @Nullable Waiting<T> behind;

    Waiting(T value) {
      this.value = value;
    }
  }

  private @Nullable Waiting<T> first;
  private @Nullable Waiting<T> last;
  private int size;

  /** An empty queue. */
  public Queue() {}

  /** Appends a value. */
  public void add(T value) {
    Waiting<T> added = new Waiting<>(value);
    if (last == null) {
      first = added;
    } else {
      last.behind = added;
    }
    last = added;
    size++;
  }

  /** The first value, which stays; null when there is none. */
  public @Nullable T peek() {
    return first == null ? null : first.value;
  }

  /** Removes the first value; null when there is none. */
  public @Nullable T poll() {
    Waiting<T> polled = first;
    if (polled == null) {
      return null;
    }
    first = polled.behind;
    if (first == null) {
      last = null;
    }
    size--;
    return polled.value;
  }

  /** How many wait. */
  public int size() {
    return size;
  }

  /** Whether nobody waits. */
  public boolean isEmpty() {
    return size == 0;
  }
}
