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
 * no server but two masters. Where a relay carries them its master is killed; in the end all are.
 */
public final class NatExperiment implements Experiment {
  private static final Goal ALL = Goal.oursAtLeast(100);
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
  public boolean selectable() {
    return true;
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    List<HomePair> pairs = options.quick() ? HomePair.few() : HomePair.all();
    List<Kind[]> browsers = List.of(BROWSERS).subList(0, options.repetitions(BROWSERS.length, 1));
    List<Measure> measures = new ArrayList<>();
    try (NatLab lab = NatLab.open()) {
      for (HomePair pair : pairs) {
        List<NatRun> runs = new ArrayList<>();
        for (Kind[] ends : browsers) {
          if (options.selects(NatRun.name(pair, ends[0], ends[1]))) {
            NatRun run = NatTrial.run(lab, pair, ends[0], ends[1]);
            progress.say(run.toString());
            runs.add(run);
          }
        }
        measures.addAll(measures(pair, runs));
      }
      List<Orphans> orphans = new ArrayList<>();
      for (Kind[] ends : browsers) {
        if (options.selects(Orphans.name(ends[0], ends[1]))) {
          Orphans run = Orphans.run(lab, ends[0], ends[1]);
          progress.say(run.toString());
          orphans.add(run);
        }
      }
      measures.addAll(orphans(orphans));
    }
    return measures;
  }

  private static List<Measure> measures(HomePair pair, List<NatRun> runs) {
    List<Measure> measures = new ArrayList<>();
    if (runs.isEmpty()) {
      return measures;
    }
    measures.add(share(pair + ", connected", runs, NatRun::connected));
    measures.add(share(pair + ", video", runs, NatRun::filmed));
    String expected = pair.relayed() ? ", by a relay" : ", direct";
    measures.add(share(pair + expected, runs, NatRun::asExpected));
    measures.add(share(pair + ", in the masters' counters", runs, NatRun::reported));
    OptionalDouble slowest =
        runs.stream().flatMapToDouble(run -> run.connectMillis().stream()).max();
    slowest.ifPresent(
        millis -> measures.add(Measure.ours(pair + ", slowest to connect", "ms", millis)));
    if (pair.relayed()) {
      measures.add(share(pair + ", again after the relay's death", runs, NatRun::recovered));
      runs.stream()
          .flatMapToDouble(
              run -> run.recovery().stream().flatMapToDouble(r -> r.seconds().stream()))
          .max()
          .ifPresent(seconds ->
              measures.add(
                  Measure.ours(pair + ", slowest recovery", "s", seconds)
                      .goal(Goal.oursAtMost(NatRun.RECOVERY_SECONDS))));
    }
    return measures;
  }

  private static List<Measure> orphans(List<Orphans> runs) {
    List<Measure> measures = new ArrayList<>();
    if (!runs.isEmpty()) {
      measures.add(share(Orphans.PAIR + ", through a third", runs, Orphans::shown));
      runs.stream()
          .flatMapToDouble(run -> run.connectMillis().stream())
          .max()
          .ifPresent(millis ->
              measures.add(Measure.ours(Orphans.PAIR + ", slowest to connect", "ms", millis)));
    }
    return measures;
  }

  private static <T> Measure share(String name, List<T> runs, Predicate<T> good) {
    return Measure.ours(name, "%", 100.0 * runs.stream().filter(good).count() / runs.size())
        .goal(ALL);
  }
}
