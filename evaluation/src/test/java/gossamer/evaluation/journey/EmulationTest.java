package gossamer.evaluation.journey;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The npm package outside of browsers: unchanged in Node, with WebRTC handed in. */
@Timeout(120)
class EmulationTest {
  private static final Path SCRIPT =
      Path.of("..", "browser", "src", "test", "emulation", "two-peers.mjs");

  @AutoClose private MasterProcess master;

  @BeforeEach
  void start() throws IOException {
    master = MasterProcess.start();
  }

  @Test
  void twoPeersInNodeMeetTalkAndShareAFile() {
    var command = Command.of("node", SCRIPT.toString(), master.url());
    try (var peers = ProcessUnderTest.start(command)) {
      peers.awaitLine(Pattern.compile("^all is well$"), Duration.ofSeconds(90));
    }
  }
}
