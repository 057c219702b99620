package gossamer.evaluation.channel;

import gossamer.evaluation.endpoint.EndpointProcess;
import gossamer.evaluation.endpoint.Pair;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LinkProfile;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import gossamer.evaluation.lab.WanLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a sender brings over a long path that loses packets: ours next to libwebrtc's, the receiver
 * being libwebrtc for both. Every figure is that of a connection of its own, over some seconds
 * after a first megabyte.
 */
public final class GoodputExperiment implements Experiment {
  private static final int MESSAGE_BYTES = 16_384;
  private static final long WARM_UP_BYTES = 100_000_000;
  private static final long FIRST_BYTES = 1_000_000;
  private static final long MOST_BYTES = 200_000_000;
  private static final int MOST_RAMPS = 6;
  private static final long SEED = 7;

  @Override
  public String name() {
    return "goodput";
  }

  @Override
  public String description() {
    return "what a sender brings over links with delay and loss, next to libwebrtc's";
  }

  /** A link: its round trip, and what it loses in each direction. */
  private record Path(int roundTripMillis, double loss) {
    LinkProfile profile() {
      return LinkProfile.roundTrip(Duration.ofMillis(roundTripMillis)).loss(loss);
    }

    String text() {
      return String.format(
          Locale.ROOT, "sender, %d ms RTT, %.1f %% loss", roundTripMillis, loss * 100);
    }

    Optional<Goal> goal() {
      return roundTripMillis == 100 ? Optional.of(Goal.ratioAtLeast(5)) : Optional.empty();
    }
  }

  private static List<Path> paths(ExperimentOptions options) {
    int[] roundTrips = options.quick() ? new int[] {100} : new int[] {0, 50, 100};
    double[] losses = options.quick() ? new double[] {0, 0.01} : new double[] {0, 0.001, 0.01};
    List<Path> paths = new ArrayList<>();
    for (int roundTrip : roundTrips) {
      for (double loss : losses) {
        paths.add(new Path(roundTrip, loss));
      }
    }
    return paths;
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    List<Path> paths = paths(options);
    try (Lab lab = Lab.open()) {
      NetworkNamespace near = lab.namespace("near");
      NetworkNamespace far = lab.namespace("far");
      var nearEnd = new Port(near, "wan0", "10.89.0.1/24");
      var farEnd = new Port(far, "wan0", "10.89.0.2/24");
      WanLink link = lab.wan(nearEnd, farEnd, LinkProfile.PERFECT, SEED);
      lab.defaultRoute(nearEnd, farEnd.host());
      lab.defaultRoute(farEnd, nearEnd.host());
      double seconds = options.repetitions(5, 2);
      var ours = new Run(near, far, link, seconds, progress).measure(Stack.OWN, paths);
      var theirs = new Run(near, far, link, seconds, progress).measure(Stack.LIBWEBRTC, paths);
      List<Measure> measures = new ArrayList<>();
      for (int i = 0; i < paths.size(); i++) {
        Path path = paths.get(i);
        measures.add(
            new Measure(
                path.text(),
                "MB/s",
                OptionalDouble.of(ours.get(i)),
                OptionalDouble.of(theirs.get(i)),
                path.goal()));
      }
      return measures;
    }
  }

  /** What is the same for all paths. */
  private record Run(
      NetworkNamespace near,
      NetworkNamespace far,
      WanLink link,
      double seconds,
      Progress progress) {
    List<Double> measure(Stack stack, List<Path> paths) {
      List<Double> figures = new ArrayList<>();
      try (EndpointProcess sender = stack.start(near);
          EndpointProcess receiver = Stack.LIBWEBRTC.start(far)) {
        link.shape(LinkProfile.PERFECT);
        Pair warm = Pair.connect(sender, receiver, "warm");
        warm.transfer(WARM_UP_BYTES, MESSAGE_BYTES);
        warm.close();
        for (Path path : paths) {
          link.shape(path.profile());
          Pair pair = Pair.connect(sender, receiver, "path" + figures.size());
          double figure = transfer(pair, ramped(pair), seconds);
          figures.add(figure);
          pair.close();
          progress.say(
              String.format(Locale.ROOT, "%s: %s: %.2f MB/s", stack.name(), path.text(), figure));
        }
      }
      return figures;
    }

    /** The rate of a transfer that was no longer faster than the one before. */
    private double ramped(Pair pair) {
      double before = 0;
      double rate = pair.transfer(FIRST_BYTES, MESSAGE_BYTES).megabytesPerSecond();
      for (int i = 0; i < MOST_RAMPS && rate > before * 1.25; i++) {
        before = rate;
        rate = transfer(pair, rate, seconds / 2);
      }
      return Math.max(rate, before);
    }

    private static double transfer(Pair pair, double megabytesPerSecond, double seconds) {
      long bytes = (long) (megabytesPerSecond * seconds * 1e6);
      return pair.transfer(Math.clamp(bytes, FIRST_BYTES / 4, MOST_BYTES), MESSAGE_BYTES)
          .megabytesPerSecond();
    }
  }
}
