package gossamer.evaluation.experiment;

import java.util.Locale;

/**
 * How an experiment is run.
 *
 * @param quick fewer repetitions: a try-out, not a result
 * @param only what the names of its cases have to contain, in whatever case; empty for all
 */
public record ExperimentOptions(boolean quick, String only) {
  /** All cases. */
  public ExperimentOptions(boolean quick) {
    this(quick, "");
  }

  /** One of two numbers of repetitions. */
  public int repetitions(int normally, int quickly) {
    return quick ? quickly : normally;
  }

  /** Whether the case of this name is to be run. */
  public boolean selects(String name) {
    return name.toLowerCase(Locale.ROOT).contains(only.toLowerCase(Locale.ROOT));
  }
}
