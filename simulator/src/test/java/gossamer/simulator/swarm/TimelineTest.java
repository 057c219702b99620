package gossamer.simulator.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gossamer.peer.id.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time passes in order, near and far. */
class TimelineTest {
  @Test
  void thingsHappenInTheOrderOfTheirTimesAndThenOfTheirPuttingDown() {
    Timeline timeline = new Timeline();
    List<String> happened = new ArrayList<>();
    for (int time : new int[] {100_000, 5, 0, 5, 40_000, 100_000}) {
      int nth = happened.size() + timeline.size();
      timeline.at(time, () -> happened.add(timeline.now() + "/" + nth));
    }
    timeline.run(39_999);
    assertEquals(List.of("0/2", "5/1", "5/3"), happened);
    timeline.run(200_000);
    assertEquals(List.of("40000/4", "100000/0", "100000/5"), happened.subList(3, 6));
    assertEquals(0, timeline.size());
  }

  @Test
  void whatComesLateIsNotOvertakenByWhatIsPutDownLaterForTheSameTime() {
    Timeline timeline = new Timeline();
    List<Integer> happened = new ArrayList<>();
    timeline.at(50_000, () -> happened.add(1));
    timeline.run(49_990);
    timeline.at(50_000, () -> happened.add(2));
    timeline.at(10, () -> happened.add(0));
    timeline.run(50_000);
    assertEquals(List.of(0, 1, 2), happened);
  }

  @Test
  void numbersOfLinksComeAndGo() {
    SeededRandom random = new SeededRandom(7);
    IntTable<Integer> table = new IntTable<>();
    boolean[] there = new boolean[200];
    int size = 0;
    for (int i = 0; i < 20_000; i++) {
      int key = 1 + random.below(199);
      if (random.below(2) == 0) {
        size += there[key] ? 0 : 1;
        there[key] = true;
        table.put(key, key);
      } else {
        assertEquals(there[key] ? key : null, table.remove(key));
        size -= there[key] ? 1 : 0;
        there[key] = false;
      }
      assertEquals(size, table.size());
    }
    for (int key = 1; key < 200; key++) {
      assertEquals(there[key] ? key : null, table.get(key));
    }
  }
}
