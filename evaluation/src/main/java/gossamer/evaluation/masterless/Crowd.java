package gossamer.evaluation.masterless;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.BrowserException;
import gossamer.evaluation.browser.Page;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.MasterProgram;
import gossamer.evaluation.process.ProcessUnderTest;
import gossamer.master.OverlayKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Peers in pages of headless Chromium, and their master. */
final class Crowd implements AutoCloseable {
  private static final int PEERS = 12;
  private static final int LINKS = 3;

  /** Until one leaves and another comes: twelve that stay for 84 s on average. */
  private static final Duration CHANGE = Duration.ofSeconds(7);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PageServer site = PageServer.start();
  private final ProcessUnderTest master;
  private final BrowserDriver driver = BrowserDriver.start();
  private final List<Peer> peers = new ArrayList<>();
  private @Nullable Browser chromium;
  private String url = "";
  private final Random random = new Random(20_261_126);

  private record Peer(Page page, String id) {}

  /**
   * What happened without a master.
   *
   * @param left peers that left, each without a goodbye
   * @param came newcomers that joined by an invitation of a random peer
   * @param invited invitations
   * @param tried searches, each with a connection and a message
   * @param millis how long each that succeeded searched
   */
  record Result(int left, int came, int invited, int tried, double[] millis) {}

  private Crowd(OverlayKind overlay) {
    master =
        ProcessUnderTest.start(
            Command.java(
                MasterProgram.class,
                List.of("-Xmx256m"),
                List.of("origin=" + site.origin(), "overlay=" + overlay.text())));
  }

  static Crowd join(OverlayKind overlay) {
    Crowd crowd = new Crowd(overlay);
    try {
      crowd.join();
      return crowd;
    } catch (RuntimeException e) {
      crowd.close();
      throw e;
    }
  }

  private void join() {
    url = master.awaitLine(Pattern.compile("serving (\\S+)"), PATIENCE).group(1);
    for (int i = 0; i < PEERS; i++) {
      Page page = open();
      String id = page.evaluate(PATIENCE, "(url, n) => start(url, n)", url, LINKS).asString();
      peers.add(new Peer(page, id));
    }
    // Links to each other, not to the master alone.
    for (Peer peer : peers) {
      peer.page.waitFor("peer.neighbours.filter(n => n.kind === 'browser').length > 1", PATIENCE);
    }
  }

  private Page open() {
    Browser browser = chromium;
    if (browser == null) {
      browser = driver.launch(Browser.Kind.CHROMIUM);
      chromium = browser;
    }
    Page page = browser.newContext().newPage(site.origin() + "/");
    page.waitFor("typeof start === 'function'", PATIENCE);
    return page;
  }

  /** Lets a newcomer in, whose two codes are carried from page to page. */
  private void letIn(Peer by) {
    Page page = open();
    String code = by.page.evaluate(PATIENCE, "invite()").asString();
    String reply =
        page.evaluate(PATIENCE, "(url, code, n) => enter(url, code, n)", url, code, LINKS)
            .asString();
    by.page.evaluate(PATIENCE, "reply => invitation.accept(reply)", reply);
    page.waitFor("window.peer", PATIENCE);
    peers.add(new Peer(page, page.evaluate("peer.id").asString()));
  }

  int size() {
    return peers.size();
  }

  /** SIGKILL; returns when every peer has noticed. */
  void killMaster() {
    master.kill();
    for (Peer peer : peers) {
      peer.page.waitFor("!peer.neighbours.some(n => n.kind === 'master')", PATIENCE);
    }
  }

  /** Searches at random; now and then a page is closed and a newcomer let in. */
  Result goOn(Duration time, Progress progress) {
    List<Double> millis = new ArrayList<>();
    int tried = 0;
    int left = 0;
    long change = System.nanoTime() + CHANGE.toNanos();
    int came = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      int first = random.nextInt(peers.size());
      int second = (first + 1 + random.nextInt(peers.size() - 1)) % peers.size();
      Peer from = peers.get(first);
      Peer to = peers.get(second);
      tried++;
      try {
        millis.add(search(from, to, "search " + tried));
      } catch (BrowserException e) {
        progress.say("search " + tried + " failed: " + e);
      }
      if (System.nanoTime() >= change) {
        change += CHANGE.toNanos();
        peers.remove(random.nextInt(peers.size())).page.close();
        left++;
        try {
          letIn(peers.get(random.nextInt(peers.size())));
          came++;
        } catch (BrowserException e) {
          progress.say("a newcomer did not get in: " + e);
        }
      }
    }
    double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
    return new Result(left, came, left, tried, all);
  }

  private static double search(Peer from, Peer to, String text) {
    double took =
        from.page.evaluate(PATIENCE, "(id, text) => find(id, text)", to.id, text).asDouble();
    to.page.waitFor("text => letters.includes(text)", PATIENCE, text);
    return took;
  }

  @Override
  public void close() {
    driver.close();
    master.close();
    site.close();
  }
}
