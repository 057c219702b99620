package gossamer.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Production peers in a swarm, small enough for every build. */
class ScenarioRunTest {
  private static final String JOIN =
      """
      latency cities
      jitter 5ms
      masters 1
      links 48 desired 6
      join 100% over 10s
      run 10s
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

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() throws ScenarioException {
    String trace = run(JOIN, 12, 5).trace();
    assertEquals(trace, run(JOIN, 12, 5).trace());
    assertNotEquals(trace, run(JOIN, 12, 6).trace());
  }

  @Test
  void routesAreShortAndMessagesArrive() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                route 60 over 2s within 5s as route
                message 60 over 2s within 10s as message
                """,
            60,
            1);
    assertEquals(100, figure(result, "route success"));
    assertEquals(100, figure(result, "message success"));
    // 60 peers with a dozen links each know nearly all others as neighbours of neighbours.
    assertTrue(figure(result, "route hops mean") <= 2.5, () -> result.figures().toString());
  }

  @Test
  void thePeersGoOnWhenAThirdAndTheMasterDie() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                kill masters
                kill 30%
                run 20s
                lookup 50 over 2s within 10s as lookup
                """,
            40,
            2);
    assertTrue(figure(result, "lookup success") >= 98, () -> result.figures().toString());
  }

  @Test
  void peersBehindBlockedNetworksReachNobodyButMasters() throws ScenarioException {
    String blocked = "nat open 0% cone 0% restricted 0% symmetric 0% blocked 100%\n";
    ScenarioResult result = run(blocked + JOIN, 10, 3);
    double links = result.samples().get(result.samples().size() - 1).links();
    assertEquals(0, links);
    ScenarioResult open = run(JOIN, 10, 3);
    assertTrue(open.samples().get(open.samples().size() - 1).links() > 0);
  }

  @Test
  void whatIsPartedHangsTogetherAgainAfterwards() throws ScenarioException {
    ScenarioResult result =
        run(
            JOIN
                + """
                masters 1
                part 50%
                run 10s
                recover within 1s as parted
                heal
                recover within 2m as healed
                """,
            20,
            4);
    assertEquals(0, figure(result, "parted whole"));
    assertEquals(1, figure(result, "healed whole"));
  }

  @Test
  void peersWithFilledTablesRouteAndReportsNameTheOracle() throws ScenarioException {
    ScenarioResult result =
        run(
            """
            latency 5ms to 50ms
            links 24 desired 20
            fill 100%
            route 100 over 100ms within 800ms as route
            run 6s
            message 50 over 1s within 5s as message
            """,
            300, 4);
    assertEquals(100, figure(result, "route success"));
    assertEquals(100, figure(result, "message success"));
    assertTrue(
        result.description().endsWith("chosen by an oracle, for 300 peers"), result.description());
    // The ends fit each other: after 6 s a link whose other end is missing would be gone.
    assertTrue(result.samples().get(result.samples().size() - 1).links() > 10);
  }
}
