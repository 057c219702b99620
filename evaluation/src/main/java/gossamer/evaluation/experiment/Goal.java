package gossamer.evaluation.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a measure should be.
 *
 * @param of what is compared: our figure, or its ratio to the peer's
 * @param bound whether the limit is the most or the least
 * @param limit the limit, itself allowed
 */
public record Goal(Of of, Bound bound, double limit) {
  /** What is compared. */
  public enum Of {
    OURS,
    RATIO
  }

  /** On which side of the limit is good. */
  public enum Bound {
    AT_MOST,
    AT_LEAST
  }

  /** Our figure is at most this. */
  public static Goal oursAtMost(double limit) {
    return new Goal(Of.OURS, Bound.AT_MOST, limit);
  }

  /** Our figure is at least this. */
  public static Goal oursAtLeast(double limit) {
    return new Goal(Of.OURS, Bound.AT_LEAST, limit);
  }

  /** Our figure is at most this many times the peer's. */
  public static Goal ratioAtMost(double limit) {
    return new Goal(Of.RATIO, Bound.AT_MOST, limit);
  }

  /** Our figure is at least this many times the peer's. */
  public static Goal ratioAtLeast(double limit) {
    return new Goal(Of.RATIO, Bound.AT_LEAST, limit);
  }

  /** Whether it is met; empty as long as what it is about was not measured. */
  Optional<Boolean> metBy(Measure measure) {
    OptionalDouble figure = of == Of.OURS ? measure.ours() : measure.ratio();
    if (figure.isEmpty()) {
      return Optional.empty();
    }
    double value = figure.getAsDouble();
    return Optional.of(bound == Bound.AT_MOST ? value <= limit : value >= limit);
  }

  /** For example {@code <= 3.2} or {@code >= 1x}. */
  @Override
  public String toString() {
    String number = String.format(Locale.ROOT, "%.4f", limit).replaceAll("\\.?0+$", "");
    return (bound == Bound.AT_MOST ? "<= " : ">= ") + number + (of == Of.RATIO ? "x" : "");
  }
}
