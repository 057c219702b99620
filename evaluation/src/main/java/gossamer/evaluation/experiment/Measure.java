package gossamer.evaluation.experiment;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure, ours and that of whom we compare with.
 *
 * @param measure what was measured
 * @param unit the unit of both figures
 * @param ours our figure; empty when we cannot do it yet
 * @param peer the other's figure; empty when there is no other
 * @param goal what was to be reached, if anything
 */
public record Measure(
    String measure, String unit, OptionalDouble ours, OptionalDouble peer, Optional<Goal> goal) {
  /** A figure of ours alone. */
  public static Measure ours(String measure, String unit, double ours) {
    return new Measure(
        measure, unit, OptionalDouble.of(ours), OptionalDouble.empty(), Optional.empty());
  }

  /** A figure of the peer alone: ours is not there yet. */
  public static Measure peer(String measure, String unit, double peer) {
    return new Measure(
        measure, unit, OptionalDouble.empty(), OptionalDouble.of(peer), Optional.empty());
  }

  /** The same with a goal. */
  public Measure goal(Goal value) {
    return new Measure(measure, unit, ours, peer, Optional.of(value));
  }

  /** Ours through the peer's; empty unless there are both and the peer's is not 0. */
  public OptionalDouble ratio() {
    return ours.isPresent() && peer.isPresent() && peer.getAsDouble() != 0
        ? OptionalDouble.of(ours.getAsDouble() / peer.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Whether the goal is met; empty when there is none, or nothing to compare it with. */
  public Optional<Boolean> met() {
    return goal.flatMap(value -> value.metBy(this));
  }
}
