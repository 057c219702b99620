package gossamer.evaluation.experiment;

import java.util.Arrays;

/** What repetitions of one measurement gave. */
public final class Samples {
  private final double[] sorted;

  /** At least one. */
  public Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The mean: rare long ones count. */
  public double mean() {
    return Arrays.stream(sorted).sum() / sorted.length;
  }
}
