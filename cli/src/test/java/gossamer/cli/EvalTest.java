package gossamer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.lab.LabException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb `eval`, with an experiment that takes no time. */
class EvalTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Measures how often it is asked to repeat something. */
  private record Counting() implements Experiment {
    @Override
    public String name() {
      return "count";
    }

    @Override
    public String description() {
      return "counts repetitions";
    }

    @Override
    public List<Measure> run(ExperimentOptions options, Progress progress) {
      progress.say("counting");
      return List.of(
          Measure.ours("repetitions", "1", options.repetitions(10, 2)).goal(Goal.oursAtMost(5)));
    }
  }

  /** Has two cases. */
  private record Choosing() implements Experiment {
    @Override
    public String name() {
      return "choose";
    }

    @Override
    public String description() {
      return "runs the cases that are asked for";
    }

    @Override
    public boolean selectable() {
      return true;
    }

    @Override
    public List<Measure> run(ExperimentOptions options, Progress progress) {
      return Stream.of("cone to symmetric", "cone to cone")
          .filter(options::selects)
          .map(name -> Measure.ours(name, "1", 1))
          .toList();
    }
  }

  /** Cannot be run. */
  private record Impossible() implements Experiment {
    @Override
    public String name() {
      return "impossible";
    }

    @Override
    public String description() {
      return "fails";
    }

    @Override
    public List<Measure> run(ExperimentOptions options, Progress progress) {
      throw new LabException("network namespaces need root");
    }
  }

  private int eval(String... arguments) {
    var line = new String[arguments.length + 1];
    line[0] = "eval";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Main.commandLine(new Eval(List.of(new Counting(), new Choosing(), new Impossible())))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line);
  }

  @Test
  void withoutANameTheExperimentsAreListed() {
    assertEquals(0, eval());
    assertTrue(out.toString().contains("count      counts repetitions"), out.toString());
    assertTrue(out.toString().contains("impossible"), out.toString());
  }

  @Test
  void anUnknownNameIsAnErrorWithTheList() {
    assertEquals(2, eval("dance"));
    assertTrue(err.toString().startsWith("There is no experiment dance."), err.toString());
    assertTrue(err.toString().contains("counts repetitions"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void itPrintsATableAndWritesTheFigures() throws IOException {
    assertEquals(0, eval("count", "--out", folder.resolve("results").toString()));
    assertEquals(
        """
        measure      unit   ours  peer  ratio  goal  met
        repetitions  1     10.00     -      -  <= 5   NO
        """,
        out.toString());
    String written = Files.readString(folder.resolve("results/count.json"));
    assertTrue(written.contains("\"ours\" : 10.0"), written);
  }

  @Test
  void quickRepeatsLess() {
    assertEquals(0, eval("count", "--quick", "--out", folder.toString()));
    assertTrue(out.toString().contains("2.000"), out.toString());
  }

  @Test
  void onlyTheCasesThatWereAskedForAreRun() {
    assertEquals(0, eval("choose", "--only", "To Sym", "--out", folder.toString()));
    assertTrue(out.toString().contains("cone to symmetric"), out.toString());
    assertFalse(out.toString().contains("cone to cone"), out.toString());
  }

  @Test
  void anExperimentWithoutCasesTakesNoneOnly() {
    assertEquals(2, eval("count", "--only", "half", "--out", folder.toString()));
    assertTrue(err.toString().startsWith("count is measured as a whole"), err.toString());
  }

  @Test
  void withJsonThereIsNothingElseOnStandardOutput() {
    assertEquals(0, eval("count", "--json", "--out", folder.toString()));
    assertTrue(out.toString().startsWith("[ {"), out.toString());
    assertTrue(out.toString().endsWith("} ]\n"), out.toString());
    assertTrue(err.toString().startsWith("counting\n"), err.toString());
  }

  @Test
  void whatIsMissingIsToldInOneLine() {
    assertEquals(1, eval("impossible", "--out", folder.toString()));
    assertEquals("gossamer: cannot measure: network namespaces need root\n", err.toString());
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAfterTheFigures() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(1, eval("count", "--out", file.toString()));
    assertTrue(out.toString().contains("repetitions"), out.toString());
    assertTrue(err.toString().contains("gossamer: cannot write into"), err.toString());
  }
}
