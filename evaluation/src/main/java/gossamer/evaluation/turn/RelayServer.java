package gossamer.evaluation.turn;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A TURN server on loopback, pinned to one core. */
record RelayServer(ProcessUnderTest process, int port, boolean isOurs) implements AutoCloseable {
  static final String SECRET = "0123456789abcdef";

  /** Puts clients and peers on another core. */
  static final List<String> CLIENTS = List.of("taskset", "-c", "1");

  private static final List<String> SERVER = List.of("taskset", "-c", "0");
  private static final int COTURN_PORT = 23_478;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern ALLOCATED = Pattern.compile("^allocated ([0-9]+)$");

  static RelayServer ours() {
    List<String> options = List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");
    ProcessUnderTest process =
        ProcessUnderTest.start(
            Command.java(RelayProgram.class, options, List.of(SECRET)).after(SERVER));
    String port = process.awaitLine(Pattern.compile("^serving ([0-9]+)$"), PATIENCE).group(1);
    return new RelayServer(process, Integer.parseInt(port), true);
  }

  static RelayServer coturn() {
    List<String> line =
        new ArrayList<>(
            List.of("turnserver", "-n", "-L", "127.0.0.1", "-E", "127.0.0.1", "-r", "test"));
    line.addAll(List.of("-p", "" + COTURN_PORT, "-a", "--use-auth-secret"));
    line.addAll(List.of("--static-auth-secret", SECRET, "--no-cli", "--allow-loopback-peers"));
    line.addAll(List.of("--no-tls", "--no-dtls", "-m", "1", "-v", "--log-file", "stdout"));
    line.addAll(List.of("--min-port", "30000", "--max-port", "39999"));
    ProcessUnderTest process =
        ProcessUnderTest.start(Command.of(line.toArray(String[]::new)).after(SERVER));
    process.awaitLine(Pattern.compile("UDP listener opened on"), PATIENCE);
    return new RelayServer(process, COTURN_PORT, false);
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
    if (!isOurs) {
      return 0;
    }
    for (String line : process.log().reversed()) {
      var match = ALLOCATED.matcher(line);
      if (match.find()) {
        return Double.parseDouble(match.group(1));
      }
    }
    return 0;
  }

  @Override
  public void close() {
    process.kill();
  }
}
