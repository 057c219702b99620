package gossamer.peer.records;

import gossamer.peer.id.Id;
import gossamer.peer.overlay.Topology;
import gossamer.peer.table.Table;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** The values under one key, which is not computed twice: an immutable value's is its hash. */
  private record Kept(Id key, List<StoredValue> values) {}

  private final Id own;
  private final Topology topology;
  private final Table<Id, Kept> keys = new Table<>();
  private int count;
  private int bytes;

  /** For the peer with this id: when room is short, keys far from it make way. */
  ValueStore(Id own, Topology topology) {
    this.topology = topology;
    this.own = own;
  }

  /** Whether it was kept: false when it is older than what is there, or there is no room. */
  boolean put(StoredValue value) {
    Id key = value.key();
    Kept kept = keys.get(key);
    if (kept == null) {
      kept = new Kept(key, new ArrayList<>());
      keys.put(key, kept);
    }
    List<StoredValue> same = kept.values;
    for (int i = 0; i < same.size(); i++) {
      if (replaces(value, same.get(i))) {
        if (!newer(value, same.get(i))) {
          return StoredValue.same(value, same.get(i));
        }
        forget(same.remove(i));
        break;
      }
    }
    boolean fits = same.size() < PER_KEY && makeRoom(key, value.value().length);
    if (fits) {
      same.add(value);
      count++;
      bytes += value.value().length;
    }
    if (same.isEmpty()) {
      keys.remove(key);
    }
    return fits;
  }

  /**
   * A full store gives up its farthest key for a closer one; so nobody fills it with keys that are
   * not its own.
   */
  private boolean makeRoom(Id key, int length) {
    while (count >= VALUES || bytes + length > BYTES) {
      Id farthest = key;
      for (Kept kept : keys) {
        if (topology.compareWays(own, farthest, kept.key) < 0) {
          farthest = kept.key;
        }
      }
      Kept dropped = farthest.equals(key) ? null : keys.remove(farthest);
      if (dropped == null) {
        return false;
      }
      for (StoredValue gone : dropped.values) {
        forget(gone);
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
    Kept kept = keys.get(key);
    if (kept == null) {
      return live;
    }
    for (StoredValue value : kept.values) {
      if (value.expiresAt() > now) {
        live.add(value);
      }
    }
    return live;
  }

  /** Everything that is kept. */
  List<StoredValue> all() {
    List<StoredValue> all = new ArrayList<>(count);
    for (Kept kept : keys) {
      all.addAll(kept.values);
    }
    return all;
  }

  /** Drops what has expired. */
  void expire(long now) {
    for (Kept kept : keys) {
      List<StoredValue> some = kept.values;
      for (int i = some.size() - 1; i >= 0; i--) {
        if (some.get(i).expiresAt() <= now) {
          forget(some.remove(i));
        }
      }
      if (some.isEmpty()) {
        keys.remove(kept.key);
      }
    }
  }
}
