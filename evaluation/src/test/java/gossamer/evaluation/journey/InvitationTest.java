package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With every master dead a peer lets newcomers in, by two codes that somebody carries. */
@Timeout(120)
class InvitationTest {
  @AutoClose private PackageSite site;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;

  private String url = "";
  private PeerPage member;

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    driver = BrowserDriver.start();
    master = MasterProcess.start("origin=" + site.origin());
    url = master.url();
    member = PeerPage.join(page(driver.launch(Kind.CHROMIUM)), url, 8);
    master.kill();
    member.awaitNoMaster();
  }

  private Page page(Browser browser) {
    Page page = browser.newContext().newPage(site.url());
    page.waitFor("typeof start === 'function'", Duration.ofSeconds(15));
    return page;
  }

  private static String invitation(PeerPage from) {
    return from.page()
        .evaluate(
            PeerPage.PATIENCE,
            "invitations.invite(peer).then(i => { window.invitation = i; return i.code; })")
        .asString();
  }

  private PeerPage invited(Page newcomer, PeerPage by) {
    String reply =
        newcomer
            .evaluate(
                PeerPage.PATIENCE,
                """
                (url, code) => new Promise((resolve, reject) => {
                  invitations.joinInvited(url, code, resolve, { links: 8 }).then(began, reject);
                })\
                """,
                url,
                invitation(by))
            .asString();
    by.page().evaluate(PeerPage.PATIENCE, "reply => invitation.accept(reply)", reply);
    newcomer.waitFor("window.peer", PeerPage.PATIENCE);
    return new PeerPage(newcomer, newcomer.evaluate("peer.id").asString());
  }

  private static String failure(Page page, String promise, Object... arguments) {
    return page.evaluate(PeerPage.PATIENCE, promise + ".then(() => 'none', e => e.code)", arguments)
        .asString();
  }

  @ParameterizedTest
  @EnumSource
  void oneAfterAnotherComesInAndTheyFindEachOther(Kind kind) throws IOException {
    Browser browser = driver.launch(kind);
    PeerPage first = invited(page(browser), member);
    PeerPage second = invited(page(browser), first);
    assertEquals(
        second.id(),
        member
            .page()
            .evaluate(PeerPage.PATIENCE, "id => peer.lookup(id).then(r => r.id)", second.id())
            .asString());
    member.connect(second);
    member.say(second, "without a master");
    assertEquals(
        "gossamer", second.page().evaluate("peer.descriptor.network").asString(), "handed on");
  }

  @Test
  void whatIsNoInvitationIsTold() {
    Page page = page(driver.launch(Kind.CHROMIUM));
    String join = "(url, code) => invitations.joinInvited(url, code, () => {})";
    String code = invitation(member);
    assertEquals("malformed", failure(page, call(join), url, "nothing"));
    assertEquals("malformed", failure(page, call(join), url, code.substring(0, 200)));
    assertEquals("malformed", failure(page, call(join), url, code.replace("i1.", "r1.")));
    assertEquals("unknown-version", failure(page, call(join), url, code.replace("i1.", "i2.")));
    assertEquals("too-large", failure(page, call(join), url, "i1." + "A".repeat(20_000)));
    String accept = "reply => invitation.accept(reply)";
    assertEquals("malformed", failure(member.page(), call(accept), code));
  }

  /** A code that is whole, of what no end ever said. */
  private static String code(Page page, String tag, String json) {
    return page.evaluate(
            PeerPage.PATIENCE,
            """
            async (tag, json) => {
              const deflated = new Blob([json]).stream()
                .pipeThrough(new CompressionStream('deflate-raw'));
              const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
              const text = btoa(String.fromCharCode(...bytes));
              return tag + '.' + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
            }\
            """,
            tag,
            json)
        .asString();
  }

  @ParameterizedTest
  @EnumSource
  void aWholeCodeOfNonsenseIsTold(Kind kind) {
    Page page = page(driver.launch(kind));
    String join = "(url, code) => invitations.joinInvited(url, code, () => {})";
    for (String nonsense :
        List.of(
            "null",
            "[]",
            "{\"descriptor\":{\"network\":\"gossamer\"}}",
            "{\"descriptor\":{\"network\":\"gossamer\",\"masters\":[{}],\"iceServers\":[]}}",
            "{\"sdp\":\"v=1\",\"descriptor\":{\"version\":1,\"network\":\"gossamer\",\"masters\":[],"
                + "\"iceServers\":[]}}")) {
      String code = code(page, "i1", nonsense);
      assertEquals("malformed", failure(page, call(join), url, code), nonsense);
    }
    invitation(member);
    String reply = code(page, "r1", "{\"sdp\":\"v=1\",\"id\":\"00\"}");
    String accept = "reply => invitation.accept(reply)";
    assertEquals("malformed", failure(member.page(), call(accept), reply));
  }

  private static String call(String function) {
    return "(...all) => (" + function + ")(...all)";
  }

  @Test
  void aNewcomerWhoseReplyIsNotCarriedGivesUpInTime() {
    Page page = page(driver.launch(Kind.CHROMIUM));
    String join = "(url, code) => invitations.joinInvited(url, code, () => {}, { timeout: 2000 })";
    assertEquals("timeout", failure(page, call(join), url, invitation(member)));
    assertTrue(member.neighbours() == 0, "nobody was linked");
  }

  @Test
  void anInvitationThatIsAbortedIsTakenBack() {
    PeerPage by = member;
    String code = invitation(by);
    by.page().evaluate("invitation.cancel()");
    Page page = page(driver.launch(Kind.CHROMIUM));
    String join = "(url, code) => invitations.joinInvited(url, code, () => {}, { timeout: 2000 })";
    assertEquals("timeout", failure(page, call(join), url, code));
  }
}
