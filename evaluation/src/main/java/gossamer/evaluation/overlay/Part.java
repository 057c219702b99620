package gossamer.evaluation.overlay;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessException;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulation that is a part of the experiment.
 *
 * @param scenario one that comes along
 * @param heap what its process may take: megabytes
 */
record Part(String scenario, int peers, boolean chord, int heap) {
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final long SEED = 1;

  /** With the heap that so many peers need: 16 KB each as they are filled, more as they grow. */
  static Part of(String scenario, int peers, boolean chord) {
    boolean many = peers >= 1_000_000;
    int kilobytes = many ? 16 : 48;
    return new Part(
        scenario, peers, chord, (many ? 0 : 512) + (int) (1L * peers * kilobytes / 1_000));
  }

  /** What its figures are named after. */
  String label() {
    return scenario + (chord ? "-chord" : "") + ", " + peers + " peers";
  }

  private Path folder(Path out) {
    return out.resolve("overlay").resolve(scenario + (chord ? "-chord-" : "-") + peers);
  }

  /**
   * Runs it in a process of its own.
   *
   * @throws ProcessException when it does not end well
   */
  JsonNode run(Path out) {
    Path folder = folder(out);
    // Nearly all of a swarm lives long: the young generation is small, or the rest would not fit.
    List<String> options =
        List.of(
            "-Xmx" + heap + "m",
            "-Xmn" + Math.max(64, heap / 16) + "m",
            "-XX:+UseParallelGC",
            "-XX:+UseTransparentHugePages",
            "-XX:+UseCompactObjectHeaders");
    List<String> arguments =
        List.of(
            scenario,
            Integer.toString(peers),
            Long.toString(SEED),
            chord ? "chord" : "kademlia",
            folder.toString());
    try (var process =
        ProcessUnderTest.start(Command.java(SimulationProgram.class, options, arguments))) {
      if (process.awaitEnd(PATIENCE) != 0) {
        throw new ProcessException(label() + " failed:\n" + String.join("\n", process.log()));
      }
    }
    String name = "sim-" + scenario + (chord ? "-chord" : "") + ".json";
    try {
      return JsonMapper.shared().readTree(Files.readString(folder.resolve(name)));
    } catch (IOException e) {
      throw new ProcessException("no report of " + label(), e);
    }
  }
}
