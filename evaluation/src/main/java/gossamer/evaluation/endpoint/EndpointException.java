package gossamer.evaluation.endpoint;

import java.io.Serial;

/** An endpoint could not do what it was asked, or is gone. */
public final class EndpointException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public EndpointException(String message) {
    super(message);
  }

  public EndpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
