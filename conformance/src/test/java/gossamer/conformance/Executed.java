package gossamer.conformance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test that a platform executed.
 *
 * @param failure why it failed; null when it passed
 */
record Executed(String name, @Nullable String failure) {
  /**
   * Reads what {@link Main} printed.
   *
   * @throws IllegalStateException when the run did not come to its end, or its total does not fit
   */
  static List<Executed> read(List<String> lines) {
    List<Executed> executed = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case "ok" -> executed.add(new Executed(fields[1], null));
        case "failed" -> executed.add(new Executed(fields[1], fields[2]));
        case "total" -> {
          if (Integer.parseInt(fields[1]) != executed.size()) {
            throw new IllegalStateException("listed " + executed.size() + ", said " + line);
          }
          return executed;
        }
        default -> {
          // A replay command or a word of the platform's: for the reader of the log.
        }
      }
    }
    throw new IllegalStateException("the run broke off: " + String.join("\n", lines));
  }
}
