package gossamer.conformance.bugs;

import java.util.ArrayList;
import java.util.List;

/**
 * A unified diff of one file; its first line says what the defect is.
 *
 * @param file the path of what it changes, from the root of the project
 */
record Patch(String about, String file, List<String> lines) {
  static Patch parse(List<String> text) {
    String file = text.get(2).replaceFirst("^\\+\\+\\+ b/", "").strip();
    return new Patch(text.get(0), file, List.copyOf(text.subList(3, text.size())));
  }

  /**
   * The changed lines of a file.
   *
   * @throws IllegalStateException when a line that stays or goes is not where the patch says
   */
  List<String> apply(List<String> source) {
    List<String> changed = new ArrayList<>();
    int at = 0;
    for (String line : lines) {
      if (line.startsWith("@@")) {
        int start = Integer.parseInt(line.replaceFirst("^@@ -(\\d+).*", "$1")) - 1;
        if (start > source.size()) {
          throw new IllegalStateException(file + " has no line " + start);
        }
        changed.addAll(source.subList(at, start));
        at = start;
      } else if (line.startsWith("+")) {
        changed.add(line.substring(1));
      } else {
        String old = line.substring(1);
        if (at >= source.size() || !source.get(at).equals(old)) {
          throw new IllegalStateException(file + ":" + (at + 1) + ": not '" + old + "'");
        }
        at++;
        if (line.startsWith(" ")) {
          changed.add(old);
        }
      }
    }
    changed.addAll(source.subList(at, source.size()));
    return changed;
  }
}
