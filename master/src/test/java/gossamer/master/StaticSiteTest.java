package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticSiteTest {
  private static final List<String> FILES =
      List.of(
          "index.html", "sw.js", "assets/index-BxK_12-z.js", "assets/logo.svg", "a.webmanifest");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, no-cache",
    "/index.html, text/html; charset=utf-8, no-cache",
    "/sw.js, text/javascript; charset=utf-8, no-cache",
    "/assets/index-BxK_12-z.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
    "/assets/logo.svg, image/svg+xml, no-cache",
    "/a.webmanifest, application/manifest+json, no-cache"
  })
  void servesTheFilesOfAJar(String path, String type, String cache) throws Exception {
    try (URLClassLoader loader = loader(jar())) {
      StaticFile file = StaticSite.load(loader).find(path);
      assertNotNull(file);
      assertEquals(type, file.contentType());
      assertEquals(cache, file.cacheControl());
    }
  }

  @Test
  void servesTheFilesOfADirectory() throws Exception {
    Path root = directory.resolve("classes");
    for (String name : FILES) {
      Path file = root.resolve(StaticSite.ROOT + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    try (URLClassLoader loader = loader(root)) {
      StaticSite site = StaticSite.load(loader);
      StaticFile file = site.find("/sw.js");
      assertNotNull(file);
      assertEquals("sw.js", file.body(false).toString(StandardCharsets.UTF_8));
      assertNull(site.find("/../classes"));
      assertNull(site.find("sw.js"));
      assertNull(site.find("/assets"));
    }
  }

  private static URLClassLoader loader(Path place) throws IOException {
    return new URLClassLoader(new URL[] {place.toUri().toURL()}, null);
  }

  private Path jar() throws IOException {
    Path jar = directory.resolve("web app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String name : FILES) {
        entries.putNextEntry(new JarEntry(StaticSite.ROOT + name));
        entries.write(name.getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return jar;
  }
}
