package gossamer.evaluation.turn;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import gossamer.evaluation.turn.RelayServer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What relaying costs a master, beside coturn and beside a loop that only forwards: each pinned to
 * one core, by turns under the same flood from the other core. CPU time is the kernel's count for
 * the process, its own work included.
 */
public final class TurnExperiment implements Experiment {
  private static final List<Integer> SIZES = List.of(172, 1_200);
  private static final double FASTER = 1.2;
  private static final double NEARLY_BARE = 0.9;
  private static final double GARBAGE = 250;
  private static final double HEAP = 2_048;

  @Override
  public String name() {
    return "turn";
  }

  @Override
  public String description() {
    return "CPU, packets a second, garbage and memory of relaying, beside coturn and a bare loop";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    int runs = options.repetitions(7, 1);
    int seconds = options.repetitions(4, 2);
    List<Measure> measures = new ArrayList<>();
    try (RelayServer ours = RelayServer.start(Kind.OURS);
        RelayServer coturn = RelayServer.start(Kind.COTURN);
        RelayServer bare = RelayServer.start(Kind.BARE)) {
      for (FloodPath path : FloodPath.values()) {
        // The bare loop knows nothing of other clients.
        List<RelayServer> peers =
            path == FloodPath.TO_CLIENT ? List.of(coturn) : List.of(coturn, bare);
        progress.say(path.words() + ": warm");
        Flood warm = new Flood(path, SIZES.getFirst(), options.repetitions(6, 3));
        warm.run(ours);
        warm.run(peers.getLast());
        for (int size : SIZES) {
          progress.say(path.words() + ", " + size + " B");
          measures.addAll(compare(new Flood(path, size, seconds), ours, peers, runs));
        }
      }
      progress.say("allocations");
      measures.addAll(idle(new Idle(options.repetitions(4_000, 1_000), 1), coturn));
    }
    return measures;
  }

  private static List<Measure> compare(
      Flood flood, RelayServer ours, List<RelayServer> peers, int runs) {
    List<Flood.Cost> here = new ArrayList<>();
    List<List<Flood.Cost>> there = new ArrayList<>();
    peers.forEach(peer -> there.add(new ArrayList<>()));
    for (int i = 0; i < runs; i++) {
      here.add(flood.run(ours));
      for (int peer = 0; peer < peers.size(); peer++) {
        there.get(peer).add(flood.run(peers.get(peer)));
      }
    }
    String what = flood.path().words() + ", " + flood.size() + " B: ";
    List<Measure> measures = new ArrayList<>();
    for (int peer = 0; peer < peers.size(); peer++) {
      boolean isBare = peers.get(peer).kind() == Kind.BARE;
      double goal = isBare ? NEARLY_BARE : FASTER;
      String name = isBare ? " (peer: bare loop)" : " (peer: coturn)";
      measures.add(
          measure(
                  what + "CPU" + name,
                  "us/packet",
                  median(here, Flood.Cost::cpuMicros),
                  median(there.get(peer), Flood.Cost::cpuMicros))
              .goal(Goal.ratioAtMost(1 / goal)));
      measures.add(
          measure(
                  what + "rate" + name,
                  "packets/s",
                  median(here, Flood.Cost::perSecond),
                  median(there.get(peer), Flood.Cost::perSecond))
              .goal(Goal.ratioAtLeast(goal)));
    }
    measures.add(
        Measure.ours(what + "garbage", "B/packet", median(here, Flood.Cost::garbage))
            .goal(Goal.oursAtMost(GARBAGE)));
    return measures;
  }

  private static List<Measure> idle(Idle idle, RelayServer coturn) {
    // New servers: memory that earlier floods took and gave back would hide what this takes.
    try (RelayServer ours = RelayServer.start(Kind.OURS)) {
      new Idle(idle.allocations() / 2, 2).run(ours);
      Idle.Cost here = idle.run(ours);
      Idle.Cost there = idle.run(coturn);
      return List.of(
          measure("allocations, one after the other", "1/s", here.perSecond(), there.perSecond()),
          measure("allocation with channel: CPU", "us", here.cpuMicros(), there.cpuMicros()),
          measure("idle allocation: resident", "B", here.resident(), there.resident()),
          Measure.ours("idle allocation: heap", "B", here.heap()).goal(Goal.oursAtMost(HEAP)));
    }
  }

  private static Measure measure(String name, String unit, double ours, double theirs) {
    return new Measure(
        name, unit, OptionalDouble.of(ours), OptionalDouble.of(theirs), Optional.empty());
  }

  private static double median(List<Flood.Cost> costs, ToDoubleFunction<Flood.Cost> what) {
    return new Samples(costs.stream().mapToDouble(what).toArray()).median();
  }
}
