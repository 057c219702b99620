package gossamer.evaluation.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessUnderTestTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern READY = Pattern.compile("ready (\\d+)");

  /** A shell that has a child, tells its id and waits for it. */
  private static final String PARENT = "tail -f /dev/null & echo starting; echo ready $!; wait";

  @Test
  void aLineIsAwaitedAndItsGroupsAreGiven() {
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", PARENT))) {
      assertTrue(Long.parseLong(process.awaitLine(READY, PATIENCE).group(1)) > 0);
      assertEquals("starting", process.awaitLine(Pattern.compile("start.*"), PATIENCE).group());
    }
  }

  @Test
  void aKilledProcessIsGoneAndSoIsWhatItStarted() {
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", PARENT))) {
      ProcessHandle child = child(process);
      assertTrue(child.isAlive());
      process.kill();
      assertFalse(process.isAlive());
      assertFalse(child.isAlive());
    }
  }

  @Test
  void closingEndsWhatRuns() {
    ProcessHandle child;
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", PARENT))) {
      child = child(process);
    }
    assertFalse(child.isAlive());
  }

  @Test
  void stopGivesTheExitCode() {
    String script = "trap 'echo bye; exit 7' TERM; tail -f /dev/null & echo ready $!; wait";
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", script))) {
      ProcessHandle child = child(process);
      assertEquals(7, process.stop(PATIENCE));
      child.destroyForcibly();
      process.awaitLine(Pattern.compile("bye"), PATIENCE);
    }
  }

  @Test
  void aProcessThatIgnoresSigtermIsReportedAndStillKilled() {
    String script = "trap '' TERM; tail -f /dev/null & echo ready $!; while :; do wait; done";
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", script))) {
      child(process);
      assertThrows(ProcessException.class, () -> process.stop(Duration.ofMillis(50)));
      assertTrue(process.isAlive());
      process.kill();
      assertFalse(process.isAlive());
    }
  }

  @Test
  void aProcessThatEndsWithoutTheLineIsReportedWithWhatItSaid() {
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", "echo no port >&2; exit 3"))) {
      var thrown = assertThrows(ProcessException.class, () -> process.awaitLine(READY, PATIENCE));
      assertTrue(thrown.getMessage().contains("ended without"), thrown.getMessage());
      assertTrue(thrown.getMessage().contains("no port"), thrown.getMessage());
    }
  }

  @Test
  void aLineThatDoesNotComeIsReportedInTime() {
    try (var process = ProcessUnderTest.start(Command.of("tail", "-f", "/dev/null"))) {
      var thrown =
          assertThrows(
              ProcessException.class, () -> process.awaitLine(READY, Duration.ofMillis(50)));
      assertTrue(thrown.getMessage().contains("did not say in time"), thrown.getMessage());
    }
  }

  @Test
  void aProgramThatDoesNotExistIsReported() {
    assertThrows(
        ProcessException.class, () -> ProcessUnderTest.start(Command.of("no-such-program")));
  }

  @Test
  void aSuspendedProcessAnswersOnlyAfterItIsResumed() {
    String script =
        "trap 'echo ready 1' USR1; echo up; while :; do tail -f /dev/null & wait $!; done";
    try (var process = ProcessUnderTest.start(Command.of("sh", "-c", script))) {
      process.awaitLine(Pattern.compile("up"), PATIENCE);
      process.suspend();
      ProcessTree.signal(
          "USR1",
          ProcessTree.of(ProcessHandle.of(process.pid()).orElseThrow()).stream().limit(1).toList());
      assertThrows(ProcessException.class, () -> process.awaitLine(READY, Duration.ofMillis(100)));
      process.resume();
      process.awaitLine(READY, PATIENCE);
    }
  }

  @Test
  void theCommandSetsEnvironmentAndFolder(@TempDir Path folder) throws IOException {
    var command =
        Command.of("sh", "-c", "echo $GREETING; pwd -P").with("GREETING", "hello").in(folder);
    try (var process = ProcessUnderTest.start(command)) {
      process.awaitLine(Pattern.compile(Pattern.quote(folder.toRealPath().toString())), PATIENCE);
      assertEquals("hello", process.log().getFirst());
    }
  }

  @Test
  void longLinesAreCut() throws IOException {
    var bytes = "abcdef\r\ngh\r\n\nlast".getBytes(StandardCharsets.UTF_8);
    var lines = new BoundedLines(new ByteArrayInputStream(bytes), 4);
    assertEquals("abcd", lines.next());
    assertEquals("gh", lines.next());
    assertEquals("", lines.next());
    assertEquals("last", lines.next());
    assertEquals(null, lines.next());
  }

  @Test
  void theLogKeepsTheLastLines() {
    int written = ProcessUnderTest.LINES + 5;
    var command = Command.of("sh", "-c", "seq 1 " + written + "; echo ready 0");
    try (var process = ProcessUnderTest.start(command)) {
      process.awaitLine(READY, PATIENCE);
      assertEquals(ProcessUnderTest.LINES, process.log().size());
      assertEquals("7", process.log().getFirst());
    }
  }

  private static ProcessHandle child(ProcessUnderTest process) {
    long pid = Long.parseLong(process.awaitLine(READY, PATIENCE).group(1));
    return ProcessHandle.of(pid).orElseThrow();
  }
}
