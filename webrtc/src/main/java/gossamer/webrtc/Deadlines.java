package gossamer.webrtc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who is due next among thousands: a binary heap whose entries know their place, so that a deadline
 * moves in logarithmic time and an idle connection costs nothing.
 */
final class Deadlines {
  /** Somebody with a deadline. */
  static final class Entry {
    final EndpointSession session;
    private long due = Long.MAX_VALUE;
    private int place = -1;

    Entry(EndpointSession session) {
      this.session = session;
    }
  }

  private @Nullable Entry[] heap = new Entry[64];
  private int size;

  /** Sets the deadline in microseconds; {@link Long#MAX_VALUE} takes the entry out. */
  void set(Entry entry, long due) {
    if (due == entry.due) {
      return;
    }
    long before = entry.due;
    entry.due = due;
    if (due == Long.MAX_VALUE) {
      remove(entry);
    } else if (entry.place < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      put(size++, entry);
      up(entry);
    } else if (due < before) {
      up(entry);
    } else {
      down(entry);
    }
  }

  /** The earliest deadline, or {@link Long#MAX_VALUE}. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : at(0).due;
  }

  /** Takes one out whose deadline has come; null when there is none. */
  @Nullable Entry due(long nowMicros) {
    if (size == 0 || at(0).due > nowMicros) {
      return null;
    }
    Entry entry = at(0);
    set(entry, Long.MAX_VALUE);
    return entry;
  }

  private void remove(Entry entry) {
    int place = entry.place;
    if (place < 0) {
      return;
    }
    entry.place = -1;
    Entry last = at(--size);
    heap[size] = null;
    if (last != entry) {
      put(place, last);
      up(last);
      down(last);
    }
  }

  private void up(Entry entry) {
    int place = entry.place;
    while (place > 0) {
      int above = (place - 1) >> 1;
      if (at(above).due <= entry.due) {
        break;
      }
      put(place, at(above));
      place = above;
    }
    put(place, entry);
  }

  private void down(Entry entry) {
    int place = entry.place;
    for (int below = 2 * place + 1; below < size; below = 2 * place + 1) {
      if (below + 1 < size && at(below + 1).due < at(below).due) {
        below++;
      }
      if (at(below).due >= entry.due) {
        break;
      }
      put(place, at(below));
      place = below;
    }
    put(place, entry);
  }

  private void put(int place, Entry entry) {
    heap[place] = entry;
    entry.place = place;
  }

  private Entry at(int place) {
    Entry entry = heap[place];
    if (entry == null) {
      throw new IllegalStateException("a hole in the heap");
    }
    return entry;
  }
}
