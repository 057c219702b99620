package gossamer.evaluation.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures, how they are compared and how they are told. */
class ReportTest {
  private static Measure both(double ours, double peer, Goal goal) {
    return new Measure(
        "speed", "MB/s", OptionalDouble.of(ours), OptionalDouble.of(peer), Optional.of(goal));
  }

  @Test
  void aGoalIsMetUpToItsLimit() {
    assertEquals(Optional.of(true), Measure.ours("a", "s", 3.2).goal(Goal.oursAtMost(3.2)).met());
    assertEquals(Optional.of(false), Measure.ours("a", "s", 3.3).goal(Goal.oursAtMost(3.2)).met());
    assertEquals(Optional.of(true), both(10, 10, Goal.ratioAtLeast(1)).met());
    assertEquals(Optional.of(false), both(9, 10, Goal.ratioAtLeast(1)).met());
    assertEquals(Optional.of(true), both(12, 10, Goal.ratioAtMost(1.2)).met());
  }

  @Test
  void aGoalWithoutAFigureIsNeitherMetNorMissed() {
    assertEquals(Optional.empty(), Measure.peer("a", "s", 1).goal(Goal.oursAtMost(2)).met());
    assertEquals(Optional.empty(), both(1, 0, Goal.ratioAtMost(2)).met());
    assertEquals(Optional.empty(), Measure.ours("a", "s", 1).met());
  }

  @Test
  void theTableAlignsItsColumns() {
    var report =
        new Report(
            List.of(
                both(12.5, 10, Goal.ratioAtLeast(1)),
                Measure.ours("a", "ms", 1234.6).goal(Goal.oursAtMost(3.2)),
                Measure.peer("other", "ms", 0.5)));
    assertEquals(
        """
        measure  unit   ours   peer  ratio    goal  met
        speed    MB/s  12.50  10.00  1.250   >= 1x  yes
        a        ms     1235      -      -  <= 3.2   NO
        other    ms        -  0.500      -       -    -
        """,
        report.table());
  }

  @Test
  void theJsonIsOneArrayWithNullsForWhatIsNotKnown(@TempDir Path folder) throws IOException {
    var report =
        new Report(List.of(both(2, 4, Goal.ratioAtLeast(1)), Measure.peer("other", "ms", 0.5)));
    JsonNode array = JsonMapper.shared().readTree(report.json());
    assertEquals(
        """
        [{"measure":"speed","unit":"MB/s","ours":2.0,"peer":4.0,"ratio":0.5,"goal":">= 1x","met":false},\
        {"measure":"other","unit":"ms","ours":null,"peer":0.5,"ratio":null,"goal":null,"met":null}]\
        """,
        array.toString());
    Path file = report.write(folder.resolve("new/results"), "speed");
    assertEquals(folder.resolve("new/results/speed.json"), file);
    assertEquals(array, JsonMapper.shared().readTree(Files.readString(file)));
  }

  @Test
  void theMedianIgnoresWhatTheMeanCounts() {
    var samples = new Samples(1, 100, 2, 3);
    assertEquals(2.5, samples.median());
    assertEquals(26.5, samples.mean());
    assertEquals(2, new Samples(3, 1, 2).median());
    assertThrows(IllegalArgumentException.class, Samples::new);
  }

  @Test
  void aLineGivesSlopeAndIntercept() {
    Line exact = Line.through(new double[] {20, 60, 120}, new double[] {71, 191, 371});
    assertEquals(3, exact.slope(), 1e-9);
    assertEquals(11, exact.intercept(), 1e-9);
    // By hand: x̄ = 2, ȳ = 2, Σ(x-x̄)(y-ȳ) = 1, Σ(x-x̄)² = 2.
    assertEquals(new Line(0.5, 1), Line.through(new double[] {1, 2, 3}, new double[] {1, 3, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Line.through(new double[] {1, 1}, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class, () -> Line.through(new double[] {1}, new double[] {}));
  }
}
