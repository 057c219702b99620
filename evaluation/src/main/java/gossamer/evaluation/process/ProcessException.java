package gossamer.evaluation.process;

/**
 * A process that could not be started, ended too early, or did not say or do in time what it
 * should.
 */
public final class ProcessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ProcessException(String message) {
    super(message);
  }

  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
