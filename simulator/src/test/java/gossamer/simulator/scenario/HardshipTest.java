package gossamer.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls a network, small enough for every build; the scenarios do the same at length. */
class HardshipTest {
  private static final String JOIN =
      """
      latency cities
      jitter 5ms
      masters 2
      links 24 desired 6
      join 100% over 20s
      run 20s
      """;

  private static ScenarioResult run(String script, int peers, long seed) throws ScenarioException {
    return new ScenarioRun(Scenario.parse("test", script), peers, seed, line -> {}).run();
  }

  private static double figure(ScenarioResult result, String name) {
    return result.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static void reached(ScenarioResult result, String name, double least) {
    assertTrue(figure(result, name + " success") >= least, () -> result.figures().toString());
  }

  @Test
  void lookupsGoOnInHeavyChurnForFewBytes() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                churn median 84s shape 1 crash 50%
                run 60s
                lookup 100 over 20s within 10s as lookup
                measure 30s as churn
                """,
            40,
            1);
    reached(result, "lookup", 99);
    // Before lookups had a reach it was 77 kB/s.
    assertTrue(
        figure(result, "churn without transports") < 4_000, () -> result.figures().toString());
    assertTrue(
        figure(result, "churn without link set-up") < 1_200, () -> result.figures().toString());
  }

  @Test
  void whoJoinsWhileItIsLookedUpIsFound() throws ScenarioException {
    ScenarioResult result =
        run(
            """
            latency measured
            masters 2
            links 48 desired 8
            join 70% over 20s
            run 30s
            join 30% over 500ms
            lookup 200 over 500ms within 10s as lookup
            """,
            200, 1);
    // By one lookup it was 94 %.
    reached(result, "lookup", 100);
  }

  @Test
  void newcomersJoinThroughPeersWhenAllMastersAreDead() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                kill masters
                doors peers
                churn median 2m shape 1 crash 50%
                run 10m
                churn off
                run 10s
                lookup 100 over 5s within 10s as lookup
                message 100 over 5s within 10s as message
                recover within 1s as whole
                """,
            30,
            2);
    // After ten minutes hardly anybody is left who ever met a master.
    reached(result, "lookup", 100);
    reached(result, "message", 100);
    assertEquals(1, figure(result, "whole whole"));
    assertTrue(figure(result, "departures") > 60);
  }

  @Test
  void twoHalvesBecomeOneByASingleLink() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                part 50%
                run 10s
                kill masters
                heal
                bridge 1
                run 50s
                lookup 100 over 5s within 10s as lookup
                """,
            30,
            3);
    reached(result, "lookup", 100);
  }

  @Test
  void oneLiarInTenDoesNotKeepTheOthersFromFindingEachOther() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                liars 10%
                run 20s
                lookup 100 over 10s within 10s as lookup
                message 100 over 10s within 10s as message
                """,
            50,
            4);
    reached(result, "lookup", 98);
    reached(result, "message", 98);
  }

  @Test
  void theSameSeedGivesTheSameTraceInChurnAmongLiars() throws ScenarioException {
    String script = JOIN + "liars 10%\nloss 1%\nchurn median 60s shape 1 crash 50%\nrun 2m\n";
    assertEquals(run(script, 20, 5).trace(), run(script, 20, 5).trace());
  }

  /**
   * Ten thousand peer-hours: links are looked after less often, so that a build can afford them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"kademlia", "chord"})
  void fiveThousandPeerHoursOfChurnViolateNoInvariant(String overlay) throws ScenarioException {
    ScenarioResult result =
        run(
            "overlay "
                + overlay
                + "\n"
                + """
                pace 8
                latency cities
                jitter 10ms
                loss 0.5%
                masters 1
                links 24 desired 1
                join 100% over 60s
                churn median 1h shape 0.6 crash 50%
                run 25h
                part 40%
                run 5m
                heal
                run 26h
                message 200 over 10s within 60s as message
                """,
            100,
            6);
    reached(result, "message", 98);
    assertTrue(result.peerHours() > 5_000, () -> "peer-hours " + result.peerHours());
  }
}
