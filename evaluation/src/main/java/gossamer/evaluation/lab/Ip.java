package gossamer.evaluation.lab;

import java.util.ArrayList;
import java.util.List;

/** The program {@code ip} of iproute2. */
final class Ip {
  private Ip() {}

  static String run(String... arguments) {
    return run(List.of(arguments));
  }

  /**
   * Runs it and returns what it said.
   *
   * @throws LabException with its message, when it is not installed or refuses
   */
  static String run(List<String> arguments) {
    var line = new ArrayList<>(List.of("ip"));
    line.addAll(arguments);
    return Tool.run("iproute2", line, "");
  }
}
