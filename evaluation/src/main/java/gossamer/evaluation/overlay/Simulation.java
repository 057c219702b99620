package gossamer.evaluation.overlay;

import gossamer.evaluation.experiment.Progress;
import gossamer.simulator.scenario.Scenario;
import gossamer.simulator.scenario.ScenarioException;
import gossamer.simulator.scenario.ScenarioResult;
import gossamer.simulator.scenario.ScenarioRun;
import gossamer.simulator.scenario.Scenarios;
import gossamer.simulator.scenario.Step;
import gossamer.simulator.swarm.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario with a number of peers and a seed, as people ask for it.
 *
 * @param scenario one of {@link #names}, or the path of a script
 * @param chord whether the network is on Chord where the script does not say
 */
public record Simulation(String scenario, int peers, long seed, boolean chord) {
  /** On Kademlia where the script does not say. */
  public Simulation(String scenario, int peers, long seed) {
    this(scenario, peers, seed, false);
  }

  /** The scenarios that come along. */
  public static List<String> names() {
    return Scenarios.NAMES;
  }

  /** What a scenario that comes along is about: the first line of its script. */
  public static String about(String name) {
    return Scenarios.text(name).lines().findFirst().orElse("").replaceFirst("^# *", "");
  }

  /**
   * Runs it.
   *
   * @throws SimulationException when the script cannot be read or understood, or an invariant did
   *     not hold; then the message has the seed and the command that replays it
   */
  public SimulationReport run(Progress progress) {
    Scenario script = chord ? onChord(script()) : script();
    long start = System.nanoTime();
    ScenarioResult result;
    try {
      result = new ScenarioRun(script, peers, seed, progress::say).run();
    } catch (Violation e) {
      throw new SimulationException(
          "an invariant does not hold: "
              + e.getMessage()
              + "\n  seed "
              + seed
              + ", replay: "
              + command(),
          e);
    }
    return new SimulationReport(result, (System.nanoTime() - start) / 1e9, command());
  }

  private String command() {
    String command = "./gossamer sim " + scenario + " --peers " + peers + " --seed " + seed;
    return chord ? command + " --overlay chord" : command;
  }

  private static Scenario onChord(Scenario script) {
    List<Step> steps = new ArrayList<>(script.steps());
    steps.addFirst(new Step.Overlay(true));
    return new Scenario(script.name() + "-chord", steps);
  }

  private Scenario script() {
    if (names().contains(scenario)) {
      return Scenarios.load(scenario);
    }
    try {
      Path file = Path.of(scenario);
      return Scenario.parse(file.getFileName().toString(), Files.readString(file));
    } catch (ScenarioException e) {
      throw new SimulationException(scenario + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new SimulationException("no scenario " + scenario + ", and no such file", e);
    }
  }
}
