package gossamer.evaluation.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures as a table for people and as JSON for programs. */
public final class Report {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<String> HEAD =
      List.of("measure", "unit", "ours", "peer", "ratio", "goal", "met");

  /** Columns from here on are numbers and stand at the right. */
  private static final int FIRST_NUMBER = 2;

  private final List<Measure> measures;

  public Report(List<Measure> measures) {
    this.measures = List.copyOf(measures);
  }

  /** A line for each measure below a head; what was not measured is a dash. */
  public String table() {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    measures.forEach(measure -> rows.add(cells(measure)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? "" : "  ");
        line.append(i < FIRST_NUMBER ? cell + space : space + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Measure measure) {
    return List.of(
        measure.measure(),
        measure.unit(),
        number(measure.ours()),
        number(measure.peer()),
        number(measure.ratio()),
        measure.goal().map(Goal::toString).orElse("-"),
        measure.met().map(met -> met ? "yes" : "NO").orElse("-"));
  }

  /** Four digits are more than such measurements are exact to. */
  private static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return "-";
    }
    double figure = value.getAsDouble();
    double size = Math.abs(figure);
    String format = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, figure);
  }

  /** An array of {measure, unit, ours, peer, ratio, goal, met}; what was not measured is null. */
  public String json() {
    return JSON.writeValueAsString(array());
  }

  private ArrayNode array() {
    ArrayNode array = JSON.createArrayNode();
    for (Measure measure : measures) {
      ObjectNode entry =
          array.addObject().put("measure", measure.measure()).put("unit", measure.unit());
      put(entry, "ours", measure.ours());
      put(entry, "peer", measure.peer());
      put(entry, "ratio", measure.ratio());
      entry.put("goal", measure.goal().map(Goal::toString).orElse(null));
      Optional<Boolean> met = measure.met();
      entry.put("met", met.orElse(null));
    }
    return array;
  }

  private static void put(ObjectNode entry, String name, OptionalDouble value) {
    entry.put(name, value.isPresent() ? Double.valueOf(value.getAsDouble()) : null);
  }

  /** Writes {@code NAME.json} into the folder, which is made when missing, and returns the file. */
  public Path write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(name + ".json"), json() + "\n");
  }
}
