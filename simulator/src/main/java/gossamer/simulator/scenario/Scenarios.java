package gossamer.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scenarios that come with the simulator. */
public final class Scenarios {
  /** What they are called, in the order in which they are listed. */
  public static final List<String> NAMES =
      List.of(
          "rest",
          "hops",
          "grown",
          "rush",
          "filled-rest",
          "filled-instant",
          "filled-disaster",
          "filled-churn",
          "disaster",
          "churn",
          "partition",
          "bridge",
          "masterless",
          "masterless-10h",
          "liars",
          "rough",
          "soak",
          "million");

  private Scenarios() {}

  /** One of {@link #NAMES}. */
  public static Scenario load(String name) {
    try {
      return Scenario.parse(name, text(name));
    } catch (ScenarioException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }

  /** The script of one of {@link #NAMES}. */
  public static String text(String name) {
    try (InputStream in = Scenarios.class.getResourceAsStream(name + ".scenario")) {
      if (in == null) {
        throw new IllegalArgumentException("no scenario " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
