package gossamer.simulator.swarm;

import org.jspecify.annotations.Nullable;

/**
 * Values by positive numbers, in two arrays: a host has one for its links. Seven of eight slots are
 * in use before it grows, by a quarter.
 */
final class IntTable<V> {
  private int[] keys = new int[4];
  private @Nullable Object[] values = new Object[4];
  private int size;

  IntTable() {}

  int size() {
    return size;
  }

  private static int slot(int key, int length) {
    return (int) (Integer.toUnsignedLong(key * 0x9e3779b1) * length >>> 32);
  }

  private int after(int at) {
    return at + 1 == keys.length ? 0 : at + 1;
  }

  private int find(int key) {
    int at = slot(key, keys.length);
    while (keys[at] != 0 && keys[at] != key) {
      at = after(at);
    }
    return at;
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(int key) {
    return (V) values[find(key)];
  }

  void put(int key, V value) {
    int at = find(key);
    if (keys[at] == 0) {
      if (8 * (size + 1) > 7 * keys.length) {
        resize(keys.length + keys.length / 4);
        at = find(key);
      }
      keys[at] = key;
      size++;
    }
    values[at] = value;
  }

  @SuppressWarnings("unchecked")
  @Nullable V remove(int key) {
    int at = find(key);
    if (keys[at] == 0) {
      return null;
    }
    V removed = (V) values[at];
    clear(at);
    if (keys.length > 8 && 8 * size < keys.length) {
      resize(keys.length / 2);
    }
    return removed;
  }

  /** Some value of this class, or null. */
  <T> @Nullable T first(Class<T> type) {
    for (Object value : values) {
      if (type.isInstance(value)) {
        return type.cast(value);
      }
    }
    return null;
  }

  /** Closes the gap that a removal leaves (Knuth, volume 3, 6.4, algorithm R). */
  private void clear(int removed) {
    int gap = removed;
    int at = removed;
    while (true) {
      at = after(at);
      if (keys[at] == 0) {
        break;
      }
      int home = slot(keys[at], keys.length);
      if (distance(home, at) >= distance(gap, at)) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        gap = at;
      }
    }
    keys[gap] = 0;
    values[gap] = null;
    size--;
  }

  private int distance(int from, int to) {
    return to < from ? to - from + keys.length : to - from;
  }

  private void resize(int length) {
    int[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new int[length];
    values = new Object[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }
}
