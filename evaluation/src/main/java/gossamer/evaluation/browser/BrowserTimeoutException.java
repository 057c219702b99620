package gossamer.evaluation.browser;

/** What was waited for did not happen in time. The message has what was seen last. */
public final class BrowserTimeoutException extends BrowserException {
  private static final long serialVersionUID = 1;

  BrowserTimeoutException(String message) {
    super(message);
  }
}
