package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When every master is dead, or was left, the browsers that are connected go on. */
@Timeout(240)
class WithoutMasterTest {
  private static final int RING = 12;

  @AutoClose private PackageSite site;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;

  enum Farewell {
    MASTER_IS_KILLED,
    PEERS_DETACH
  }

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    master = MasterProcess.start("origin=" + site.origin());
    driver = BrowserDriver.start();
  }

  private void part(Farewell farewell, List<PeerPage> peers) {
    if (farewell == Farewell.MASTER_IS_KILLED) {
      master.kill();
    } else {
      peers.forEach(peer -> peer.page().evaluate("peer.detach()"));
    }
    peers.forEach(PeerPage::awaitNoMaster);
  }

  @ParameterizedTest
  @EnumSource
  void onTheLineTwoEndsMeetThroughTheMiddleAlone(Farewell farewell) {
    Browser chromium = driver.launch(Kind.CHROMIUM);
    Browser firefox = driver.launch(Kind.FIREFOX);
    PeerPage a = PeerPage.join(chromium.newPage(site.url()), master.url(), 0);
    PeerPage b = PeerPage.join(firefox.newPage(site.url()), master.url(), 0);
    PeerPage c = PeerPage.join(chromium.newContext().newPage(site.url()), master.url(), 0);
    a.connect(b);
    b.connect(c);
    part(farewell, List.of(a, b, c));
    assertEquals(1, a.neighbours(), "A is linked to B alone");
    a.say(b, "still here");
    b.page().evaluate("seen.length = 0");

    assertEquals(
        c.id(),
        a.page()
            .evaluate(PeerPage.PATIENCE, "id => peer.lookup(id).then(r => r.id)", c.id())
            .asString());
    a.connect(c);
    a.say(c, "hello over a new connection");
    assertMiddleIsBlind(b, a, c);

    String key = a.page().evaluate(PeerPage.PATIENCE, "peer.put('kept by browsers')").asString();
    assertEquals(
        "kept by browsers",
        c.page()
            .evaluate(
                PeerPage.PATIENCE,
                "key => peer.get(key).then(v => new TextDecoder().decode(v[0].value))",
                key)
            .asString());
  }

  /** B forwarded envelopes between both ends, and not one byte of a description or an address. */
  private static void assertMiddleIsBlind(PeerPage middle, PeerPage from, PeerPage to) {
    String forwarded =
        """
        (from, to) => {
          const raw = hex => String.fromCharCode(...hex.match(/../g).map(h => parseInt(h, 16)));
          const latin = hex => new TextDecoder('latin1').decode(
            Uint8Array.from(hex.match(/../g), h => parseInt(h, 16)));
          return seen.filter(f => f.includes(latin(from)) && f.includes(latin(to))).length;
        }
        """;
    long envelopes = middle.page().evaluate(forwarded, from.id(), to.id()).asLong();
    assertTrue(envelopes > 0, "the middle peer forwarded the signalling");
    for (String mark :
        List.of(
            "v=0\r\n", "a=ice", "a=fingerprint", "candidate", "typ host", ".local", "127.0.0.1")) {
      boolean leaked =
          middle.page().evaluate("mark => seen.some(f => f.includes(mark))", mark).asBoolean();
      assertFalse(leaked, "the middle peer saw " + mark);
    }
  }

  @ParameterizedTest
  @EnumSource
  void inARingOfTwelveEveryStrangerIsFound(Farewell farewell) {
    Browser chromium = driver.launch(Kind.CHROMIUM);
    List<PeerPage> ring = new ArrayList<>();
    for (int i = 0; i < RING; i++) {
      ring.add(PeerPage.join(chromium.newPage(site.url()), master.url(), 0));
    }
    Random random = new Random(20_261_121);
    for (Set<Integer> pair : links(random)) {
      List<Integer> ends = List.copyOf(pair);
      ring.get(ends.get(0)).connect(ring.get(ends.get(1)));
    }
    part(farewell, ring);
    for (int i = 0; i < 3; i++) {
      PeerPage from = ring.get(random.nextInt(RING));
      PeerPage to = ring.get(random.nextInt(RING));
      if (!from.id().equals(to.id())) {
        from.connect(to);
        from.say(to, "found " + i);
      }
    }
  }

  /** The ring, and links at random until every peer has at least three. */
  private static Set<Set<Integer>> links(Random random) {
    Set<Set<Integer>> links = new LinkedHashSet<>();
    for (int i = 0; i < RING; i++) {
      links.add(Set.of(i, (i + 1) % RING));
    }
    for (int i = 0; i < RING; i++) {
      int one = i;
      while (links.stream().filter(pair -> pair.contains(one)).count() < 3) {
        int other = random.nextInt(RING);
        if (other != i) {
          links.add(Set.of(i, other));
        }
      }
    }
    return links;
  }

  @Test
  void aPeerThatOnlyKnowsAnIdIsToldWhenNobodyHasIt() {
    Browser chromium = driver.launch(Kind.CHROMIUM);
    PeerPage a = PeerPage.join(chromium.newPage(site.url()), master.url(), 0);
    String code =
        a.page()
            .evaluate(
                PeerPage.PATIENCE,
                "peer.send('00112233445566778899aabbccddeeff00112233', 'x').catch(e => e.code)")
            .asString();
    assertEquals("unreachable", code);
  }
}
