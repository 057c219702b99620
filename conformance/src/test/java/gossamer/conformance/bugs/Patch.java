package gossamer.conformance.bugs;

import java.util.ArrayList;
import java.util.Collections;
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
   * The changed lines of a file. A part belongs where its old lines stand: line numbers may be
   * those of earlier sources, as with patch(1).
   *
   * @throws IllegalStateException when old lines are not in the file, or in more than one place
   */
  List<String> apply(List<String> source) {
    List<String> changed = new ArrayList<>(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("@@")) {
        replace(changed, part(i + 1));
      }
    }
    return changed;
  }

  private List<String> part(int from) {
    int to = from;
    while (to < lines.size() && !lines.get(to).startsWith("@@")) {
      to++;
    }
    return lines.subList(from, to);
  }

  private void replace(List<String> text, List<String> part) {
    List<String> old = without('+', part);
    int at = Collections.indexOfSubList(text, old);
    if (at < 0 || at != Collections.lastIndexOfSubList(text, old)) {
      throw new IllegalStateException(file + " has not, or not once: " + old);
    }
    List<String> place = text.subList(at, at + old.size());
    place.clear();
    place.addAll(without('-', part));
  }

  private static List<String> without(char sign, List<String> part) {
    return part.stream()
        .filter(line -> line.charAt(0) != sign)
        .map(line -> line.substring(1))
        .toList();
  }
}
