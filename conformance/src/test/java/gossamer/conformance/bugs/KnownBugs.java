package gossamer.conformance.bugs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Breaks copies of the production sources, one patch at a time, and sees whether {@link Trial}
 * notices. Run from the folder {@code conformance} it takes minutes; without a patch all must pass.
 */
public final class KnownBugs {
  private static final Path ROOT = Path.of("..");
  private static final Path PATCHES = Path.of("src/test/patches");

  private KnownBugs() {}

  /** The patches, by name. */
  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(PATCHES)) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  static Patch read(Path file) throws IOException {
    return Patch.parse(Files.readAllLines(file));
  }

  /** The lines of the file that a patch changes. */
  static List<String> source(Patch patch) throws IOException {
    return Files.readAllLines(ROOT.resolve(patch.file()));
  }

  /** Tries all patches whose name contains the argument, or all, and the sources as they are. */
  public static void main(String[] arguments) throws IOException {
    String chosen = arguments.length == 0 ? "" : arguments[0];
    int missed = 0;
    if (chosen.isEmpty()) {
      String failure = trial(null);
      System.out.println("no patch: " + (failure == null ? "passes" : failure));
      missed += failure == null ? 0 : 1;
    }
    int tried = 0;
    for (Path file : patches()) {
      if (file.toString().contains(chosen)) {
        tried++;
        String failure = trial(read(file));
        System.out.println(file.getFileName() + ": " + (failure == null ? "MISSED" : failure));
        missed += failure == null ? 1 : 0;
      }
    }
    System.out.println(tried + " patches, " + missed + " wrong verdicts");
    if (missed > 0) {
      throw new IllegalStateException("not all verdicts are right");
    }
  }

  /** What the trial of the sources with a patch complains of, or null. */
  private static @Nullable String trial(@Nullable Patch patch) throws IOException {
    Path folder = Files.createTempDirectory("gossamer-bug");
    try {
      compile(folder, patch);
      return run(folder);
    } finally {
      delete(folder);
    }
  }

  private static void compile(Path folder, @Nullable Patch patch) throws IOException {
    List<Path> sources = new ArrayList<>();
    Path broken = patch == null ? folder : ROOT.resolve(patch.file());
    for (String module : List.of("peer", "simulator", "conformance")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java") && !file.equals(broken))
            .forEach(sources::add);
      }
    }
    sources.add(Path.of("src/test/java/gossamer/conformance/bugs/Trial.java"));
    if (patch != null) {
      Path copy = folder.resolve(broken.getFileName());
      Files.write(copy, patch.apply(source(patch)));
      sources.add(copy);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-nowarn", "-proc:none", "-d", folder.toString(), "-cp", libraries());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new IllegalStateException("the sources do not compile: " + patch);
      }
    }
  }

  /** JSpecify's annotations, wherever they came from. */
  private static String libraries() {
    return Path.of(Nullable.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static @Nullable String run(Path folder) throws IOException {
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> trial = Class.forName("gossamer.conformance.bugs.Trial", true, loader);
      trial.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      return null;
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted((a, b) -> b.compareTo(a))
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
