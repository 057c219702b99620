package gossamer.evaluation.browser;

/** The browser or its driver did not do what was asked. The subclasses say more. */
public class BrowserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrowserException(String message) {
    super(message);
  }

  public BrowserException(String message, Throwable cause) {
    super(message, cause);
  }
}
