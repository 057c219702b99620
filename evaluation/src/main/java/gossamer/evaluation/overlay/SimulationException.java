package gossamer.evaluation.overlay;

import java.io.Serial;

/** A scenario cannot be read, or something did not hold that must; the message is for people. */
public final class SimulationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SimulationException(String message, Throwable cause) {
    super(message, cause);
  }
}
