package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserTimeoutException;
import gossamer.evaluation.browser.PageException;
import gossamer.evaluation.home.Home;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What came of one pair of homes and browsers. */
record NatRun(
    HomePair pair,
    String browsers,
    String path,
    OptionalDouble connectMillis,
    boolean film,
    String filmPath,
    OptionalDouble recoverySeconds) {
  private static final Duration RECOVERY = Duration.ofSeconds(40);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Connects two pages in new homes, films, and kills the relay if there is one. */
  static NatRun of(NatLab lab, HomePair pair, Browser.Kind caller, Browser.Kind callee) {
    Home first = lab.home(pair.one());
    Home second = pair.same() ? first : lab.home(pair.other());
    try (HomePage one = lab.page(first, caller);
        HomePage other = lab.page(second, callee)) {
      one.join(lab.url(0));
      other.join(lab.url(1));
      return of(lab, pair, caller + " to " + callee, new Ends(one, other));
    } finally {
      lab.restart();
    }
  }

  private record Ends(HomePage one, HomePage other) {}

  private static NatRun of(NatLab lab, HomePair pair, String browsers, Ends ends) {
    HomePage one = ends.one();
    HomePage other = ends.other();
    long start = System.nanoTime();
    String path;
    try {
      path = one.connect(other);
    } catch (PageException | BrowserTimeoutException e) {
      return new NatRun(
          pair,
          browsers,
          "none: " + e.getMessage(),
          OptionalDouble.empty(),
          false,
          "none",
          OptionalDouble.empty());
    }
    double millis = (System.nanoTime() - start) / 1e6;
    boolean film = one.film(other);
    String filmPath = film ? pathOf(one.pairOfCall(other)) : "none";
    one.endCall(other);
    // The path may have become better since.
    path = one.path(other);
    return new NatRun(
        pair,
        browsers,
        path,
        OptionalDouble.of(millis),
        film,
        filmPath,
        path.equals("turn") ? recovery(lab, one, other) : OptionalDouble.empty());
  }

  private static String pathOf(JsonNode candidates) {
    for (JsonNode candidate : candidates) {
      if (candidate.path("type").asString("").equals("relay")) {
        return "turn";
      }
    }
    return "direct";
  }

  /** Seconds until a message arrives again after the relay in use was killed; empty for never. */
  private static OptionalDouble recovery(NatLab lab, HomePage one, HomePage other) {
    List<String> relays = one.relays();
    int master = relays.isEmpty() ? -1 : lab.masterAt(relays.getFirst());
    if (master < 0) {
      return OptionalDouble.empty();
    }
    lab.kill(master);
    long killed = System.nanoTime();
    for (int i = 0; System.nanoTime() - killed < RECOVERY.toNanos(); i++) {
      one.mutter(other, "after the death " + i);
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return OptionalDouble.empty();
      }
      if (other.heardAny("after the death ")) {
        return OptionalDouble.of((System.nanoTime() - killed) / 1e9);
      }
    }
    return OptionalDouble.empty();
  }

  boolean connected() {
    return connectMillis.isPresent();
  }

  /** Whether it took the path it should: a relay only where nothing else goes. */
  boolean asExpected() {
    String expected = pair.relayed() ? "turn" : "direct";
    return path.equals(expected) && filmPath.equals(expected);
  }

  @Override
  public String toString() {
    return pair
        + ", "
        + browsers
        + ": "
        + path
        + connectMillis.stream().mapToObj(" in %.0f ms"::formatted).findFirst().orElse("")
        + ", video "
        + filmPath
        + recoverySeconds.stream()
            .mapToObj(", again %.1f s after the relay's death"::formatted)
            .findFirst()
            .orElse("");
  }
}
