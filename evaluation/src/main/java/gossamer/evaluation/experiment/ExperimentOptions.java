package gossamer.evaluation.experiment;

/**
 * How an experiment is run.
 *
 * @param quick fewer repetitions: a try-out, not a result
 */
public record ExperimentOptions(boolean quick) {
  /** One of two numbers of repetitions. */
  public int repetitions(int normally, int quickly) {
    return quick ? quickly : normally;
  }
}
