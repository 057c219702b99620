package gossamer.simulator.scenario;

/**
 * One number that came out.
 *
 * @param name what it is
 * @param unit its unit, {@code 1} for counts
 */
public record Figure(String name, String unit, double value) {}
