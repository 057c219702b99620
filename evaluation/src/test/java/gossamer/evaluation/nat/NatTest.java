package gossamer.evaluation.nat;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiment in small: three pairs of homes, real browsers, and two masters. Needs root. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class NatTest {
  private NatLab lab;

  @BeforeAll
  void open() {
    lab = NatLab.open();
  }

  @AfterAll
  void close() {
    lab.close();
  }

  static Iterable<HomePair> pairs() {
    return HomePair.few();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theyMeetByTheBestPathAndOutliveTheRelay(HomePair pair) {
    NatRun run = NatTrial.run(lab, pair, Kind.CHROMIUM, Kind.FIREFOX);
    System.out.println(run);
    assertAll(
        run.toString(),
        () -> assertEquals(pair.path(), run.path(), "data"),
        () -> assertEquals(pair.path(), run.film(), "video"),
        () -> assertTrue(run.reported(), "in the masters' counters"),
        () -> assertEquals(pair.relayed(), run.recovery().isPresent(), "a relay to kill"));
    run.recovery()
        .ifPresent(death ->
            assertTrue(
                death.seconds().orElse(Double.MAX_VALUE) <= NatRun.RECOVERY_SECONDS,
                run::toString));
  }
}
