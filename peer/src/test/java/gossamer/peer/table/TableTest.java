package gossamer.peer.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import gossamer.peer.id.SeededRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableTest {
  /** Keys that all fall into one slot. */
  private record Alike(int number) {
    @Override
    public int hashCode() {
      return 7;
    }
  }

  private static <V> List<V> values(Table<?, V> table) {
    List<V> values = new ArrayList<>();
    table.forEach(values::add);
    return values;
  }

  @Test
  void doesWhatALinkedHashMapDoes() {
    for (long seed = 1; seed <= 50; seed++) {
      SeededRandom random = new SeededRandom(seed);
      Table<Integer, Integer> table = new Table<>();
      Map<Integer, Integer> model = new LinkedHashMap<>();
      for (int i = 0; i < 500; i++) {
        int key = random.below(60);
        if (random.below(3) == 0) {
          assertEquals(model.remove(key), table.remove(key), "seed " + seed);
        } else {
          table.put(key, i);
          model.put(key, i);
        }
        assertEquals(model.get(key), table.get(key), "seed " + seed);
        assertEquals(model.size(), table.size(), "seed " + seed);
      }
      assertEquals(List.copyOf(model.values()), values(table), "seed " + seed);
    }
  }

  @Test
  void keysOfOneSlotAreToldApart() {
    Table<Alike, Integer> table = new Table<>();
    for (int i = 0; i < 40; i++) {
      table.put(new Alike(i), i);
    }
    for (int i = 0; i < 40; i += 2) {
      assertEquals(i, table.remove(new Alike(i)));
    }
    assertNull(table.get(new Alike(0)));
    assertEquals(39, table.get(new Alike(39)));
    assertEquals(20, table.size());
  }

  /** By the numbers under which the rows came. */
  @Test
  void iteratorsKeepTheirPlaceWhateverGoesAndComes() {
    for (long seed = 1; seed <= 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      Table<Integer, Integer> table = new Table<>();
      NavigableMap<Integer, Integer> model = new TreeMap<>();
      int next = 0;
      for (int round = 0; round < 20; round++) {
        Iterator<Integer> values = table.iterator();
        int given = -1;
        for (int i = random.below(40); i > 0; i--) {
          if (random.below(3) == 0) {
            int key = random.below(next + 1);
            assertEquals(model.remove(key), table.remove(key), "seed " + seed);
          } else if (random.below(2) == 0) {
            table.put(next, -next);
            model.put(next, -next);
            next++;
          }
          var expected = model.higherEntry(given);
          assertEquals(expected != null, values.hasNext(), "seed " + seed);
          if (expected != null) {
            assertEquals(expected.getValue(), values.next(), "seed " + seed);
            given = expected.getKey();
          }
        }
        while (random.below(4) == 0 && !model.isEmpty()) {
          table.removeOldest();
          model.pollFirstEntry();
        }
      }
      assertEquals(List.copyOf(model.values()), values(table), "seed " + seed);
    }
  }

  @Test
  void rowsMayGoAndComeWhileTheyAreIterated() {
    Table<Integer, Integer> table = new Table<>();
    for (int i = 0; i < 5; i++) {
      table.put(i, i);
    }
    List<Integer> seen = new ArrayList<>();
    for (int value : table) {
      seen.add(value);
      if (value == 1) {
        table.remove(1);
        table.remove(2);
        table.put(9, 9);
      }
    }
    assertEquals(List.of(0, 1, 3, 4, 9), seen);
  }

  @Test
  void anIteratorFindsItsPlaceAgainWhateverGoesAndComes() {
    for (long seed = 1; seed <= 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      Table<Integer, Integer> table = new Table<>();
      // A row is given out once, after all that came before it, unless it went meanwhile.
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        table.put(i, i);
        rows.add(i);
      }
      int given = -1;
      int left = 400;
      for (int value : table) {
        int last = given;
        int expected = rows.stream().filter(row -> row > last).findFirst().orElseThrow();
        assertEquals(expected, value, "seed " + seed);
        given = value;
        for (int i = random.below(6); i > 0; i--) {
          int gone = rows.isEmpty() ? 0 : rows.get(random.below(rows.size()));
          table.remove(gone);
          rows.remove(Integer.valueOf(gone));
        }
        for (int i = random.below(7); i > 0 && left > 0; i--, left--) {
          table.put(430 - left, 430 - left);
          rows.add(430 - left);
        }
      }
      int last = given;
      assertEquals(0, rows.stream().filter(row -> row > last).count(), "seed " + seed);
      assertEquals(rows, values(table), "seed " + seed);
    }
  }

  @Test
  void manyRowsAreFoundAndRoomIsGivenBack() {
    Table<Integer, Integer> table = new Table<>();
    for (int i = 0; i < 2_000; i++) {
      table.put(i, i);
      if (i >= 300) {
        table.removeOldest();
      }
    }
    assertEquals(300, table.size());
    for (int i = 0; i < 2_000; i++) {
      assertEquals(i >= 1_700 ? i : null, table.get(i));
    }
    for (int i = 1_700; i < 1_990; i++) {
      assertEquals(i, table.remove(i));
    }
    for (int i = 0; i < 8; i++) {
      table.put(i, -i);
    }
    assertEquals(
        List.of(
            1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999, 0, -1, -2, -3, -4, -5, -6,
            -7),
        values(table));
  }

  @Test
  void theOldestGoesFirst() {
    Table<Integer, Integer> table = new Table<>();
    table.put(1, 1);
    table.put(2, 2);
    table.put(1, 3);
    table.removeOldest();
    assertFalse(table.contains(1));
    table.removeOldest();
    table.removeOldest();
    assertEquals(0, table.size());
  }
}
