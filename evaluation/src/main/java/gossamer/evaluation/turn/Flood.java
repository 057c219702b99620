package gossamer.evaluation.turn;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import gossamer.evaluation.turn.RelayServer.Kind;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * More packets than a server can relay, one way, from a process on another core.
 *
 * @param size bytes of a payload
 */
record Flood(FloodPath path, int size, int seconds) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern RELAYED = Pattern.compile("^relayed ([0-9]+) ([0-9]+)$");
  private static final double MICROS = 1e6;

  /**
   * What a flood was answered with. Setting up is in the CPU time: some hundred packets in some
   * hundred thousand.
   *
   * @param cpuMicros of the server, for each packet relayed
   * @param perSecond packets relayed
   * @param garbage bytes of the heap of ours, for each packet relayed
   */
  record Cost(double cpuMicros, double perSecond, double garbage) {}

  Cost run(RelayServer server) {
    String protocol = server.kind() == Kind.BARE ? "bare" : "turn";
    Command command =
        Command.java(
                FloodProgram.class,
                List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"),
                List.of(protocol, path.name(), "" + server.port(), "" + size, "" + seconds))
            .after(RelayServer.CLIENTS);
    double cpu = server.cpuMicros();
    double allocated = server.allocated();
    try (ProcessUnderTest flood = ProcessUnderTest.start(command)) {
      Matcher said = flood.awaitLine(RELAYED, PATIENCE);
      double relayed = Double.parseDouble(said.group(1));
      return new Cost(
          (server.cpuMicros() - cpu) / relayed,
          relayed * MICROS / Double.parseDouble(said.group(2)),
          (server.allocated() - allocated) / relayed);
    }
  }
}
