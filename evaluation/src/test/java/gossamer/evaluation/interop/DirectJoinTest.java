package gossamer.evaluation.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import gossamer.evaluation.browser.TestSite;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.Connection;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real browsers join the endpoint without one signalling message: the page makes the answer itself,
 * and its own description stays as the browser wrote it.
 */
@Timeout(120)
class DirectJoinTest {
  @AutoClose private TestSite site;
  @AutoClose private BrowserDriver driver;
  @AutoClose private OurEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start();
    driver = BrowserDriver.start();
    endpoint = OurEndpoint.start(false);
  }

  @ParameterizedTest
  @CsvSource({"CHROMIUM, udp", "FIREFOX, udp", "CHROMIUM, tcp", "FIREFOX, tcp"})
  void aBrowserJoinsWithoutSignalling(Browser.Kind kind, String transport) throws Exception {
    Page page = driver.launch(kind).newPage(site.url());
    BrowserPeer.prepare(page);
    var joined = BrowserPeer.join(page, endpoint, transport);
    System.out.println(kind + " " + transport + ": " + joined.path("millis") + " ms");
    Connection connection = endpoint.happenings().awaitConnected();
    DataChannel channel = endpoint.happenings().awaitChannel();
    assertEquals(0, channel.id());
    assertEquals(
        Transport.valueOf(transport.toUpperCase(Locale.ROOT)),
        connection.path().orElseThrow().transport());

    page.evaluate("channels[0].send('from the page')");
    assertEquals("from the page", text(endpoint.happenings().awaitMessage().data()));
    endpoint.on(() -> connection.send(channel, bytes("from us"), true, now()));
    assertEquals("from us", page.waitFor("received[0]", BrowserPeer.PATIENCE).asString());
    assertEquals(
        hex(connection.peerFingerprint()),
        page.evaluate("/fingerprint:sha-256 (.*)/.exec(pc.localDescription.sdp)[1].trim()")
            .asString());
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void aKilledBrowserIsNoticedInFiveSeconds(Browser.Kind kind) throws Exception {
    Browser browser = driver.launch(kind);
    Page page = browser.newPage(site.url());
    BrowserPeer.prepare(page);
    BrowserPeer.join(page, endpoint, "udp");
    endpoint.happenings().awaitConnected();
    long killed = System.nanoTime();
    browser.kill();
    assertEquals(CloseReason.TIMEOUT, endpoint.happenings().awaitEnd().reason());
    long millis = (System.nanoTime() - killed) / 1_000_000;
    System.out.println(kind + " killed: noticed after " + millis + " ms");
    assertTrue(millis <= 5_000, millis + " ms");
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void aCleanCloseIsNoticedAtOnce(Browser.Kind kind) throws Exception {
    Page page = driver.launch(kind).newPage(site.url());
    BrowserPeer.prepare(page);
    BrowserPeer.join(page, endpoint, "udp");
    endpoint.happenings().awaitConnected();
    double closedAt = BrowserPeer.close(page);
    Happenings.Told end = endpoint.happenings().awaitEnd();
    assertEquals(CloseReason.REMOTE, end.reason());
    double millis = end.epochMillis() - closedAt;
    System.out.println(kind + " closed: noticed " + millis + " ms after");
    assertTrue(millis <= 50, millis + " ms");
  }

  private static long now() {
    return System.nanoTime() / 1_000;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
