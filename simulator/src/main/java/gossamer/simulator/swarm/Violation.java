package gossamer.simulator.swarm;

/** Something that must always hold does not. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What does not hold, with the virtual time. */
  public Violation(String message) {
    super(message);
  }
}
