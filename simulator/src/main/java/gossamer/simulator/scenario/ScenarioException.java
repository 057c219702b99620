package gossamer.simulator.scenario;

/** A script that cannot be understood: the message names the line. */
public final class ScenarioException extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /** What is wrong in a line, counted from 1. */
  public ScenarioException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** The line, counted from 1. */
  public int line() {
    return line;
  }
}
