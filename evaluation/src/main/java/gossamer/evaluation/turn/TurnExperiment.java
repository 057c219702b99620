package gossamer.evaluation.turn;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import gossamer.evaluation.turn.RelayServer.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    Map<Kind, RelayServer> servers = new EnumMap<>(Kind.class);
    try {
      for (Kind kind : Kind.values()) {
        servers.put(kind, RelayServer.start(kind));
      }
      for (FloodPath path : FloodPath.values()) {
        progress.say(path.words() + ": warm");
        Flood warm = new Flood(path, SIZES.getFirst(), options.repetitions(6, 3));
        warm.run(servers.get(Kind.OURS));
        if (path != FloodPath.TO_CLIENT) {
          warm.run(servers.get(Kind.BARE));
        }
        for (int size : SIZES) {
          progress.say(path.words() + ", " + size + " B");
          measures.addAll(compare(new Flood(path, size, seconds), servers, runs));
        }
      }
      progress.say("allocations");
      measures.addAll(idle(new Idle(options.repetitions(4_000, 1_000), 1), servers));
    } finally {
      servers.values().forEach(RelayServer::close);
    }
    return measures;
  }

  private static List<Measure> compare(Flood flood, Map<Kind, RelayServer> servers, int runs) {
    Map<Kind, List<Flood.Cost>> costs = new EnumMap<>(Kind.class);
    for (int i = 0; i < runs; i++) {
      for (Kind kind : Kind.values()) {
        // The bare loop knows nothing of other clients.
        if (kind != Kind.BARE || flood.path() != FloodPath.TO_CLIENT) {
          costs.computeIfAbsent(kind, any -> new ArrayList<>()).add(flood.run(servers.get(kind)));
        }
      }
    }
    String what = flood.path().words() + ", " + flood.size() + " B: ";
    double cpu = median(costs.get(Kind.OURS), Flood.Cost::cpuMicros);
    double rate = median(costs.get(Kind.OURS), Flood.Cost::perSecond);
    List<Measure> measures = new ArrayList<>();
    for (Kind peer : List.of(Kind.COTURN, Kind.BARE)) {
      List<Flood.Cost> theirs = costs.get(peer);
      if (theirs != null) {
        double goal = peer == Kind.BARE ? NEARLY_BARE : FASTER;
        String name = peer == Kind.BARE ? " (peer: bare loop)" : " (peer: coturn)";
        measures.add(
            measure(
                what + "CPU" + name,
                "us/packet",
                cpu,
                median(theirs, Flood.Cost::cpuMicros),
                Goal.ratioAtMost(1 / goal)));
        measures.add(
            measure(
                what + "rate" + name,
                "packets/s",
                rate,
                median(theirs, Flood.Cost::perSecond),
                Goal.ratioAtLeast(goal)));
      }
    }
    measures.add(
        Measure.ours(
                what + "garbage", "B/packet", median(costs.get(Kind.OURS), Flood.Cost::garbage))
            .goal(Goal.oursAtMost(GARBAGE)));
    return measures;
  }

  private static List<Measure> idle(Idle idle, Map<Kind, RelayServer> servers) {
    // New servers: memory that earlier floods took and gave back would hide what this takes.
    try (RelayServer ours = RelayServer.start(Kind.OURS)) {
      new Idle(idle.allocations() / 2, 2).run(ours);
      Idle.Cost here = idle.run(ours);
      Idle.Cost there = idle.run(servers.get(Kind.COTURN));
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

  private static Measure measure(
      String name, String unit, double ours, double theirs, Goal goal) {
    return new Measure(
        name, unit, OptionalDouble.of(ours), OptionalDouble.of(theirs), Optional.of(goal));
  }

  private static double median(List<Flood.Cost> costs, ToDoubleFunction<Flood.Cost> what) {
    return new Samples(costs.stream().mapToDouble(what).toArray()).median();
  }
}
