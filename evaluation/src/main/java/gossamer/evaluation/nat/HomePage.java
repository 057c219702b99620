package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.BrowserTimeoutException;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.browser.Page;
import gossamer.evaluation.browser.PageException;
import gossamer.evaluation.lab.LabSite;
import gossamer.evaluation.lab.Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A browser on a machine of a home, with one page that has joined. */
final class HomePage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LabSite site;
  private final BrowserDriver driver;
  private final Page page;
  private String id = "";

  private HomePage(LabSite site, BrowserDriver driver, Page page) {
    this.site = site;
    this.driver = driver;
    this.page = page;
  }

  /** Starts a browser with a camera and a microphone that are made up. */
  static HomePage open(Port machine, Browser.Kind kind, Map<String, LabSite.Resource> resources) {
    LabSite site = LabSite.start(machine.namespace(), resources);
    BrowserDriver driver = BrowserDriver.start(machine.namespace().prefix());
    // Firefox gathers no address but the loopback's for a page that came from there.
    String origin = site.origin(machine.host());
    LaunchOptions options =
        switch (kind) {
          case CHROMIUM ->
              LaunchOptions.DEFAULT
                  .argument("--unsafely-treat-insecure-origin-as-secure=" + origin)
                  .argument("--use-fake-ui-for-media-stream")
                  .argument("--use-fake-device-for-media-stream");
          case FIREFOX ->
              LaunchOptions.DEFAULT
                  .preference("dom.securecontext.allowlist", machine.host())
                  .preference("media.devices.insecure.enabled", true)
                  .preference("media.navigator.streams.fake", true)
                  .preference("media.navigator.permission.disabled", true);
        };
    Page page = driver.launch(kind, options).newPage(origin + "/");
    page.waitFor("typeof start === 'function'", PATIENCE);
    return new HomePage(site, driver, page);
  }

  /** Becomes a peer by this master; the overlay opens no links by itself. */
  void join(String master) {
    id = page.evaluate(PATIENCE, "(url) => start(url, { links: 0 })", master).asString();
  }

  /** Its peer's id. */
  String id() {
    return id;
  }

  /**
   * Connects to the other page and waits until a message has gone each way.
   *
   * @return by which path
   */
  String connect(HomePage other) {
    String path = page.evaluate(PATIENCE, "(to) => call(to)", other.id).asString();
    other.page.waitFor("(of) => path(of)", PATIENCE, id);
    say(other, "there");
    other.say(this, "back");
    return path;
  }

  /** By which path the connection to the other page goes at the moment. */
  String path(HomePage other) {
    return page.evaluate("(of) => path(of)", other.id).asString("");
  }

  /** Sends a text and waits until it has arrived. */
  void say(HomePage other, String text) {
    page.evaluate(PATIENCE, "(to, text) => say(to, text)", other.id, text);
    other.page.waitFor("(text) => arrived(text)", PATIENCE, text);
  }

  /** Sends a text without waiting for anything; false when that is refused. */
  boolean mutter(HomePage other, String text) {
    return page.evaluate(
            "(to, text) => { try { say(to, text).catch(() => {}); return true } catch { return"
                + " false } }",
            other.id,
            text)
        .asBoolean();
  }

  /** Whether a text that begins so has arrived. */
  boolean heardAny(String beginning) {
    return page.evaluate("(beginning) => heardAny(beginning)", beginning).asBoolean();
  }

  /** A video call; false when not both sides see frames of the other in time. */
  boolean film(HomePage other) {
    try {
      page.evaluate(PATIENCE, "(to) => film(to)", other.id);
      page.waitFor("async (of) => await frames(of) > 5", PATIENCE, other.id);
      other.page.waitFor("async (of) => await frames(of) > 5", PATIENCE, id);
      return true;
    } catch (BrowserTimeoutException e) {
      return false;
    }
  }

  /** The selected pair of the video call. */
  SelectedPair pairOfCall(HomePage other) {
    return SelectedPair.read(page.evaluate("(of) => pairOfCall(of)", other.id));
  }

  /** The selected pairs of all links by WebRTC, those to masters among them. */
  List<SelectedPair> pairs() {
    List<SelectedPair> pairs = new ArrayList<>();
    page.evaluate("pairs").forEach(pair -> pairs.add(SelectedPair.read(pair)));
    return pairs;
  }

  /** Waits until no master is linked any more. */
  void awaitNoMaster() {
    page.waitFor("!peer.neighbours.some((n) => n.kind === 'master')", PATIENCE);
  }

  /** Its neighbours, their paths, and what it counted, as JSON; or why it does not say. */
  String state() {
    try {
      return page.evaluate(
              "JSON.stringify([peer.neighbours.map((n) => [n.id, n.kind, n.path]), peer.counters])")
          .asString();
    } catch (PageException | BrowserTimeoutException e) {
      return e.toString();
    }
  }

  /** Bytes that this peer passed on between two others. */
  long bytesRelayed() {
    return page.evaluate("peer.bytesRelayed").asLong();
  }

  /** Hangs up. */
  void endCall(HomePage other) {
    page.evaluate("(of) => endCall(of)", other.id);
    other.page.evaluate("(of) => endCall(of)", id);
  }

  @Override
  public void close() {
    driver.close();
    site.close();
  }
}
