package gossamer.conformance.bugs;

import gossamer.conformance.Main;
import gossamer.simulator.scenario.Figure;
import gossamer.simulator.scenario.Scenario;
import gossamer.simulator.scenario.ScenarioException;
import gossamer.simulator.scenario.ScenarioResult;
import gossamer.simulator.scenario.ScenarioRun;

/** What sources have to pass: some scenarios, and then the portable tests. It throws when not. */
public final class Trial {
  private static final String JOIN =
      """
      latency cities
      jitter 5ms
      masters 2
      links 24 desired 6
      join 100% over 20s
      run 20s
      """;

  private static final String LOSSES =
      """
      kill 30%
      run 60s
      kill 30%
      run 30s
      lookup 200 over 10s within 2s as lookup
      message 100 over 10s within 5s as message
      route 200 over 10s within 5s as route
      """;

  private static final String MASTERLESS =
      """
      kill masters
      doors peers
      churn median 2m shape 1 crash 50%
      run 5m
      churn off
      run 60s
      lookup 200 over 10s within 2s as lookup
      recover within 1s as links
      """;

  private Trial() {}

  /** Runs everything. */
  public static void main(String[] arguments) throws ScenarioException {
    passes(LOSSES, 40);
    passes(MASTERLESS, 40);
    Main.main(new String[0]);
  }

  private static void passes(String script, int peers) throws ScenarioException {
    ScenarioResult result =
        new ScenarioRun(Scenario.parse("trial", JOIN + script), peers, 1, line -> {}).run();
    for (Figure figure : result.figures()) {
      boolean bad =
          figure.name().endsWith(" success") && figure.value() < 99
              || figure.name().endsWith(" whole") && figure.value() < 1;
      if (bad) {
        throw new IllegalStateException(figure.toString());
      }
    }
    double links = result.samples().get(result.samples().size() - 1).links();
    if (links < 6 || links > 24) {
      throw new IllegalStateException("links of a peer: " + links);
    }
  }
}
