package gossamer.evaluation.lab;

import gossamer.evaluation.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of namespaces, and what a laboratory leaves behind when its process is killed: the
 * names say whose they were. TUN devices and their link are gone with the process by themselves.
 */
final class Leftovers {
  static final Path NAMESPACES = Path.of("/run/netns");
  private static final Pattern NAME = Pattern.compile("gossamer-(\\d+)-([0-9a-f]+)-.*");

  private Leftovers() {}

  /** What the names of this process begin with: its id alone may have been another's before. */
  static String prefix() {
    ProcessHandle self = ProcessHandle.current();
    return "gossamer-" + self.pid() + "-" + start(self) + "-";
  }

  /** Deletes the namespaces of processes that are no more, and kills what still runs in them. */
  static void delete() {
    for (String name : names()) {
      if (isLeftOver(name)) {
        delete(name);
      }
    }
  }

  /** Kills the processes of a namespace and deletes it. */
  static void delete(String name) {
    if (Files.notExists(NAMESPACES.resolve(name))) {
      return; // another laboratory cleans up at the same time
    }
    Set<ProcessHandle> inside = new LinkedHashSet<>();
    Ip.run("netns", "pids", name)
        .lines()
        .map(line -> ProcessHandle.of(Long.parseLong(line.strip())))
        .flatMap(Optional::stream)
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .forEach(inside::add);
    ProcessTree.kill(inside);
    Ip.run("netns", "delete", name);
  }

  static boolean isLeftOver(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        && ProcessHandle.of(Long.parseLong(matcher.group(1)))
            .filter(owner -> start(owner).equals(matcher.group(2)))
            .isEmpty();
  }

  private static String start(ProcessHandle process) {
    return Long.toHexString(process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
  }

  static List<String> names() {
    if (Files.notExists(NAMESPACES)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(NAMESPACES)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new LabException("cannot read " + NAMESPACES, e);
    }
  }
}
