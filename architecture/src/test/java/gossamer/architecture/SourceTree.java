package gossamer.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the repository that git tracks or would track. */
record SourceTree(Path root, List<Path> files) {

  /** Reads the tree this build runs in. */
  static SourceTree ofThisRepository() throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("gossamer"))) {
      root = root.getParent();
    }
    Process git =
        new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      throw new IOException("git ls-files failed in " + root);
    }
    Path top = root;
    // A file that was removed and not yet committed is still listed.
    return new SourceTree(
        root,
        names
            .lines()
            .flatMap(line -> List.of(line.split("\0", -1)).stream())
            .filter(name -> !name.isEmpty() && Files.isRegularFile(top.resolve(name)))
            .map(Path::of)
            .toList());
  }

  /** The tracked files whose name ends in one of these, by path. */
  List<Path> ending(String... suffixes) {
    return files.stream()
        .filter(file -> List.of(suffixes).stream().anyMatch(file.toString()::endsWith))
        .toList();
  }

  /** The content of a file, or the empty string where it is no UTF-8 text. */
  String text(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve(file));
      for (byte b : bytes) {
        if (b == 0) {
          return "";
        }
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
