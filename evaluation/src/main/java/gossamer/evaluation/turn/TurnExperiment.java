package gossamer.evaluation.turn;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What relaying a packet costs a master, beside coturn: each pinned to one core, by turns under the
 * same load of coturn's own client on the other core. CPU time is the kernel's count for the
 * process, its own work included.
 */
public final class TurnExperiment implements Experiment {
  private static final List<Integer> SIZES = List.of(172, 1_200);
  private static final double FASTER = 1 / 1.2;
  private static final double GARBAGE = 250;

  @Override
  public String name() {
    return "turn";
  }

  @Override
  public String description() {
    return "CPU and garbage per relayed packet, beside coturn";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    int runs = options.repetitions(5, 1);
    int packets = options.repetitions(3_000, 500);
    List<Measure> measures = new ArrayList<>();
    try (RelayServer ours = RelayServer.ours();
        RelayServer coturn = RelayServer.coturn();
        ProcessUnderTest peer =
            ProcessUnderTest.start(
                Command.of("turnutils_peer", "-L", "127.0.0.2", "-p", "3480")
                    .after(RelayServer.CLIENTS))) {
      progress.say("the peer is process " + peer.pid());
      for (Load.Path path : Load.Path.values()) {
        for (int size : SIZES) {
          Load load = new Load(path, size, packets);
          progress.say(path.words() + ", " + size + " B: warm");
          load.run(ours);
          load.run(coturn);
          measures.addAll(compare(load, ours, coturn, runs));
        }
      }
    }
    return measures;
  }

  private static List<Measure> compare(Load load, RelayServer ours, RelayServer coturn, int runs) {
    List<Load.Cost> here = new ArrayList<>();
    List<Load.Cost> there = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      here.add(load.run(ours));
      there.add(load.run(coturn));
    }
    String what = load.path().words() + ", " + load.size() + " B: ";
    return List.of(
        new Measure(
            what + "CPU",
            "us/packet",
            OptionalDouble.of(median(here.stream().mapToDouble(Load.Cost::cpuMicros).toArray())),
            OptionalDouble.of(median(there.stream().mapToDouble(Load.Cost::cpuMicros).toArray())),
            Optional.of(Goal.ratioAtMost(FASTER))),
        new Measure(
            what + "lost",
            "%",
            OptionalDouble.of(median(here.stream().mapToDouble(Load.Cost::lost).toArray())),
            OptionalDouble.of(median(there.stream().mapToDouble(Load.Cost::lost).toArray())),
            Optional.empty()),
        Measure.ours(
                what + "garbage",
                "B/packet",
                median(here.stream().mapToDouble(Load.Cost::garbage).toArray()))
            .goal(Goal.oursAtMost(GARBAGE)));
  }

  private static double median(double[] values) {
    return new Samples(values).median();
  }
}
