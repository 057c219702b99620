package gossamer.evaluation.own;

import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What connections cost that have nothing to do: 2,000 and then 10,000, each through DTLS and SCTP
 * over real sockets, held on one UDP port by one JVM with 2 GB of heap.
 */
public final class IdleConnections implements Experiment {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration DIALLING = Duration.ofMinutes(8);
  private static final double MOST_HEAP = 30;
  private static final List<String> SERVER =
      List.of("-Xmx2g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
  private static final List<String> CLIENTS =
      List.of("-Xmx3g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String description() {
    return "memory and CPU time of 2,000 and of 10,000 idle data channels on one UDP port";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    int few = options.repetitions(2_000, 200);
    int many = options.repetitions(10_000, 1_000);
    List<Measure> measures = new ArrayList<>();
    List<String> counts = List.of(Integer.toString(few), Integer.toString(many));
    try (ProcessUnderTest server =
        ProcessUnderTest.start(Command.java(IdleServerProgram.class, SERVER, counts))) {
      Matcher endpoint = server.awaitLine(Pattern.compile("endpoint (\\d+) ([0-9a-f]+)"), START);
      List<Integer> dials = List.of(few, many - few);
      List<ProcessUnderTest> holders = new ArrayList<>();
      try {
        for (int dialled : dials) {
          progress.say(dialled + " connections are dialled");
          holders.add(clients(endpoint, dialled));
          measure(server, dialled == few ? few : many, measures);
        }
      } finally {
        holders.forEach(ProcessUnderTest::close);
      }
    }
    return measures;
  }

  private static ProcessUnderTest clients(Matcher endpoint, int count) {
    List<String> arguments = List.of(endpoint.group(1), endpoint.group(2), Integer.toString(count));
    return ProcessUnderTest.start(Command.java(IdleClientsProgram.class, CLIENTS, arguments));
  }

  private static void measure(ProcessUnderTest server, int count, List<Measure> measures) {
    Pattern line =
        Pattern.compile(
            "held " + count + " open (\\d+) heap ([-0-9.]+) rss ([-0-9.]+) cpu ([-0-9.]+)");
    Matcher held = server.awaitLine(line, DIALLING);
    String all = " of " + count + " connections";
    measures.add(Measure.ours("still open" + all, "", Double.parseDouble(held.group(1))));
    measures.add(
        Measure.ours("heap, each" + all, "KB", Double.parseDouble(held.group(2)))
            .goal(Goal.oursAtMost(MOST_HEAP)));
    measures.add(Measure.ours("RSS, each" + all, "KB", Double.parseDouble(held.group(3))));
    measures.add(Measure.ours("CPU" + all, "cores", Double.parseDouble(held.group(4))));
  }
}
