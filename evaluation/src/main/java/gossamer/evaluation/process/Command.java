package gossamer.evaluation.process;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param line the program and its arguments
 * @param environment set in addition to what this process has
 * @param directory where to run it, or null for here
 */
public record Command(
    List<String> line, Map<String, String> environment, @Nullable Path directory) {
  private static final File NOTHING = new File("/dev/null");

  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** The program and its arguments, run here. */
  public static Command of(String... line) {
    return new Command(List.of(line), Map.of(), null);
  }

  /** The same with one more variable in its environment. */
  public Command with(String variable, String value) {
    var more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Command(line, more, directory);
  }

  /** The same, run in that folder. */
  public Command in(Path folder) {
    return new Command(line, environment, folder);
  }

  ProcessBuilder builder() {
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    return builder.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
  }
}
