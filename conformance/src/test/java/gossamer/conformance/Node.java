package gossamer.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Node, with the module that TeaVM compiled. */
record Node(Path folder) implements Platform {
  @Override
  public String name() {
    return "Node";
  }

  @Override
  public List<Executed> run() {
    String script = "import { main } from './" + MODULE + "'; main([]);";
    Path output = folder.resolve("node.log");
    try {
      Process node =
          new ProcessBuilder("node", "--input-type=module", "--eval", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!node.waitFor(MINUTES, TimeUnit.MINUTES)) {
          throw new IllegalStateException("Node did not come to an end, see " + output);
        }
      } finally {
        node.destroyForcibly();
      }
      return Executed.read(Files.readAllLines(output));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
