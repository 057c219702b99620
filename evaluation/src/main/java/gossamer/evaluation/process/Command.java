package gossamer.evaluation.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** A program of this class path, on the JVM that runs this. */
  public static Command java(Class<?> program, List<String> options, List<String> arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    line.addAll(arguments);
    return new Command(line, Map.of(), null);
  }

  /** The same with something in front, for example {@code ip netns exec NAME}. */
  public Command after(List<String> prefix) {
    var more = new ArrayList<>(prefix);
    more.addAll(line);
    return new Command(more, environment, directory);
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
