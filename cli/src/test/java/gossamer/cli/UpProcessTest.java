package gossamer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process: it serves, and it stops when it is told to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpProcessTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void itServesUntilASignalAndThenExitsWithZero(String signal)
      throws IOException, InterruptedException {
    Process up = start("up", "--port", "0");
    try (BufferedReader out = up.inputReader()) {
      String first = out.readLine();
      assertTrue(
          first != null && first.startsWith("Gossamer is up at http"), () -> first + errors());
      assertEquals(200, status(first.substring(first.indexOf("http")) + "/healthz"));
      assertEquals("Ctrl-C stops it.", out.readLine());
      signal(signal, up);
      assertEquals("Stopped.", out.readLine());
      assertEquals(0, up.waitFor());
    } finally {
      up.destroyForcibly();
    }
  }

  @Test
  void aSecondMasterOnTheSamePortSaysSo() throws IOException, InterruptedException {
    Process first = start("up", "--port", "0", "--quiet");
    try (BufferedReader out = first.inputReader()) {
      int port = URI.create(out.readLine()).getPort();
      Process second = start("up", "--port", Integer.toString(port));
      assertEquals(1, second.waitFor());
      assertTrue(
          errors().contains("gossamer: cannot start: port " + port), UpProcessTest.this::errors);
    } finally {
      first.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                // Whoever runs the tests in the background has SIGINT ignored for all below.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "gossamer.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int status(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertTrue(kill.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, kill.exitValue());
  }
}
