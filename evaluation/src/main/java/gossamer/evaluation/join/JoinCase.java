package gossamer.evaluation.join;

import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Samples;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is compared with what, under which conditions.
 *
 * @param name what both paths reach
 * @param ours our way of joining directly; empty where there is none
 * @param peer what it is compared with
 * @param loss the probability that the link loses a packet, in each direction
 * @param average what stands for the samples of one delay
 * @param samples how many there are per delay, normally and when it has to be quick
 * @param goal for the round trips
 */
record JoinCase(
    String name,
    Optional<JoinPath> ours,
    JoinPath peer,
    double loss,
    ToDoubleFunction<Samples> average,
    SampleCount samples,
    Optional<Goal> goal) {
  record SampleCount(int normally, int quickly) {}

  /** All of them. */
  static List<JoinCase> all() {
    var few = new SampleCount(11, 3);
    // With so few packets per join most runs meet no loss at all: the mean needs many.
    var many = new SampleCount(100, 5);
    return List.of(
        new JoinCase(
            "first byte",
            Optional.of(new DirectPath("udp")),
            new WebSocketPath(),
            0,
            Samples::median,
            few,
            Optional.of(Goal.oursAtMost(3.2))),
        new JoinCase(
            "first byte, 1 % loss, mean",
            Optional.of(new DirectPath("udp")),
            new WebSocketPath(),
            0.01,
            Samples::mean,
            many,
            Optional.of(Goal.oursAtMost(3.5))),
        new JoinCase(
            "first byte, without UDP",
            Optional.of(new DirectPath("tcp")),
            new WebSocketPath(),
            0,
            Samples::median,
            few,
            Optional.empty()),
        new JoinCase(
            "joined, join()",
            Optional.empty(),
            new SdkPath(),
            0,
            Samples::median,
            few,
            Optional.empty()));
  }
}
