package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong in real browsers gets a typed error on the side that can act. */
@Timeout(180)
class BadInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;
  @AutoClose private PackageSite site;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    master = MasterProcess.start("origin=" + site.origin());
    driver = BrowserDriver.start();
  }

  private static String codeOfJoin(Page page, String url) {
    page.waitFor("typeof start === 'function'", PATIENCE);
    return page.evaluate(
            PATIENCE, "url => start(url, {links: 0}).then(() => 'joined', e => e.code)", url)
        .asString();
  }

  @ParameterizedTest
  @EnumSource
  void plainHttpOutsideLocalhostIsAnInsecureContext(Kind kind) {
    // A name that is not localhost, on the loopback interface.
    Browser browser =
        kind == Kind.CHROMIUM
            ? driver.launch(kind, lan("--host-resolver-rules=MAP lan.test 127.0.0.1"))
            : driver.launch(
                kind, LaunchOptions.DEFAULT.preference("network.dns.localDomains", "lan.test"));
    Page page = browser.newPage(site.insecureUrl("lan.test"));
    assertEquals("insecure-context", codeOfJoin(page, master.url()));
  }

  private static LaunchOptions lan(String rule) {
    return LaunchOptions.DEFAULT.argument(rule);
  }

  @Test
  void aBrowserWithoutWebRtcIsTold() {
    Page page = driver.launch(Kind.CHROMIUM).newPage(site.url());
    page.waitFor("typeof start === 'function'", PATIENCE);
    page.evaluate("() => { delete window.RTCPeerConnection }");
    assertEquals("no-webrtc", codeOfJoin(page, master.url()));
  }

  @Test
  void aMasterThatAcceptsAndNeverAnswersIsSilent() {
    Page page = driver.launch(Kind.CHROMIUM).newPage(site.url());
    PeerPage first = PeerPage.join(page, master.url(), 0);
    first.page().reload();
    master.suspend();
    assertEquals("master-silent", codeOfJoin(page, master.url()));
  }

  @Test
  void aPageOfAnotherOriginIsRefused() throws IOException {
    try (PackageSite stranger = PackageSite.start()) {
      Page page = driver.launch(Kind.CHROMIUM).newPage(stranger.url());
      String code = codeOfJoin(page, master.url());
      assertTrue(
          code.equals("unreachable") || code.equals("refused") || code.equals("connect-failed"),
          code);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatChangesWhileItIsSharedIsLostOnBothSides(Kind kind) throws IOException {
    Path file = folder.resolve("draft.txt");
    Files.write(file, new byte[3_000_000]);
    Browser browser = driver.launch(kind);
    PeerPage holder = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    PeerPage reader = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    holder.page().evaluate("document.body.innerHTML = '<input type=file id=f>'");
    holder.page().setFiles("#f", file);
    String link =
        holder
            .page()
            .evaluate(
                PATIENCE,
                """
                async () => {
                  const share = await peer.share(document.querySelector('#f').files[0]);
                  share.addEventListener('lost', e => { window.lost = e.code });
                  return share.link;
                }
                """)
            .asString();
    Files.write(file, "changed".getBytes(StandardCharsets.UTF_8));
    String code =
        reader
            .page()
            .evaluate(PATIENCE, "link => peer.fetch(link).then(() => 'ok', e => e.code)", link)
            .asString();
    assertEquals("content-changed", code);
    assertEquals("content-changed", holder.page().waitFor("window.lost", PATIENCE).asString());
  }

  @Test
  void aLinkToAFileThatNobodyHasEndsWithNoHolder() {
    PeerPage reader =
        PeerPage.join(driver.launch(Kind.CHROMIUM).newPage(site.url()), master.url(), 0);
    String code =
        reader
            .page()
            .evaluate(PATIENCE, "peer.fetch('#f1.' + 'A'.repeat(43)).then(() => 'ok', e => e.code)")
            .asString();
    assertEquals("no-holder", code);
  }

  @Test
  void aFullDiskEndsTheFetchAndFreesWhatWasStored() {
    Browser browser = driver.launch(Kind.CHROMIUM);
    PeerPage holder = PeerPage.join(browser.newPage(site.url()), master.url(), 0);
    PeerPage reader = PeerPage.join(browser.newContext().newPage(site.url()), master.url(), 0);
    String link =
        holder
            .page()
            .evaluate(PATIENCE, "peer.share(new Blob([new Uint8Array(4e6)])).then(s => s.link)")
            .asString();
    // The quota of the private storage is used up, as far as the page can see.
    reader
        .page()
        .evaluate(
            """
            () => {
              FileSystemWritableFileStream.prototype.write = () =>
                Promise.reject(new DOMException('full', 'QuotaExceededError'));
            }
            """);
    String code =
        reader
            .page()
            .evaluate(PATIENCE, "link => peer.fetch(link).then(() => 'ok', e => e.code)", link)
            .asString();
    assertEquals("disk-full", code);
  }
}
