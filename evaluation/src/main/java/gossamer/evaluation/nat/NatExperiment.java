package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Real browsers behind real routers connect with each other: a data channel and a video call, with
 * no server but two masters. Where a relay carries them its master is killed.
 */
public final class NatExperiment implements Experiment {
  private static final Kind[][] BROWSERS = {
    {Kind.CHROMIUM, Kind.FIREFOX},
    {Kind.FIREFOX, Kind.CHROMIUM},
    {Kind.CHROMIUM, Kind.CHROMIUM},
    {Kind.FIREFOX, Kind.FIREFOX}
  };

  @Override
  public String name() {
    return "nat";
  }

  @Override
  public String description() {
    return "data channels and video between all kinds of home routers; the relay in use is killed";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    List<HomePair> pairs = options.quick() ? HomePair.few() : HomePair.all();
    int combinations = options.repetitions(BROWSERS.length, 1);
    List<Measure> measures = new ArrayList<>();
    try (NatLab lab = NatLab.open()) {
      for (HomePair pair : pairs) {
        List<NatRun> runs = new ArrayList<>();
        for (int i = 0; i < combinations; i++) {
          NatRun run = NatRun.of(lab, pair, BROWSERS[i][0], BROWSERS[i][1]);
          progress.say(run.toString());
          runs.add(run);
        }
        measures.addAll(measures(pair, runs));
      }
    }
    return measures;
  }

  private static List<Measure> measures(HomePair pair, List<NatRun> runs) {
    List<Measure> measures = new ArrayList<>();
    Goal all = Goal.oursAtLeast(100);
    measures.add(Measure.ours(pair + ", connected", "%", share(runs, NatRun::connected)).goal(all));
    measures.add(Measure.ours(pair + ", video", "%", share(runs, NatRun::film)).goal(all));
    measures.add(
        Measure.ours(
                pair + (pair.relayed() ? ", by a relay" : ", direct"),
                "%",
                share(runs, NatRun::asExpected))
            .goal(all));
    OptionalDouble slowest =
        runs.stream().flatMapToDouble(run -> run.connectMillis().stream()).max();
    slowest.ifPresent(
        millis -> measures.add(Measure.ours(pair + ", slowest to connect", "ms", millis)));
    if (pair.relayed()) {
      measures.add(
          Measure.ours(
                  pair + ", again after the relay's death",
                  "%",
                  share(runs, run -> run.recoverySeconds().isPresent()))
              .goal(all));
      runs.stream()
          .flatMapToDouble(run -> run.recoverySeconds().stream())
          .max()
          .ifPresent(seconds ->
              measures.add(
                  Measure.ours(pair + ", slowest recovery", "s", seconds)
                      .goal(Goal.oursAtMost(10))));
    }
    return measures;
  }

  private static double share(List<NatRun> runs, Predicate<NatRun> good) {
    return 100.0 * runs.stream().filter(good).count() / runs.size();
  }
}
