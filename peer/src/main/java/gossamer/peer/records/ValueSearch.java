package gossamer.peer.records;

import gossamer.peer.id.Id;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Lookups;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.StoredValue;
import java.util.List;
import java.util.function.Consumer;

/** FIND_VALUE: looks up a key and believes of what it meets only what is true. */
final class ValueSearch {
  private final Self self;
  private final Lookups lookups;
  private final ValueChecks checks;

  ValueSearch(Self self, Lookups lookups, ValueChecks checks) {
    this.self = self;
    this.lookups = lookups;
    this.checks = checks;
  }

  /**
   * Finds the true values under a key: the newest of each publisher; an immutable value ends the
   * search.
   *
   * @param found what this peer keeps under the key itself; what is met is added
   */
  void find(Id key, List<StoredValue> found, Consumer<List<StoredValue>> then) {
    if (immutableUnder(key, found)) {
      then.accept(found);
      return;
    }
    lookups.values(
        key,
        values -> immutableUnder(key, values),
        result -> collect(key, found, result.values(), then));
  }

  private static boolean immutableUnder(Id key, List<StoredValue> values) {
    for (StoredValue value : values) {
      if (value instanceof StoredValue.Immutable && value.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private void collect(
      Id key, List<StoredValue> found, List<StoredValue> met, Consumer<List<StoredValue>> then) {
    int[] open = {1};
    Runnable checked =
        () -> {
          if (--open[0] == 0) {
            then.accept(found);
          }
        };
    for (StoredValue value : met) {
      if (!value.key().equals(key)) {
        self.counters().count(ErrorCode.CORRUPT);
        continue;
      }
      open[0]++;
      checks.check(
          value,
          failure -> {
            if (failure == null) {
              merge(found, value);
            } else {
              self.counters().count(failure);
            }
            checked.run();
          });
    }
    checked.run();
  }

  private static void merge(List<StoredValue> found, StoredValue value) {
    for (int i = 0; i < found.size(); i++) {
      if (ValueStore.replaces(value, found.get(i))) {
        if (ValueStore.newer(value, found.get(i))) {
          found.remove(i);
          found.add(i, value);
        }
        return;
      }
    }
    found.add(value);
  }
}
