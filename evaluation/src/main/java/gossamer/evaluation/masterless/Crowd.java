package gossamer.evaluation.masterless;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
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

/** Peers in pages of headless Chromium, and their master. */
final class Crowd implements AutoCloseable {
  private static final int PEERS = 12;
  private static final int STAY = 6;
  private static final int LINKS = 3;

  /** Searches between two departures. */
  private static final int SEARCHES = 12;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PageServer site = PageServer.start();
  private final ProcessUnderTest master;
  private final BrowserDriver driver = BrowserDriver.start();
  private final List<Peer> peers = new ArrayList<>();
  private final Random random = new Random(20_261_126);

  private record Peer(Page page, String id) {}

  /**
   * What happened without a master.
   *
   * @param tried searches, each with a connection and a message
   * @param millis how long each that succeeded searched
   */
  record Result(int left, int tried, double[] millis) {}

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
    String url = master.awaitLine(Pattern.compile("serving (\\S+)"), PATIENCE).group(1);
    Browser chromium = driver.launch(Browser.Kind.CHROMIUM);
    for (int i = 0; i < PEERS; i++) {
      Page page = chromium.newContext().newPage(site.origin() + "/");
      page.waitFor("typeof start === 'function'", PATIENCE);
      String id = page.evaluate(PATIENCE, "(url, n) => start(url, n)", url, LINKS).asString();
      peers.add(new Peer(page, id));
    }
    // Links to each other, not to the master alone.
    for (Peer peer : peers) {
      peer.page.waitFor("peer.neighbours.filter(n => n.kind === 'browser').length > 1", PATIENCE);
    }
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

  /** Searches at random; now and then a page is closed, until half of them are left. */
  Result goOn(Duration time, Progress progress) {
    List<Double> millis = new ArrayList<>();
    int tried = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      int first = random.nextInt(peers.size());
      int second = (first + 1 + random.nextInt(peers.size() - 1)) % peers.size();
      Peer from = peers.get(first);
      Peer to = peers.get(second);
      tried++;
      double took = search(from, to, "search " + tried);
      if (took >= 0) {
        millis.add(took);
      } else {
        progress.say("search " + tried + " failed");
      }
      if (tried % SEARCHES == 0 && peers.size() > STAY) {
        peers.remove(random.nextInt(peers.size())).page.close();
      }
    }
    double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
    return new Result(PEERS - peers.size(), tried, all);
  }

  private static double search(Peer from, Peer to, String text) {
    double took =
        from.page.evaluate(PATIENCE, "(id, text) => find(id, text)", to.id, text).asDouble();
    if (took >= 0) {
      to.page.waitFor("text => letters.includes(text)", PATIENCE, text);
    }
    return took;
  }

  @Override
  public void close() {
    driver.close();
    master.close();
    site.close();
  }
}
