package gossamer.evaluation.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of the system that does one thing and ends. */
final class Tool {
  private Tool() {}

  /**
   * Runs it and returns what it said.
   *
   * @param debianPackage where it comes from
   * @param input what it reads
   * @throws LabException with its message, when it is not installed or refuses
   */
  static String run(String debianPackage, List<String> line, String input) {
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      try (OutputStream out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new LabException(String.join(" ", line) + ": " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw new LabException(
          "cannot run " + line.getFirst() + " (on Debian: apt-get install " + debianPackage + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted during " + String.join(" ", line), e);
    }
  }
}
