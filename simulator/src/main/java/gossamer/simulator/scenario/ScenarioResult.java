package gossamer.simulator.scenario;

import java.util.List;

/**
 * What came out of a scenario.
 *
 * @param peerHours simulated, of browsers that were alive
 * @param frames that were sent
 * @param checks of invariants that held
 * @param heapPerPeer bytes of heap in use at the end for each peer alive, everything counted
 * @param trace a digest of all deliveries: equal for equal runs
 * @param description the network model, and every shortcut with the number of peers it served
 */
public record ScenarioResult(
    String scenario,
    int peers,
    long seed,
    double peerHours,
    long frames,
    long checks,
    double heapPerPeer,
    String trace,
    String description,
    List<Figure> figures,
    List<Sample> samples) {
  /** Keeps copies of the lists. */
  public ScenarioResult {
    figures = List.copyOf(figures);
    samples = List.copyOf(samples);
  }
}
