package gossamer.evaluation.experiment;

import java.util.List;

/** Something that is measured on real processes. */
public interface Experiment {
  /** What people type: lower-case letters and dashes. */
  String name();

  /** What it measures, in one line. */
  String description();

  /** Whether it has cases of which {@link ExperimentOptions#only} chooses. */
  default boolean selectable() {
    return false;
  }

  /**
   * Measures. Everything it starts ends with the call, and with this JVM at the latest.
   *
   * @throws RuntimeException of the lab, the browsers or the processes, with a message for people,
   *     when it cannot be run here
   */
  List<Measure> run(ExperimentOptions options, Progress progress);
}
