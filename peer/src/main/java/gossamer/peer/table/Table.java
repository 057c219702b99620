package gossamer.peer.table;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, in the order in which their keys came. It does what the core asks of a map and no
 * more: the maps of java.util are a fifth of what a browser would have to load of the library.
 *
 * <p>Rows may be added and removed while its values are iterated: those that are gone are passed
 * over, and those that were added come later. That is how JavaScript's Map does it, which takes its
 * place in the browser's package.
 *
 * <p>Rows stand one behind the other in arrays, and a table of hashes says where, once there are
 * too many to search: a simulated peer has dozens of tables, and most of them are empty.
 */
public final class Table<K, V> implements Iterable<V> {
  private static final Object[] NO_ROWS = {};
  private static final int[] NO_NUMBERS = {};
  private static final byte[] NO_SLOTS = {};

  /** Up to so many rows are searched one by one. */
  private static final int FEW = 8;

  private final class Values implements Iterator<V> {
    /** The number of the row that was given out last. */
    private int given = -1;

    /** Where the row is expected; wrong once the rows have moved. */
    private int at = first;

    private int following() {
      int row = Math.min(at, end);
      while (row > first && number(row - 1) > given) {
        row--;
      }
      while (row < end && (keys[row] == null || number(row) <= given)) {
        row++;
      }
      at = row;
      return row;
    }

    @Override
    public boolean hasNext() {
      return following() < end;
    }

    /** The next value; only after {@link #hasNext}. */
    @Override
    public V next() {
      int row = following();
      if (row >= end) {
        throw new IllegalStateException("no more rows");
      }
      given = number(row);
      at = row + 1;
      return value(row);
    }
  }

  /** Null where a row was removed. */
  private @Nullable Object[] keys = NO_ROWS;

  private @Nullable Object[] values = NO_ROWS;

  /** The rows' numbers, once gaps were closed; empty as long as each is one more than the last. */
  private int[] numbers = NO_NUMBERS;

  /**
   * Rows plus one by hash, 0 where there is none: bytes, or for many rows ints. Their number is a
   * power of two, or 0 while there are few rows.
   */
  private Object slots = NO_SLOTS;

  /** All rows are in [first, end). */
  private int first;

  private int end;

  /** Rows are numbered as they come, so that an iterator finds its place again. */
  private int next;

  private int size;

  /** An empty table. */
  public Table() {}

  @SuppressWarnings({"unchecked", "NullAway"}) // only asked of rows that are there
  private V value(int row) {
    return (V) values[row];
  }

  private int number(int row) {
    return numbers.length == 0 ? next - end + row : numbers[row];
  }

  /** One less than the number of slots; −1 without slots. */
  private int mask() {
    return (slots instanceof byte[] narrow ? narrow.length : ((int[]) slots).length) - 1;
  }

  private static int home(Object key, int mask) {
    return (key.hashCode() * 0x9e3779b9 >>> 8) & mask;
  }

  /** The row of a slot, or −1. */
  private int rowIn(int slot) {
    return (slots instanceof byte[] narrow ? narrow[slot] & 255 : ((int[]) slots)[slot]) - 1;
  }

  private void set(int slot, int row) {
    if (slots instanceof byte[] narrow) {
      narrow[slot] = (byte) (row + 1);
    } else {
      ((int[]) slots)[slot] = row + 1;
    }
  }

  /** The row of a key, or −1. */
  private int row(K key) {
    int mask = mask();
    if (mask < 0) {
      for (int row = first; row < end; row++) {
        if (key.equals(keys[row])) {
          return row;
        }
      }
      return -1;
    }
    int slot = home(key, mask);
    int row = rowIn(slot);
    while (row >= 0 && !key.equals(keys[row])) {
      slot = slot + 1 & mask;
      row = rowIn(slot);
    }
    return row;
  }

  /** The value of this key, or null. */
  public @Nullable V get(K key) {
    int row = row(key);
    return row < 0 ? null : value(row);
  }

  /** Whether the key is there. */
  public boolean contains(K key) {
    return row(key) >= 0;
  }

  /** Puts a value in the place of the key's earlier one, or else behind all others. */
  public void put(K key, V value) {
    int row = row(key);
    if (row >= 0) {
      values[row] = value;
      return;
    }
    if (end == keys.length) {
      makeRoom();
    }
    keys[end] = key;
    values[end] = value;
    if (numbers.length > 0) {
      numbers[end] = next;
    }
    next++;
    size++;
    end++;
    enter(end - 1, key);
  }

  /** Closes the gaps that removed rows left, and gives a quarter more room than is needed. */
  private void makeRoom() {
    int room = Math.max(4, size + 1 + size / 4);
    @Nullable Object[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    boolean closed = size > 0 && next - number(first) > size;
    int[] newNumbers = closed ? new int[room] : NO_NUMBERS;
    keys = new Object[room];
    values = new Object[room];
    int to = 0;
    for (int row = first; row < end; row++) {
      if (oldKeys[row] != null) {
        keys[to] = oldKeys[row];
        values[to] = oldValues[row];
        if (newNumbers.length > 0) {
          newNumbers[to] = number(row);
        }
        to++;
      }
    }
    numbers = newNumbers;
    first = 0;
    end = to;
    index(room);
  }

  private void index(int room) {
    int length = room <= FEW ? 0 : 2 * Integer.highestOneBit(room + room / 4);
    slots = length == 0 ? NO_SLOTS : room < 255 ? new byte[length] : new int[length];
    for (int row = 0; row < end; row++) {
      Object key = keys[row];
      if (key != null) {
        enter(row, key);
      }
    }
  }

  private void enter(int row, Object key) {
    int mask = mask();
    if (mask < 0) {
      return;
    }
    int slot = home(key, mask);
    while (rowIn(slot) >= 0) {
      slot = slot + 1 & mask;
    }
    set(slot, row);
  }

  /** Removes the key; its value, or null when it was not there. */
  public @Nullable V remove(K key) {
    int row = row(key);
    if (row < 0) {
      return null;
    }
    int mask = mask();
    if (mask >= 0) {
      leave(row, key, mask);
    }
    V removed = value(row);
    keys[row] = null;
    values[row] = null;
    if (--size == 0) {
      first = end;
    }
    while (first < end && keys[first] == null) {
      first++;
    }
    return removed;
  }

  /** Closes the gap in its chain of slots (Knuth, volume 3, 6.4, algorithm R). */
  private void leave(int row, K key, int mask) {
    int gap = home(key, mask);
    while (rowIn(gap) != row) {
      gap = gap + 1 & mask;
    }
    int at = gap;
    while (true) {
      at = at + 1 & mask;
      int next = rowIn(at);
      Object other = next < 0 ? null : keys[next];
      if (other == null) {
        break;
      }
      if ((at - home(other, mask) & mask) >= (at - gap & mask)) {
        set(gap, next);
        gap = at;
      }
    }
    set(gap, -1);
  }

  /** Removes the row that came first, if there is any. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the first row is never one that was removed
  public void removeOldest() {
    if (size > 0) {
      remove((K) keys[first]);
    }
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The values, oldest first. */
  @Override
  public Iterator<V> iterator() {
    return new Values();
  }
}
