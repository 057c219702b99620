package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages that join a master by a data channel that nobody signalled, and by WebSocket where they
 * must.
 */
@Timeout(120)
class DirectJourneyTest {
  /**
   * Until a page that gets no answer has joined by WebSocket: the head start and what a busy
   * machine needs.
   */
  private static final long FALLBACK_MILLIS = 4_000;

  /** Notes what the page opens and whether it changes what the browser offers. */
  private static final String WATCH =
      """
      () => {
        Object.assign(window, { sockets: [], offered: [], applied: [], fake: null, patient: true });
        // A busy machine is not what is tested: only a data channel that fails gives way to a WebSocket.
        const later = window.setTimeout;
        window.setTimeout = (f, ms, ...rest) => later(f, patient && ms === 500 ? 20_000 : ms, ...rest);
        window.WebSocket = class extends WebSocket {
          constructor(...args) {
            super(...args);
            sockets.push(args[0]);
          }
        };
        window.RTCPeerConnection = class extends RTCPeerConnection {
          async createOffer(...args) {
            const offer = await super.createOffer(...args);
            offered.push(offer.sdp);
            return offer;
          }
          // Without a description the browser applies its own.
          setLocalDescription(...args) {
            applied.push(args[0]?.sdp ?? 'own');
            return super.setLocalDescription(...args);
          }
          setRemoteDescription({ type, sdp }) {
            return super.setRemoteDescription({
              type,
              sdp: fake ? sdp.replace(/(fingerprint:sha-256 ).*/, '$1' + fake) : sdp,
            });
          }
        };
      }
      """;

