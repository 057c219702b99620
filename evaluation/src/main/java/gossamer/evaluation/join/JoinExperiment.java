package gossamer.evaluation.join;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Line;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Joins from real browsers over a wide-area link at several delays: the slope of the time over the
 * round-trip time is the number of round trips, the intercept is everything else.
 */
public final class JoinExperiment implements Experiment {
  private static final double[] ROUND_TRIPS_MILLIS = {20, 60, 120};

  private final List<JoinCase> cases;

  public JoinExperiment() {
    this(JoinCase.all());
  }

  JoinExperiment(List<JoinCase> cases) {
    this.cases = List.copyOf(cases);
  }

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String description() {
    return "round trips until a page has heard from a master, by Chromium and Firefox";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    List<Measure> measures = new ArrayList<>();
    try (JoinLab lab = JoinLab.open()) {
      for (Browser.Kind kind : Browser.Kind.values()) {
        try (Browser browser = lab.launch(kind, LaunchOptions.DEFAULT)) {
          progress.say(browser.version());
          var run = new Run(lab, browser, options, progress);
          cases.forEach(joinCase -> measures.addAll(run.measure(joinCase)));
        }
      }
    }
    return measures;
  }

  /** All cases in one browser. */
  private record Run(JoinLab lab, Browser browser, ExperimentOptions options, Progress progress) {
    List<Measure> measure(JoinCase joinCase) {
      int before = lab.failures();
      Optional<Line> ours = joinCase.ours().map(path -> line(joinCase, path));
      int failures = lab.failures() - before;
      Line peer = line(joinCase, joinCase.peer());
      String name = joinCase.name() + ", " + browser.kind().name().toLowerCase(Locale.ROOT);
      List<Measure> measures = new ArrayList<>();
      if (joinCase.loss() > 0 || failures > 0) {
        measures.add(Measure.ours(name + ", made anew", "connections", failures));
      }
      measures.addAll(
          List.of(
              new Measure(
                  name,
                  "round trips",
                  ours.map(line -> OptionalDouble.of(line.slope())).orElse(OptionalDouble.empty()),
                  OptionalDouble.of(peer.slope()),
                  joinCase.goal()),
              new Measure(
                  name + ", at 0 ms",
                  "ms",
                  ours.map(line -> OptionalDouble.of(line.intercept()))
                      .orElse(OptionalDouble.empty()),
                  OptionalDouble.of(peer.intercept()),
                  Optional.empty())));
      return measures;
    }

    private Line line(JoinCase joinCase, JoinPath path) {
      int count = options.repetitions(joinCase.samples().normally(), joinCase.samples().quickly());
      lab.shape(Duration.ZERO, 0);
      lab.join(browser, path); // the first one loads and compiles what the others find ready
      double[] taken = new double[ROUND_TRIPS_MILLIS.length];
      for (int i = 0; i < taken.length; i++) {
        lab.shape(Duration.ofMillis((long) ROUND_TRIPS_MILLIS[i]), joinCase.loss());
        var samples =
            new Samples(
                IntStream.range(0, count).mapToDouble(run -> lab.join(browser, path)).toArray());
        taken[i] = joinCase.average().applyAsDouble(samples);
        progress.say(
            String.format(
                Locale.ROOT,
                "%s, %s, %s: %.1f ms at a round trip of %.0f ms (%d runs)",
                browser.kind(),
                joinCase.name(),
                path.name(),
                taken[i],
                ROUND_TRIPS_MILLIS[i],
                count));
      }
      return Line.through(ROUND_TRIPS_MILLIS, taken);
    }
  }
}
