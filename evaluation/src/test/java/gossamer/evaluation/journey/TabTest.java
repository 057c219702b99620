package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tabs go through: reloads, freezing, a second tab, the death of their browser. */
@Timeout(180)
class TabTest {
  /** Longest time until a tab is back, and until a dead one is gone. */
  private static final Duration BACK = Duration.ofSeconds(3);

  private static final Duration GONE = Duration.ofSeconds(5);

  /** How long its connections wait for it. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  @AutoClose private PackageSite site;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    master = MasterProcess.start("origin=" + site.origin());
    driver = BrowserDriver.start();
  }

  @ParameterizedTest
  @EnumSource
  void aTabThatIsReloadedIsBackWithItsId(Kind kind) {
    Browser browser = driver.launch(kind);
    PeerPage before = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    long start = System.nanoTime();
    before.page().reload();
    PeerPage after = PeerPage.join(before.page(), master.url(), 0);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertEquals(before.id(), after.id());
    assertTrue(taken.compareTo(BACK) <= 0, "back after " + taken);
  }

  @ParameterizedTest
  @EnumSource
  void twoTabsOfOneBrowserAreTwoPeers(Kind kind) {
    Browser browser = driver.launch(kind);
    PeerPage one = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    PeerPage two = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    assertNotEquals(one.id(), two.id());
    one.connect(two);
    one.say(two, "neighbour");
  }

  @Test
  void aTabThatWasFrozenIsBackWithItsId() {
    Browser browser = driver.launch(Kind.CHROMIUM);
    PeerPage sleeper = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    PeerPage friend = PeerPage.join(browser.newContext().newPage(site.url()), master.url(), 0);
    friend.connect(sleeper);
    sleeper.page().freeze();
    friend.awaitLink(sleeper.id(), false, GONE.plusSeconds(2));
    long start = System.nanoTime();
    sleeper.page().unfreeze();
    sleeper.page().waitFor("peer.neighbours.some(n => n.kind === 'master')", BACK);
    friend.page().evaluate(PeerPage.PATIENCE, "id => peer.send(id, 'awake?')", sleeper.id());
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(BACK) <= 0, "back after " + taken);
    assertEquals(sleeper.id(), sleeper.page().evaluate("peer.id").asString());
    sleeper.page().waitFor("letters.includes('awake?')", PeerPage.PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void aBrowserThatIsKilledIsOutOfItsNeighboursTables(Kind kind) {
    PeerPage survivor =
        PeerPage.join(driver.launch(Kind.CHROMIUM).newPage(site.url()), master.url(), 0);
    Browser victim = driver.launch(kind);
    PeerPage lost = PeerPage.join(victim.newPage(site.url()), master.url(), 0);
    survivor.connect(lost);
    victim.kill();
    survivor.awaitLink(lost.id(), false, GONE);
    assertEquals(
        "none", survivor.page().evaluate("id => connections.get(id).path", lost.id()).asString());
    survivor.page().waitFor("ended.length === 1", GRACE);
  }
}
