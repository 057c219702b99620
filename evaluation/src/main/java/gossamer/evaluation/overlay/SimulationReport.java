package gossamer.evaluation.overlay;

import gossamer.simulator.scenario.Figure;
import gossamer.simulator.scenario.Sample;
import gossamer.simulator.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a simulation gave, as a line, as a table, as JSON and as plots.
 *
 * @param seconds how long it took
 * @param command what replays it
 */
public record SimulationReport(ScenarioResult result, double seconds, String command) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The summary. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s: %d peers, seed %d, %.1f peer-hours, %d frames, %d checks held, %.1f KB of heap per peer,"
            + " trace %s, %.0f s",
        result.scenario(),
        result.peers(),
        result.seed(),
        result.peerHours(),
        result.frames(),
        result.checks(),
        result.heapPerPeer() / 1e3,
        result.trace(),
        seconds);
  }

  /** All figures, the network model and the shortcuts. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (Figure figure : result.figures()) {
      text.append(
          String.format(
              Locale.ROOT, "%-40s %12.2f %s%n", figure.name(), figure.value(), figure.unit()));
    }
    return text.append("network: ").append(result.description()).append('\n').toString();
  }

  /** One object. */
  public String json() {
    ObjectNode object = JSON.createObjectNode();
    object
        .put("scenario", result.scenario())
        .put("peers", result.peers())
        .put("seed", result.seed())
        .put("peerHours", result.peerHours())
        .put("frames", result.frames())
        .put("checks", result.checks())
        .put("heapBytesPerPeer", result.heapPerPeer())
        .put("trace", result.trace())
        .put("seconds", seconds)
        .put("network", result.description())
        .put("replay", command);
    ArrayNode figures = object.putArray("figures");
    for (Figure figure : result.figures()) {
      figures
          .addObject()
          .put("name", figure.name())
          .put("unit", figure.unit())
          .put("value", figure.value());
    }
    ArrayNode samples = object.putArray("samples");
    for (Sample sample : result.samples()) {
      samples
          .addObject()
          .put("second", sample.second())
          .put("peers", sample.peers())
          .put("links", sample.links())
          .put("bytesPerSecond", sample.bytesPerSecond());
    }
    return JSON.writeValueAsString(object);
  }

  /** Writes {@code sim-NAME.json} and {@code sim-NAME.svg} into the folder; the latter's path. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = "sim-" + result.scenario().replaceAll("[^A-Za-z0-9.-]", "_");
    Files.writeString(folder.resolve(name + ".json"), json() + "\n");
    return Files.writeString(folder.resolve(name + ".svg"), plots());
  }

  /** How many peers and links there were and what they sent, over time. */
  String plots() {
    List<SvgPlot.Line> lines = new ArrayList<>();
    lines.add(line("peers", Sample::peers));
    lines.add(line("links per peer", Sample::links));
    lines.add(line("bytes per second and peer", Sample::bytesPerSecond));
    return new SvgPlot(line(), "s", lines).toString();
  }

  private SvgPlot.Line line(String name, ToDoubleFunction<Sample> value) {
    return new SvgPlot.Line(
        name,
        result.samples().stream().mapToDouble(Sample::second).toArray(),
        result.samples().stream().mapToDouble(value).toArray());
  }
}