  @AutoClose private PackageSite site;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    driver = BrowserDriver.start();
  }

  private MasterProcess master(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("origin=" + site.origin());
    all.add("direct=true");
    return MasterProcess.start(all.toArray(String[]::new));
  }

  private Page watchedPage(Browser browser) {
    Page page = browser.newPage(site.url());
    page.waitFor("typeof start === 'function'", Duration.ofSeconds(15));
    page.evaluate(WATCH);
    return page;
  }

  private static String pathToMaster(PeerPage peer) {
    return peer.page().evaluate("peer.neighbours.find(n => n.kind === 'master').path").asString();
  }

  private static long sockets(PeerPage peer) {
    return peer.page().evaluate("sockets.length").asLong();
  }

  private static void assertDirect(PeerPage peer) {
    assertEquals("direct", pathToMaster(peer));
    assertEquals(0, sockets(peer), "WebSockets opened");
    assertTrue(
        peer.page()
            .evaluate(
                "applied.length > 0"
                    + " && applied.every((sdp, i) => sdp === 'own' || sdp === offered[i])")
            .asBoolean(),
        "the browser's own offer is applied as it is");
  }

  private static void assertByWebSocket(PeerPage peer, long startedNanos) {
    long millis = (System.nanoTime() - startedNanos) / 1_000_000;
    assertEquals("websocket", pathToMaster(peer));
    assertEquals(1, sockets(peer), "WebSockets opened");
    assertTrue(millis < FALLBACK_MILLIS, "joined after " + millis + " ms");
  }

  /** An address of this machine: Firefox reaches nothing on the loopback by ICE. */
  private static String here() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElseThrow();
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPageJoinsWithoutAnyWebSocketAndTalksToAnother(Kind kind) throws IOException {
    try (MasterProcess master = master("direct-tokens=true", "direct-address=" + here())) {
      Browser browser = driver.launch(kind);
      PeerPage a = PeerPage.join(watchedPage(browser), master.url(), 0);
      PeerPage b = PeerPage.join(watchedPage(browser), master.url(), 0);
      assertDirect(a);
      assertDirect(b);
      a.connect(b);
      a.say(b, "met through a master without a WebSocket");
      assertEquals(0, sockets(a) + sockets(b), "WebSockets opened");
    }
  }

  @Test
  void theLossOfADirectMasterIsNoticedAndItsReturnToo() throws IOException {
    int port = unusedPort();
    try (MasterProcess master = master("port=" + port)) {
      PeerPage a = PeerPage.join(watchedPage(driver.launch(Kind.CHROMIUM)), master.url(), 0);
      assertDirect(a);
      // The one that returns has another certificate.
      a.page().evaluate("patient = false");
      master.kill();
      a.awaitNoMaster();
      try (MasterProcess again = master("port=" + port)) {
        a.page().waitFor("peer.neighbours.some(n => n.kind === 'master')", PeerPage.PATIENCE);
        assertEquals(master.url(), again.url());
      }
    }
  }

  @Test
  void whereUdpIsBlockedChromiumUsesTcp() throws IOException {
    int behind = unusedPort();
    try (Forwarder tcp = Forwarder.start(behind);
        MasterProcess master = master("direct-port=" + behind, "direct-address=" + tcp.address())) {
      Page page = watchedPage(driver.launch(Kind.CHROMIUM));
      assertDirect(PeerPage.join(page, master.url(), 0));
      assertTrue(tcp.connections() > 0, "ICE over TCP");
    }
  }

  /** Firefox does not use the TCP pair that works while it still has hopes for one over UDP. */
  @Test
  void whereUdpIsBlockedFirefoxJoinsByWebSocket() throws IOException {
    int behind = unusedPort();
    try (Forwarder tcp = Forwarder.start(behind);
        MasterProcess master = master("direct-port=" + behind, "direct-address=" + tcp.address())) {
      Page page = watchedPage(driver.launch(Kind.FIREFOX));
      page.evaluate("patient = false");
      long started = System.nanoTime();
      assertByWebSocket(PeerPage.join(page, master.url(), 0), started);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whereNobodyListensTheWebSocketIsUsedSoon(Kind kind) throws IOException {
    try (MasterProcess master = master("direct-address=" + here() + ":" + unusedPort())) {
      Page page = watchedPage(driver.launch(kind));
      page.evaluate("patient = false");
      long started = System.nanoTime();
      assertByWebSocket(PeerPage.join(page, master.url(), 0), started);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anotherCertificateThanTheDescriptorSaysIsNoLink(Kind kind) throws IOException {
    try (MasterProcess master = master("direct-address=" + here())) {
      Page page = watchedPage(driver.launch(kind));
      page.evaluate("patient = false");
      page.evaluate("fake = 'AB:'.repeat(31) + 'AB'");
      long started = System.nanoTime();
      PeerPage a = PeerPage.join(page, master.url(), 0);
      assertByWebSocket(a, started);
      assertEquals(1, a.neighbours());
    }
  }

  /** Hands TCP connections on to another port of this machine; nothing of it listens on UDP. */
  private record Forwarder(ServerSocket server, int target, List<Socket> open, AtomicInteger broken)
      implements AutoCloseable {
    static Forwarder start(int target) throws IOException {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral(here()));
      Forwarder forwarder = new Forwarder(server, target, new ArrayList<>(), new AtomicInteger());
      Thread.ofVirtual().start(forwarder::accept);
      return forwarder;
    }

    private void accept() {
      try {
        for (; ; ) {
          Socket from = server.accept();
          Socket to = new Socket();
          to.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
          synchronized (open) {
            open.add(from);
            open.add(to);
          }
          Thread.ofVirtual().start(() -> pump(from, to));
          Thread.ofVirtual().start(() -> pump(to, from));
        }
      } catch (IOException e) {
        broken.incrementAndGet(); // The test is over, or the master is not there.
      }
    }

    private void pump(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        broken.incrementAndGet(); // One side is gone, and so the other goes too.
      }
    }

    String address() {
      return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    int connections() {
      synchronized (open) {
        return open.size();
      }
    }

    @Override
    public void close() {
      try {
        server.close();
        synchronized (open) {
          for (Socket socket : open) {
            socket.close();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
