package gossamer.evaluation.overlay;

import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The figures of all simulations, with their goals and what they are compared with. */
final class OverlayFigures {
  /** Hops of the paper, for ten million peers. */
  private static final double PAPER = 20;

  private static final int MILLION = 1_000_000;

  private static final Pattern ORACLE = Pattern.compile("chosen by an oracle, for (\\d+) peers");

  private final List<Measure> measures = new ArrayList<>();
  private final Hops kademlia = new Hops();
  private final Hops chord = new Hops();

  /** Hops of filled networks on Kademlia. */
  Hops kademlia() {
    return kademlia;
  }

  /** Hops of filled networks on Chord. */
  Hops chord() {
    return chord;
  }

  List<Measure> measures() {
    return measures;
  }

  /** What one simulation reported. */
  void add(Part part, JsonNode report) {
    double mean = 0;
    double p99 = 0;
    for (JsonNode figure : report.path("figures")) {
      String name = figure.path("name").asString();
      double value = figure.path("value").asDouble();
      mean = name.equals("route hops mean") ? value : mean;
      p99 = name.equals("route hops p99") ? value : p99;
      measures.add(
          new Measure(
              name + ", " + part.label(),
              figure.path("unit").asString(),
              OptionalDouble.of(value),
              compared(name, part.peers()),
              goal(name, part)));
    }
    if (part.scenario().equals("hops")) {
      (part.chord() ? chord : kademlia).add(part.peers(), mean, p99);
    }
    Matcher oracle = ORACLE.matcher(report.path("network").asString());
    measures.add(
        Measure.ours(
            "peers linked by an oracle, " + part.label(),
            "1",
            oracle.find() ? Double.parseDouble(oracle.group(1)) : 0));
    double kilobytes = report.path("heapBytesPerPeer").asDouble() / 1e3;
    Measure heap = Measure.ours("heap per simulated peer, " + part.label(), "KB", kilobytes);
    measures.add(part.scenario().equals("hops") ? heap.goal(Goal.oursAtMost(12)) : heap);
    double seconds = report.path("seconds").asDouble();
    measures.add(Measure.ours("time of the simulation, " + part.label(), "s", seconds));
    double frames = report.path("frames").asDouble() / part.peers();
    measures.add(Measure.ours("frames per peer, " + part.label(), "1", frames));
  }

  private static OptionalDouble compared(String figure, int peers) {
    return switch (figure) {
      case "route hops mean" -> OptionalDouble.of(Hops.half(peers));
      case "route hops p99" -> OptionalDouble.of(PAPER);
      default -> OptionalDouble.empty();
    };
  }

  private static Optional<Goal> goal(String figure, Part part) {
    boolean churning = part.scenario().endsWith("churn");
    boolean million = part.peers() == MILLION;
    return switch (figure) {
      case "route hops mean" -> million ? Optional.of(Goal.oursAtMost(5.2)) : Optional.empty();
      case "route hops p99" -> million ? Optional.of(Goal.oursAtMost(8)) : Optional.empty();
      case "lookup success" -> Optional.of(Goal.oursAtLeast(churning ? 99.9 : 100));
      case "after-30%-in-60s success", "after-50%-in-60s success" ->
          Optional.of(Goal.oursAtLeast(99.99));
      // Letters belong to link set-up; with them it is the stricter reading of the same goal.
      case "rest without link set-up",
          "churn without link set-up",
          "rest without transports",
          "churn without transports" ->
          Optional.of(Goal.oursAtMost(900));
      default -> Optional.empty();
    };
  }
}
