package gossamer.master;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The web application, read into memory once from the class path. A path is looked up as it is
 * written, so nothing outside of it can be named.
 */
final class StaticSite {
  /** Where the files of the web application are on the class path. */
  static final String ROOT = "gossamer/web/static/";

  private static final String INDEX = "index.html";

  /** Names that carry a hash of their content, as bundlers write them. */
  private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8}\\.[a-z0-9.]+");

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EVERY_TIME = "no-cache";

  private static final String NOT_BUILT =
      """
      <!doctype html>
      <html lang="en">
        <head><meta charset="utf-8"><title>Gossamer</title></head>
        <body>
          <h1>Gossamer</h1>
          <p>This master is running. The web application is not part of this build.</p>
        </body>
      </html>
      """;

  private final Map<String, StaticFile> files;

  private StaticSite(Map<String, StaticFile> files) {
    this.files = Map.copyOf(files);
  }

  /** The file for a decoded path that starts with a slash, or null. */
  @Nullable StaticFile find(String path) {
    return files.get(path);
  }

  /**
   * Reads all files under {@link #ROOT}, or makes a page that says there are none.
   *
   * @throws IOException when they cannot be read or exceed {@link MasterLimits#SITE}
   */
  static StaticSite load(ClassLoader loader) throws IOException {
    URL index = loader.getResource(ROOT + INDEX);
    if (index == null) {
      byte[] page = NOT_BUILT.getBytes(StandardCharsets.UTF_8);
      return new StaticSite(
          Map.of("/", new StaticFile(ContentType.HTML, ASK_EVERY_TIME, true, page)));
    }
    try {
      URI uri = index.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri).resolveSibling(""));
      }
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarOf(uri))))) {
        return read(jar.getPath(ROOT));
      }
    } catch (URISyntaxException e) {
      throw new IOException("the web application is at a place that is no URI: " + index, e);
    }
  }

  private static String jarOf(URI entry) {
    String text = entry.getRawSchemeSpecificPart();
    return text.substring(0, text.indexOf("!/"));
  }

  private static StaticSite read(Path root) throws IOException {
    Map<String, StaticFile> files = new HashMap<>();
    long size = 0;
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      size += Files.size(path);
      if (size > MasterLimits.SITE) {
        throw new IOException("the web application has more than " + MasterLimits.SITE + " bytes");
      }
      String name = "/" + root.relativize(path).toString().replace('\\', '/');
      StaticFile file = file(name, Files.readAllBytes(path));
      files.put(name, file);
      if (name.equals("/" + INDEX)) {
        files.put("/", file);
      }
    }
    return new StaticSite(files);
  }

  private static StaticFile file(String name, byte[] bytes) {
    String type = ContentType.of(name);
    String cache = HASHED.matcher(name).matches() ? FOR_EVER : ASK_EVERY_TIME;
    return new StaticFile(type, cache, ContentType.compressible(type), bytes);
  }
}
