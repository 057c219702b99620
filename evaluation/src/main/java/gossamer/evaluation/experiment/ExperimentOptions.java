package gossamer.evaluation.experiment;

import java.nio.file.Path;

/**
 * How an experiment is run.
 *
 * @param quick fewer repetitions: a try-out, not a result
 * @param out where it may write more than its table
 */
public record ExperimentOptions(boolean quick, Path out) {
  /** Writes into the usual folder. */
  public ExperimentOptions(boolean quick) {
    this(quick, Path.of("eval-results"));
  }

  /** One of two numbers of repetitions. */
  public int repetitions(int normally, int quickly) {
    return quick ? quickly : normally;
  }
}
