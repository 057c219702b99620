package gossamer.evaluation.turn;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that relays on loopback, pinned to one core. */
record RelayServer(ProcessUnderTest process, int port, Kind kind) implements AutoCloseable {
  static final String SECRET = "0123456789abcdef";

  /** Puts clients and peers on another core. */
  static final List<String> CLIENTS = List.of("taskset", "-c", "1");

  private static final List<String> SERVER = List.of("taskset", "-c", "0");
  private static final List<String> JVM = List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");
  private static final int COTURN_PORT = 23_478;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern SERVING = Pattern.compile("^serving ([0-9]+)$");
  private static final Pattern ALLOCATED = Pattern.compile("^allocated ([0-9]+)$");
  private static final Pattern LIVE = Pattern.compile("^Total +[0-9]+ +([0-9]+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

  /** What is compared. */
  enum Kind {
    OURS,
    COTURN,
    /** {@link BareProgram}. */
    BARE
  }

  static RelayServer start(Kind kind) {
    return switch (kind) {
      case OURS -> java(kind, RelayProgram.class, List.of(SECRET));
      case BARE -> java(kind, BareProgram.class, List.of());
      case COTURN -> coturn();
    };
  }

  private static RelayServer java(Kind kind, Class<?> program, List<String> arguments) {
    ProcessUnderTest process =
        ProcessUnderTest.start(Command.java(program, JVM, arguments).after(SERVER));
    String port = process.awaitLine(SERVING, PATIENCE).group(1);
    return new RelayServer(process, Integer.parseInt(port), kind);
  }

  private static RelayServer coturn() {
    List<String> line =
        new ArrayList<>(
            List.of("turnserver", "-n", "-L", "127.0.0.1", "-E", "127.0.0.1", "-r", "test"));
    line.addAll(List.of("-p", "" + COTURN_PORT, "-a", "--use-auth-secret"));
    line.addAll(List.of("--static-auth-secret", SECRET, "--no-cli", "--allow-loopback-peers"));
    line.addAll(List.of("--no-tls", "--no-dtls", "-m", "1", "--log-file", "stdout"));
    line.addAll(List.of("--min-port", "30000", "--max-port", "39999", "-v"));
    ProcessUnderTest process =
        ProcessUnderTest.start(Command.of(line.toArray(String[]::new)).after(SERVER));
    process.awaitLine(Pattern.compile("UDP listener opened on"), PATIENCE);
    return new RelayServer(process, COTURN_PORT, Kind.COTURN);
  }

  /** CPU time that the process has used, as the kernel counts it. */
  double cpuMicros() {
    return ProcessHandle.of(process.pid())
        .flatMap(it -> it.info().totalCpuDuration())
        .map(it -> it.toNanos() / 1_000.0)
        .orElseThrow();
  }

  /** Bytes that ours has taken of its heap by its last word, which is half a second old at most. */
  double allocated() {
    if (kind == Kind.OURS) {
      for (String line : process.log().reversed()) {
        Matcher match = ALLOCATED.matcher(line);
        if (match.find()) {
          return Double.parseDouble(match.group(1));
        }
      }
    }
    return 0;
  }

  /** Bytes of memory: live heap of a Java program, which it cleans up first. */
  double heap() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Command command = Command.of(jcmd, "" + process.pid(), "GC.class_histogram");
    try (ProcessUnderTest asked = ProcessUnderTest.start(command)) {
      return Double.parseDouble(asked.awaitLine(LIVE, PATIENCE).group(1));
    }
  }

  /** Bytes of memory that the process has. */
  double resident() {
    try {
      String status = Files.readString(Path.of("/proc", "" + process.pid(), "status"));
      Matcher match = RESIDENT.matcher(status);
      if (!match.find()) {
        throw new IllegalStateException("no VmRSS in " + status);
      }
      return 1_024 * Double.parseDouble(match.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
