package gossamer.evaluation.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page. Scripts are JavaScript expressions; when one is a function it is called with the
 * arguments. Arguments and results travel as JSON, promises are awaited, {@code undefined} comes
 * back as null.
 *
 * <p>Selectors are CSS, or {@code aria/Name}, {@code text/Text} and {@code >>>} (through shadow
 * roots) as Puppeteer has them; the first match is taken, after waiting for one for up to 30 s.
 *
 * <p>All methods throw {@link BrowserGoneException} when the page is closed.
 */
public final class Page implements AutoCloseable {
  /** How many lines of the console are kept. */
  public static final int CONSOLE_LINES = 1000;

  private final Browser browser;
  private final String name;
  private final Deque<ConsoleLine> console = new ArrayDeque<>();

  Page(Browser browser, String name) {
    this.browser = browser;
    this.name = name;
  }

  public Browser browser() {
    return browser;
  }

  /**
   * Runs a script for at most 30 s and returns its result, of at most 16 Mi characters of JSON.
   *
   * @throws PageException when it throws
   * @throws BrowserTimeoutException when it takes longer; it goes on running in the page
   */
  public JsonNode evaluate(String script, Object... arguments) {
    return evaluate(Browser.PATIENCE, script, arguments);
  }

  /** As {@link #evaluate(String, Object...)}, with another limit. */
  public JsonNode evaluate(Duration patience, String script, Object... arguments) {
    return call(script("evaluate", script, arguments), patience);
  }

  /**
   * Runs a script again and again until its result is truthy, and returns that. As long as it
   * throws, the answer is no. Works in hidden and frozen pages and over a reload.
   *
   * @throws BrowserTimeoutException with the last answer, when there was no such result in time
   */
  public JsonNode waitFor(String script, Duration patience, Object... arguments) {
    return call(script("waitFor", script, arguments), patience);
  }

  /**
   * The last {@value #CONSOLE_LINES} lines of the console, oldest first; errors nobody caught
   * included.
   */
  public List<ConsoleLine> console() {
    synchronized (console) {
      return List.copyOf(console);
    }
  }

  /** Loads another address and waits for its load event. */
  public void open(String url) {
    call(request("goto").put("url", url), Browser.PATIENCE);
  }

  /** Loads the page anew and waits for its load event. */
  public void reload() {
    call(request("reload"), Browser.PATIENCE);
  }

  /** Makes this the visible page of its window; the others in it become hidden. */
  public void bringToFront() {
    call(request("bringToFront"), Browser.PATIENCE);
  }

  /** Chooses files in an {@code <input type=file>}, by reference: they may be of any size. */
  public void setFiles(String selector, Path... files) {
    ObjectNode request = element("setFiles", selector);
    var paths = Arrays.stream(files).map(file -> file.toAbsolutePath().toString()).toList();
    request.set("paths", DriverConnection.JSON.valueToTree(paths));
    call(request, Browser.PATIENCE);
  }

  /** Brings the page to front and clicks on the middle of the element, once it is visible. */
  public void click(String selector) {
    call(element("click", selector), Browser.PATIENCE);
  }

  /** Brings the page to front, gives the element the focus and types the text, key by key. */
  public void type(String selector, String text) {
    call(element("type", selector).put("text", text), Browser.PATIENCE);
  }

  /**
   * Brings the page to front, gives the element the focus and presses a key.
   *
   * @param key as {@code KeyboardEvent.key} names it, for example {@code Enter} or {@code Tab}
   */
  public void press(String selector, String key) {
    call(element("press", selector).put("key", key), Browser.PATIENCE);
  }

  /** Writes what the page shows into a file, as PNG (.png) or JPEG (.jpg). */
  public void screenshot(Path file) {
    call(request("screenshot").put("path", file.toAbsolutePath().toString()), Browser.PATIENCE);
  }

  /**
   * Sets the size of the page in CSS pixels.
   *
   * @param mobile as on a phone: the viewport of the page's meta element and touch (Chromium;
   *     Firefox changes the size only)
   */
  public void viewport(int width, int height, boolean mobile) {
    call(
        request("viewport").put("width", width).put("height", height).put("mobile", mobile),
        Browser.PATIENCE);
  }

  /**
   * Sets what {@code prefers-color-scheme} says (Chromium).
   *
   * @throws UnsupportedOperationException in Firefox; there the preference {@code
   *     layout.css.prefers-color-scheme.content-override} (0 dark, 1 light) is set at the launch
   */
  public void colorScheme(ColorScheme scheme) {
    call(request("colorScheme").put("value", scheme.css()), Browser.PATIENCE);
  }

  /**
   * Freezes the page as browsers do with pages that were long hidden (Page Lifecycle API): no task
   * runs in it, while its connections stay open. Chromium only.
   *
   * @throws UnsupportedOperationException in Firefox
   */
  public void freeze() {
    call(request("lifecycle").put("state", "frozen"), Browser.PATIENCE);
  }

  /** Wakes the page. */
  public void unfreeze() {
    call(request("lifecycle").put("state", "active"), Browser.PATIENCE);
  }

  /**
   * Takes HTTP and new WebSockets away from the page, or gives them back. Data channels go on; an
   * open WebSocket stays open, but in Chromium nothing comes through while offline.
   */
  public void offline(boolean offline) {
    call(request("offline").put("value", offline), Browser.PATIENCE);
  }

  /** Closes the page; its {@code pagehide} runs, {@code beforeunload} does not. */
  @Override
  public void close() {
    try {
      call(request("close"), Browser.PATIENCE);
    } finally {
      browser.driver().closed(this);
    }
  }

  @Override
  public String toString() {
    return name + " of " + browser;
  }

  String name() {
    return name;
  }

  void write(ConsoleLine line) {
    synchronized (console) {
      if (console.size() == CONSOLE_LINES) {
        console.removeFirst();
      }
      console.addLast(line);
    }
  }

  private ObjectNode request(String operation) {
    return Browser.target(operation, name);
  }

  private ObjectNode element(String operation, String selector) {
    return request(operation).put("selector", selector);
  }

  private ObjectNode script(String operation, String script, Object... arguments) {
    ObjectNode request = request(operation).put("source", script);
    request.set("args", DriverConnection.JSON.valueToTree(arguments));
    return request;
  }

  private JsonNode call(ObjectNode request, Duration patience) {
    return browser.driver().connection().call(request, patience);
  }
}
