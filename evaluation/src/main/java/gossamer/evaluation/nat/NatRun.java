package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of one pair of homes and browsers.
 *
 * @param path as both ends' packages tell it in the end
 * @param selected the types of the candidates that ICE selected at the caller and at the callee
 * @param film the path of the video call; {@code none} when not both saw the other
 * @param reported whether the masters' counters say so too, from what their peers report
 * @param recovery what happened when a relay in use was killed; empty where none was
 */
record NatRun(
    HomePair pair,
    String browsers,
    String path,
    String selected,
    OptionalDouble connectMillis,
    String film,
    boolean reported,
    Optional<Recovery> recovery) {
  /** The time to recover in that is the goal. */
  static final double RECOVERY_SECONDS = 10;

  /**
   * After the death of a relay in use.
   *
   * @param killed the number of its master
   * @param seconds until messages arrived both ways again; empty for never
   * @param path by which they did
   */
  record Recovery(int killed, OptionalDouble seconds, String path) {}

  /** What it is called, also to be selected by. */
  static String name(HomePair pair, Kind caller, Kind callee) {
    return pair + ", " + browsers(caller, callee);
  }

  static String browsers(Kind caller, Kind callee) {
    return (caller + " to " + callee).toLowerCase(Locale.ROOT);
  }

  /** One that did not connect. */
  static NatRun failed(HomePair pair, String browsers, String reason) {
    return new NatRun(
        pair,
        browsers,
        "none: " + reason,
        "-",
        OptionalDouble.empty(),
        "none",
        false,
        Optional.empty());
  }

  boolean connected() {
    return connectMillis.isPresent();
  }

  boolean filmed() {
    return !film.equals("none");
  }

  /**
   * Whether data and video took the path that they should: a relay only where nothing else goes.
   */
  boolean asExpected() {
    return path.equals(pair.path()) && film.equals(pair.path());
  }

  /** Whether messages went both ways again after the relay's death. */
  boolean recovered() {
    return recovery.map(death -> death.seconds().isPresent()).orElse(false);
  }

  @Override
  public String toString() {
    String connected =
        connectMillis.isPresent() ? " in %.0f ms".formatted(connectMillis.getAsDouble()) : "";
    return "%s, %s: %s%s (%s), video %s%s%s"
        .formatted(
            pair,
            browsers,
            path,
            connected,
            selected,
            film,
            reported ? "" : ", not in the masters' counters",
            recovery.map(NatRun::tell).orElse(""));
  }

  private static String tell(Recovery death) {
    OptionalDouble seconds = death.seconds();
    return ", master %d killed: %s"
        .formatted(
            death.killed(),
            seconds.isPresent()
                ? "again after %.1f s by %s".formatted(seconds.getAsDouble(), death.path())
                : "never again");
  }
}
