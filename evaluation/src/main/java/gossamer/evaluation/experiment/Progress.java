package gossamer.evaluation.experiment;

/** Where an experiment tells how far it is. */
@FunctionalInterface
public interface Progress {
  /** One line for people. */
  void say(String line);
}
