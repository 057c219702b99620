package gossamer.evaluation.turn;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Allocations, each with a channel, that then do nothing.
 *
 * @param network of the clients, 1 to 255: another one each time, as the last one is still held
 */
record Idle(int allocations, int network) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern HOLDING = Pattern.compile("^holding ([0-9]+) ([0-9]+)$");
  private static final double MICROS = 1e6;

  /**
   * What each allocation cost.
   *
   * @param perSecond allocations, of one client that waits for each answer
   * @param cpuMicros of the server
   * @param resident bytes of the server's memory
   * @param heap bytes of live heap, of ours only
   */
  record Cost(double perSecond, double cpuMicros, double resident, double heap) {}

  Cost run(RelayServer server) {
    boolean isOurs = server.kind() == RelayServer.Kind.OURS;
    double heap = isOurs ? server.heap() : 0;
    double resident = server.resident();
    double cpu = server.cpuMicros();
    Command command =
        Command.java(
                FloodProgram.class,
                List.of("-Xmx256m"),
                List.of("allocate", "" + server.port(), "" + allocations, "" + network))
            .after(RelayServer.CLIENTS);
    try (ProcessUnderTest client = ProcessUnderTest.start(command)) {
      double micros = Double.parseDouble(client.awaitLine(HOLDING, PATIENCE).group(2));
      cpu = server.cpuMicros() - cpu;
      resident = server.resident() - resident;
      heap = isOurs ? server.heap() - heap : 0;
      return new Cost(
          allocations * MICROS / micros,
          cpu / allocations,
          resident / allocations,
          heap / allocations);
    }
  }
}
