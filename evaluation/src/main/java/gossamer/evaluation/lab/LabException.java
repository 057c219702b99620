package gossamer.evaluation.lab;

import java.io.Serial;

/** The laboratory could not be built; the message says what is missing or what was refused. */
public final class LabException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
