package gossamer.fuzzing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs Jazzer, in a process of its own, over a class that has {@code public static void
 * fuzzerTestOneInput(byte[] input)}. Whatever that method throws is a finding.
 *
 * <p>As a test the run is a fixed number of inputs from a fixed seed. With the system property
 * {@value #SECONDS} it lasts that long, from another seed every time, and keeps what it learnt in
 * {@code target/fuzz/NAME/corpus}. Inputs to begin with are the files of {@code
 * src/test/resources/fuzz/NAME}; a finding is put there once it is fixed, so that it stays fixed.
 */
public final class Fuzzing {
  /** Seconds of a long run. */
  public static final String SECONDS = "gossamer.fuzz.seconds";

  private static final int RUNS = 30_000;
  private static final int LONGEST_INPUT = 2048;

  /**
   * How a run ended.
   *
   * @param found true when an input made the target throw, hang or run out of memory
   * @param log what Jazzer printed: the stack trace, and where the input was saved
   */
  public record Result(boolean found, String log) {}

  private Fuzzing() {}

  /**
   * Runs the target and fails when it finds something.
   *
   * @throws AssertionError with Jazzer's log, when an input made the target throw
   */
  public static void check(Class<?> target) throws IOException, InterruptedException {
    Result result = run(target, Optional.ofNullable(System.getProperty(SECONDS)));
    if (result.found()) {
      throw new AssertionError(target.getName() + " has a finding:\n" + result.log());
    }
  }

  /** Runs the target over the fixed amount of work and tells how it ended. */
  public static Result fixedRun(Class<?> target) throws IOException, InterruptedException {
    return run(target, Optional.empty());
  }

  private static Result run(Class<?> target, Optional<String> seconds)
      throws IOException, InterruptedException {
    Path work = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
    Path corpus = work.resolve("corpus");
    if (seconds.isEmpty()) {
      // What an earlier run learnt would make this one another: it starts from the same inputs.
      delete(corpus);
    }
    Files.createDirectories(corpus);
    List<String> command = command(target, work);
    seconds.ifPresentOrElse(
        time -> command.addAll(List.of("-max_total_time=" + time)),
        () -> command.addAll(List.of("-runs=" + RUNS, "-seed=1")));
    command.add(corpus.toString());
    Path seeds = Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
    if (Files.isDirectory(seeds)) {
      command.add(seeds.toAbsolutePath().toString());
    }
    Path log = work.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(work.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      int exit = process.waitFor();
      String text = Files.readString(log, StandardCharsets.UTF_8);
      if (exit != 0 && !text.contains("artifact_prefix=")) {
        throw new IOException("Jazzer did not start, exit code " + exit + ":\n" + text);
      }
      return new Result(exit != 0, text);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(Class<?> target, Path work) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target.getName(),
            "--instrumentation_includes=gossamer.**",
            "--custom_hook_includes=none",
            "--reproducer_path=" + work,
            "-artifact_prefix=" + work + "/",
            "-max_len=" + LONGEST_INPUT,
            "-timeout=10",
            "-print_final_stats=1"));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
