package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network whose descriptor says Chord: pages follow it, and go on without a master. */
@Timeout(120)
class ChordNetworkTest {
  private static final String LOADED =
      "performance.getEntriesByType('resource').some(r => r.name.endsWith('/chord.js'))";

  @AutoClose private PackageSite site;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    driver = BrowserDriver.start();
  }

  private PeerPage join(Browser chromium, int links) {
    return PeerPage.join(chromium.newContext().newPage(site.url()), master.url(), links);
  }

  private static String lookup(PeerPage from, PeerPage to) {
    return from.page()
        .evaluate(PeerPage.PATIENCE, "id => peer.lookup(id).then(r => r.id)", to.id())
        .asString();
  }

  @Test
  void threePagesFindAndSignalEachOtherThenWithoutTheMasterToo() throws IOException {
    master = MasterProcess.start("origin=" + site.origin(), "overlay=chord");
    Browser chromium = driver.launch(Kind.CHROMIUM);
    PeerPage a = join(chromium, 0);
    PeerPage b = join(chromium, 0);
    PeerPage c = join(chromium, 0);
    assertTrue(a.page().evaluate(LOADED).asBoolean(), "the descriptor chose the core");
    assertEquals(b.id(), lookup(a, b));
    a.connect(b);
    b.connect(c);
    a.say(b, "over chord");

    master.kill();
    for (PeerPage peer : new PeerPage[] {a, b, c}) {
      peer.awaitNoMaster();
    }
    assertEquals(c.id(), lookup(a, c));
    a.connect(c);
    a.say(c, "over chord, without a master");
    String key = a.page().evaluate(PeerPage.PATIENCE, "peer.put('kept on the ring')").asString();
    assertEquals(
        "kept on the ring",
        c.page()
            .evaluate(
                PeerPage.PATIENCE,
                "key => peer.get(key).then(v => new TextDecoder().decode(v[0].value))",
                key)
            .asString());
  }

  @Test
  void whoJoinsANetworkOfKademliaLoadsNothingOfChord() throws IOException {
    master = MasterProcess.start("origin=" + site.origin());
    Page page = join(driver.launch(Kind.CHROMIUM), 0).page();
    assertFalse(page.evaluate(LOADED).asBoolean());
  }
}
