package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.home.Access;
import gossamer.evaluation.home.Home;
import gossamer.evaluation.lab.Port;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real browsers behind routers that keep them apart, or that move from one to another. */
@Timeout(240)
class LadderTest {
  private static final int FILE = 3_000_000;

  @AutoClose private Homes homes;

  @Test
  void twoBehindSymmetricRoutersTalkAndMoveAFileThroughACommonPeer() throws IOException {
    homes = Homes.withoutRelays();
    PeerPage c = homes.join(homes.server("c"), Kind.CHROMIUM);
    PeerPage a = homes.join(homes.home("homea", Access.SYMMETRIC).machine(), Kind.CHROMIUM);
    PeerPage b = homes.join(homes.home("homeb", Access.SYMMETRIC).machine(), Kind.FIREFOX);
    a.connect(c);
    b.connect(c);
    assertEquals("direct", path(a, c));
    assertEquals("direct", path(b, c));

    long start = System.nanoTime();
    a.connect(b);
    System.out.println("connected through C after " + millis(start) + " ms");
    assertEquals("peer", path(a, b));
    assertEquals("peer", path(b, a));
    a.say(b, "through a third");
    b.say(a, "and back");

    start = System.nanoTime();
    assertEquals(
        FILE,
        a.page()
            .evaluate(
                PeerPage.PATIENCE,
                "link => peer.fetch(link).then(f => f.blob()).then(b => b.size)",
                b.page()
                    .evaluate(
                        PeerPage.PATIENCE,
                        "size => peer.share(new Blob([new Uint8Array(size).map((_, i) => i * i >> 7)]),"
                            + " {name: 'file'}).then(s => s.link)",
                        FILE)
                    .asString())
            .asInt());
    System.out.println(FILE + " bytes through C in " + millis(start) + " ms");
    assertEquals("peer", path(a, b));
    int relayed = c.page().evaluate("peer.bytesRelayed").asInt();
    assertTrue(relayed > FILE, relayed + " bytes relayed by C");
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionSurvivesTheWayFromOneNetworkToAnother(Kind kind) throws IOException {
    homes = Homes.withRelays();
    Home wifi = homes.home("wifi", Access.CONE);
    Home mobile = homes.home("mobile", Access.SYMMETRIC);
    Port machine = wifi.machine();
    PeerPage friend = homes.join(homes.server("friend"), Kind.CHROMIUM);
    PeerPage walker = homes.join(machine, kind);
    walker.connect(friend);
    count(walker, friend, 0, 20);
    homes.lab().unplug(machine);
    count(walker, friend, 20, 20);
    long start = System.nanoTime();
    mobile.connect(machine.namespace());
    count(walker, friend, 40, 20);
    friend.page().waitFor("inbox.length >= 60", PeerPage.PATIENCE);
    System.out.println(kind + ": all there " + millis(start) + " ms after the new network");
    count(friend, walker, 60, 20);
    walker.page().waitFor("inbox.length >= 20", PeerPage.PATIENCE);
    count(walker, friend, 60, 20);
    friend.page().waitFor("inbox.length >= 80", PeerPage.PATIENCE);
    assertEquals("true", friend.page().evaluate("inbox.every((n, i) => n === `${i}`)").toString());
    assertEquals(0, walker.page().evaluate("ended.length").asInt());
    assertEquals(0, friend.page().evaluate("ended.length").asInt());
    friend
        .page()
        .waitFor("id => connections.get(id).path === 'direct'", PeerPage.PATIENCE, walker.id());
  }

  /** Sends numbers over a connection, awaiting none: whatever the network does meanwhile. */
  private static void count(PeerPage from, PeerPage to, int first, int count) {
    from.page()
        .evaluate(
            Duration.ofSeconds(30),
            """
            async (id, first, count) => {
              for (let i = first; i < first + count; i++) {
                void connections.get(id).send(String(i));
                await new Promise(resume => setTimeout(resume, 50));
              }
            }
            """,
            to.id(),
            first,
            count);
  }

  private static String path(PeerPage from, PeerPage to) {
    return from.page().evaluate("id => connections.get(id).path", to.id()).asString();
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
