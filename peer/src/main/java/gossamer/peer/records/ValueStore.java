package gossamer.peer.records;

import gossamer.peer.id.Id;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that this peer keeps for the network: bounded, expiring, one per publisher and key.
 */
final class ValueStore {
  /** Values kept, of all keys. */
  static final int VALUES = 4_096;

  /** Bytes kept, of all values. */
  static final int BYTES = 8 * 1024 * 1024;

  /** Values kept under one key. */
  static final int PER_KEY = 64;

  private final Id own;
  private final Map<Id, List<StoredValue>> values = new LinkedHashMap<>();
  private int count;
  private int bytes;

  /** For the peer with this id: when room is short, keys far from it make way. */
  ValueStore(Id own) {
    this.own = own;
  }

  /** Whether it was kept: false when it is older than what is there, or there is no room. */
  boolean put(StoredValue value) {
    List<StoredValue> same = values.computeIfAbsent(value.key(), key -> new ArrayList<>());
    for (int i = 0; i < same.size(); i++) {
      if (replaces(value, same.get(i))) {
        if (!newer(value, same.get(i))) {
          return StoredValue.same(value, same.get(i));
        }
        forget(same.remove(i));
        break;
      }
    }
    boolean fits = same.size() < PER_KEY && makeRoom(value);
    if (fits) {
      same.add(value);
      count++;
      bytes += value.value().length;
    }
    if (same.isEmpty()) {
      values.remove(value.key());
    }
    return fits;
  }

  /**
   * A full store gives up its farthest key for a closer one; so nobody fills it with keys that are
   * not its own.
   */
  private boolean makeRoom(StoredValue value) {
    while (count >= VALUES || bytes + value.value().length > BYTES) {
      Id farthest = value.key();
      for (Id key : values.keySet()) {
        if (own.isCloser(farthest, key)) {
          farthest = key;
        }
      }
      if (farthest.equals(value.key())) {
        return false;
      }
      List<StoredValue> dropped = values.remove(farthest);
      if (dropped != null) {
        dropped.forEach(this::forget);
      }
    }
    return true;
  }

  /**
   * Whether both stand in the same place: the same immutable value, or the same publisher's entry.
   */
  static boolean replaces(StoredValue a, StoredValue b) {
    if (a instanceof Entry x && b instanceof Entry y) {
      return Arrays.equals(x.publisher(), y.publisher()) && Arrays.equals(x.salt(), y.salt());
    }
    return !(a instanceof Entry) && !(b instanceof Entry);
  }

  /** Whether {@code a} takes the place of {@code b}. */
  static boolean newer(StoredValue a, StoredValue b) {
    if (a instanceof Entry x && b instanceof Entry y) {
      return x.sequence() > y.sequence();
    }
    return a.expiresAt() > b.expiresAt();
  }

  private void forget(StoredValue value) {
    count--;
    bytes -= value.value().length;
  }

  /** The values under a key that have not expired. */
  List<StoredValue> get(Id key, long now) {
    List<StoredValue> live = new ArrayList<>();
    List<StoredValue> all = values.get(key);
    if (all == null) {
      return live;
    }
    for (StoredValue value : all) {
      if (value.expiresAt() > now) {
        live.add(value);
      }
    }
    return live;
  }

  /** Everything that is kept. */
  List<StoredValue> all() {
    List<StoredValue> all = new ArrayList<>(count);
    for (List<StoredValue> some : values.values()) {
      all.addAll(some);
    }
    return all;
  }

  /** Drops what has expired. */
  void expire(long now) {
    Iterator<List<StoredValue>> keys = values.values().iterator();
    while (keys.hasNext()) {
      List<StoredValue> some = keys.next();
      some.removeIf(value -> {
        boolean over = value.expiresAt() <= now;
        if (over) {
          forget(value);
        }
        return over;
      });
      if (some.isEmpty()) {
        keys.remove();
      }
    }
  }
}
