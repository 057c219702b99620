package gossamer.evaluation.overlay;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.simulator.scenario.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The overlay under simulation: hops, lookups at rest, after disasters and under churn, traffic,
 * partitions and the death of all masters, with production peers that join one after the other.
 */
public final class OverlayExperiment implements Experiment {
  private static final long SEED = 1;

  /** Goals, by the figure they are about. */
  private static Optional<Goal> goal(String figure) {
    return switch (figure) {
      case "lookup success" -> Optional.of(new Goal(Goal.Of.OURS, Goal.Bound.AT_LEAST, 100));
      case "churning lookup success" ->
          Optional.of(new Goal(Goal.Of.OURS, Goal.Bound.AT_LEAST, 99.9));
      case "after-30%-in-60s success", "after-50%-in-60s success" ->
          Optional.of(new Goal(Goal.Of.OURS, Goal.Bound.AT_LEAST, 99.99));
      case "rest without set-up", "churn without set-up" -> Optional.of(Goal.oursAtMost(900));
      default -> Optional.empty();
    };
  }

  @Override
  public String name() {
    return "overlay";
  }

  @Override
  public String description() {
    return "hops, lookups and traffic of simulated peers: at rest, churning, parted, without masters";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    int usual = options.repetitions(1_000, 60);
    List<Measure> measures = new ArrayList<>();
    if (!options.quick()) {
      rest(measures, 300, progress);
    }
    rest(measures, usual, progress);
    for (String scenario : List.of("disaster", "churn", "partition", "masterless")) {
      add(measures, new Simulation(scenario, usual, SEED).run(progress), usual);
    }
    return measures;
  }

  private static void rest(List<Measure> measures, int peers, Progress progress) {
    SimulationReport report = new Simulation("rest", peers, SEED).run(progress);
    add(measures, report, peers);
    measures.add(
        Measure.ours(
                "heap per simulated peer, " + peers + " peers",
                "KB",
                report.result().heapPerPeer() / 1e3)
            .goal(Goal.oursAtMost(12)));
  }

  /** Hops stand next to half the binary logarithm of the number of peers. */
  private static void add(List<Measure> measures, SimulationReport report, int peers) {
    String suffix = ", " + report.result().scenario() + ", " + peers + " peers";
    for (Figure figure : report.result().figures()) {
      boolean hops = figure.name().equals("route hops mean");
      boolean churning = report.result().scenario().equals("churn");
      OptionalDouble peer =
          hops ? OptionalDouble.of(Math.log(peers) / Math.log(2) / 2) : OptionalDouble.empty();
      measures.add(
          new Measure(
              figure.name() + suffix,
              figure.unit(),
              OptionalDouble.of(figure.value()),
              peer,
              goal(churning ? "churning " + figure.name() : figure.name())));
    }
  }
}
