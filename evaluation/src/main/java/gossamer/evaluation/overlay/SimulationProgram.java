package gossamer.evaluation.overlay;

import java.io.IOException;
import java.nio.file.Path;

/** One simulation in a process of its own, with the heap that it needs. */
public final class SimulationProgram {
  private SimulationProgram() {}

  /** Scenario, peers, seed, {@code kademlia} or {@code chord}, and the folder for the report. */
  public static void main(String[] args) throws IOException {
    var simulation =
        new Simulation(
            args[0], Integer.parseInt(args[1]), Long.parseLong(args[2]), args[3].equals("chord"));
    SimulationReport report = simulation.run(System.out::println);
    report.write(Path.of(args[4]));
    System.out.println(report.line());
  }
}
