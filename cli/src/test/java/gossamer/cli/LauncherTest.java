package gossamer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script in front of the command line, copied to an empty folder and given a PATH on which
 * Node, Maven and the browsers are what the test wants them to be.
 */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "bash",
          "basename",
          "cat",
          "dirname",
          "env",
          "find",
          "grep",
          "head",
          "mkdir",
          "readlink",
          "rm",
          "sed",
          "sort",
          "touch",
          "mktemp",
          "xargs");

  @TempDir private Path folder;
  private Path script;
  private Path bin;

  /** What a command printed, both streams together, and its exit code. */
  private record Result(int code, String text) {
    String lastLine() {
      return text.lines().reduce("", (before, line) -> line);
    }
  }

  @BeforeEach
  void copyLauncher() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("gossamer"))) {
      root = root.getParent();
    }
    script = Files.copy(root.resolve("gossamer"), folder.resolve("gossamer"));
    bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Path real = Path.of("/usr/bin", tool);
      fake(tool, "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
    }
  }

  @Test
  void helpListsTheVerbsAndWhatIsNeeded() throws IOException, InterruptedException {
    for (String argument : List.of("help", "--help", "-h")) {
      Result result = launcher(argument);
      assertEquals(0, result.code(), result.text());
      for (String word : List.of("up ", "test ", "eval ", "help ", "JDK 25", "PORT", "JAVA_HOME")) {
        assertTrue(result.text().contains(word), word);
      }
    }
  }

  @Test
  void anUnknownVerbIsAnError() throws IOException, InterruptedException {
    assertEquals(
        new Result(2, "gossamer: unknown verb: dance (./gossamer help lists the verbs)\n"),
        launcher("dance"));
  }

  @Test
  void noVerbIsAnError() throws IOException, InterruptedException {
    assertEquals(2, launcher().code());
  }

  @Test
  void testTakesNoOptions() throws IOException, InterruptedException {
    assertEquals(
        new Result(2, "gossamer: test takes no options, got: --fast\n"),
        launcher("test", "--fast"));
  }

  @Test
  void aMissingOrOldNodeIsNamed() throws IOException, InterruptedException {
    Result missing = launcher("test");
    assertEquals(1, missing.code());
    assertTrue(missing.text().startsWith("gossamer: node is missing"), missing.text());
    fake("npm", "");
    fake("node", "echo v18.19.1");
    assertEquals(
        new Result(1, "gossamer: Node 20 or newer is needed, found 18.19.1.\n"), launcher("test"));
  }

  @Test
  void missingBrowsersThatCannotBeInstalledAreNamed() throws IOException, InterruptedException {
    fakeTools();
    Files.delete(bin.resolve("chromium"));
    Result result = launcher("test");
    assertEquals(1, result.code());
    assertEquals(
        "gossamer: missing for the browser tests: chromium (on Debian: apt-get install chromium).\n",
        result.text());
  }

  @Test
  void theLastLineAddsUpAllReports() throws IOException, InterruptedException {
    fakeTools();
    maven(
        report("a/target/surefire-reports/TEST-A.xml", "tests=\"3\" errors=\"0\" skipped=\"0\"")
            + report("b/target/node-reports/TEST-B.xml", "tests=\"4\" failures=\"0\""));
    Result result = launcher("test");
    assertEquals("7 passed, 0 failed", result.lastLine(), result.text());
    assertEquals(0, result.code());
  }

  @Test
  void failuresErrorsAndSkippedTestsCountAsFailed() throws IOException, InterruptedException {
    fakeTools();
    maven(
        report(
            "a/target/surefire-reports/TEST-A.xml",
            "tests=\"9\" errors=\"1\" skipped=\"2\" failures=\"3\""));
    Result result = launcher("test");
    assertEquals("3 passed, 6 failed", result.lastLine(), result.text());
    assertEquals(1, result.code());
  }

  @Test
  void aBrokenBuildCountsAsAFailure() throws IOException, InterruptedException {
    fakeTools();
    maven(report("a/target/surefire-reports/TEST-A.xml", "tests=\"1\"") + "exit 1\n");
    Result result = launcher("test");
    assertEquals("1 passed, 1 failed", result.lastLine(), result.text());
    assertEquals(1, result.code());
  }

  @Test
  void reportsOfAnEarlierRunDoNotCount() throws IOException, InterruptedException {
    fakeTools();
    Path old = Files.createDirectories(folder.resolve("old/target/surefire-reports"));
    Files.writeString(old.resolve("TEST-Old.xml"), "<testsuite tests=\"5\">\n");
    maven("");
    Result result = launcher("test");
    assertEquals("0 passed, 1 failed", result.lastLine(), result.text());
    assertEquals(1, result.code());
  }

  private static String report(String path, String attributes) {
    String suite = "<testsuite name=\"x\" time=\"0.1\"\n  " + attributes + ">";
    return "mkdir -p \"$(dirname "
        + path
        + ")\"\n"
        + "cat >"
        + path
        + " <<'XML'\n<?xml version=\"1.0\"?>\n"
        + suite
        + "\n<testcase name=\"y\"/>\n</testsuite>\nXML\n";
  }

  private void fakeTools() throws IOException {
    fake("npm", "");
    fake("node", "echo v20.1.0");
    fake("chromium", "");
    fake("firefox-esr", "");
    fake("turnserver", "");
    fake("ip", "");
    fake("nft", "");
    fake("ping", "");
    maven("");
  }

  private void maven(String onVerify) throws IOException {
    fake("mvn", "if [[ $1 == --version ]]; then echo 'Apache Maven 3.9.9'; exit; fi\n" + onVerify);
  }

  private void fake(String name, String body) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Result launcher(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), text);
  }
}
