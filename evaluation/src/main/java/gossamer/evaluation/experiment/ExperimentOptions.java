package gossamer.evaluation.experiment;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How an experiment is run.
 *
 * @param quick fewer repetitions: a try-out, not a result
 * @param only what the names of its cases have to contain, in whatever case; empty for all
 * @param out where it may write more than its table
 */
public record ExperimentOptions(boolean quick, String only, Path out) {
  /** All cases; writes into the usual folder. */
  public ExperimentOptions(boolean quick) {
    this(quick, "", Path.of("eval-results"));
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
