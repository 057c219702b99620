package gossamer.evaluation.masterless;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import gossamer.master.OverlayKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Twelve headless browsers join one master, which is then killed; peers leave, newcomers are let in
 * by invitations, and all go on finding and signalling each other.
 */
public final class MasterlessExperiment implements Experiment {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration QUICK = Duration.ofSeconds(45);

  @Override
  public String name() {
    return "masterless";
  }

  @Override
  public String description() {
    return "twelve browsers whose master was killed find and signal each other while some leave and come";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    List<Measure> measures = new ArrayList<>();
    for (OverlayKind overlay : OverlayKind.values()) {
      try (Crowd crowd = Crowd.join(overlay)) {
        crowd.killMaster();
        progress.say(overlay.text() + ": the master is dead, " + crowd.size() + " peers go on");
        Crowd.Result result = crowd.goOn(options.quick() ? QUICK : LONG, progress);
        measures.addAll(measures(overlay.text(), result));
      }
    }
    return measures;
  }

  private static List<Measure> measures(String overlay, Crowd.Result result) {
    List<Measure> measures = new ArrayList<>();
    measures.add(Measure.ours(overlay + ", peers that left", "", result.left()));
    measures.add(Measure.ours(overlay + ", searched and signalled", "", result.tried()));
    if (result.invited() > 0) {
      measures.add(
          Measure.ours(
                  overlay + ", newcomers let in", "%", 100.0 * result.came() / result.invited())
              .goal(Goal.oursAtLeast(100)));
    }
    double found = result.millis().length;
    measures.add(
        Measure.ours(overlay + ", found", "%", 100 * found / result.tried())
            .goal(Goal.oursAtLeast(100)));
    if (found > 0) {
      double median = new Samples(result.millis()).median();
      measures.add(Measure.ours(overlay + ", median time to find", "ms", median));
    }
    return measures;
  }
}
