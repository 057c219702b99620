package gossamer.evaluation.browser;

/** Pages that share storage with each other and with nobody else. */
public final class BrowserContext implements AutoCloseable {
  private final Browser browser;
  private final String name;

  BrowserContext(Browser browser, String name) {
    this.browser = browser;
    this.name = name;
  }

  /**
   * Opens a page and waits for its load event.
   *
   * @throws BrowserException when the page cannot be loaded within 30 s
   */
  public Page newPage(String url) {
    return browser.newPage(name, url);
  }

  /** Closes the context with its pages and deletes its storage. */
  @Override
  public void close() {
    browser.driver().connection().call(Browser.target("close", name), Browser.PATIENCE);
  }
}
