package gossamer.evaluation.browser;

/** The page, context or browser was closed, crashed or was killed. */
public final class BrowserGoneException extends BrowserException {
  private static final long serialVersionUID = 1;

  BrowserGoneException(String message) {
    super(message);
  }
}
