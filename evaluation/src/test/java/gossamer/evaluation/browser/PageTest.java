package gossamer.evaluation.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page can be asked, in both browsers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private TestSite site;
  @AutoClose private BrowserDriver driver;
  private final Map<Browser.Kind, Browser> browsers = new EnumMap<>(Browser.Kind.class);
  private BrowserContext context;

  @BeforeAll
  void start() throws IOException {
    site = TestSite.start();
    driver = BrowserDriver.start();
  }

  @AfterEach
  void closeContext() {
    context.close();
  }

  private Page page(Browser.Kind kind) {
    context = browsers.computeIfAbsent(kind, driver::launch).newContext();
    return context.newPage(site.url());
  }

  @ParameterizedTest
  @EnumSource
  void scriptsTakeAndGiveJson(Browser.Kind kind) {
    Page page = page(kind);
    assertEquals(5, page.evaluate("(a, b) => a + b", 2, 3).asInt());
    assertEquals("Site", page.evaluate("document.title").asString());
    assertTrue(page.evaluate("() => undefined").isNull());
    var value =
        page.evaluate("async list => ({list, more: await Promise.resolve('é')})", List.of(1, 2));
    assertEquals("{\"list\":[1,2],\"more\":\"é\"}", value.toString());
  }

  @ParameterizedTest
  @EnumSource
  void whatAScriptThrowsIsTyped(Browser.Kind kind) {
    Page page = page(kind);
    var thrown =
        assertThrows(
            PageException.class,
            () ->
                page.evaluate(
                    "async () => { throw Object.assign(new Error('nobody'), {name: 'PeerError', code: 'unreachable'}) }"));
    assertEquals("PeerError", thrown.name());
    assertEquals("unreachable", thrown.code());
    assertEquals("nobody", thrown.pageMessage());

    var text = assertThrows(PageException.class, () -> page.evaluate("() => { throw 'text' }"));
    assertEquals("string", text.name());
    assertEquals("text", text.pageMessage());
    assertNull(text.code());

    var syntax = assertThrows(PageException.class, () -> page.evaluate("(("));
    assertEquals("SyntaxError", syntax.name());
    var cycle = assertThrows(PageException.class, () -> page.evaluate("window"));
    assertTrue(List.of("TypeError", "SecurityError").contains(cycle.name()), cycle.name());
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreLimited(Browser.Kind kind) {
    Page page = page(kind);
    var thrown =
        assertThrows(PageException.class, () -> page.evaluate("'x'.repeat((16 << 20) + 1)"));
    assertEquals("RangeError", thrown.name());
    assertEquals(15 << 20, page.evaluate("'x'.repeat(15 << 20)").asString().length());
  }

  @ParameterizedTest
  @EnumSource
  void aScriptThatDoesNotEndIsGivenUp(Browser.Kind kind) {
    Page page = page(kind);
    assertThrows(
        BrowserTimeoutException.class,
        () -> page.evaluate(Duration.ofMillis(100), "new Promise(() => {})"));
    assertEquals(1, page.evaluate("1").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void aConditionIsAwaitedOverAReload(Browser.Kind kind) {
    Page page = page(kind);
    page.evaluate(
        "() => { sessionStorage.loads = 1; setTimeout(() => { sessionStorage.loads = 2; location.reload() }) }");
    var answer =
        page.waitFor(
            "n => sessionStorage.loads === n && document.readyState === 'complete' && {n}",
            PATIENCE,
            "2");
    assertEquals("2", answer.path("n").asString());
  }

  @ParameterizedTest
  @EnumSource
  void aConditionThatStaysFalseIsReportedWithTheLastAnswer(Browser.Kind kind) {
    Page page = page(kind);
    var no =
        assertThrows(
            BrowserTimeoutException.class, () -> page.waitFor("() => 0", Duration.ofMillis(200)));
    assertTrue(no.getMessage().contains("last: 0"), no.getMessage());
    var throwing =
        assertThrows(
            BrowserTimeoutException.class,
            () -> page.waitFor("() => window.peer.id", Duration.ofMillis(200)));
    assertTrue(throwing.getMessage().contains("TypeError"), throwing.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void theConsoleIsKeptAndBounded(Browser.Kind kind) {
    Page page = page(kind);
    page.evaluate(
        "n => { for (let i = 0; i < n; i++) console.info('line ' + i); setTimeout(() => { throw new Error('late') }) }",
        Page.CONSOLE_LINES + 9);
    page.waitFor("() => new Promise(done => setTimeout(() => done(true)))", PATIENCE);
    List<ConsoleLine> lines = untilUncaught(page);
    assertEquals(Page.CONSOLE_LINES, lines.size());
    assertEquals(new ConsoleLine("info", "line 10"), lines.getFirst());
    assertTrue(lines.getLast().text().contains("late"), lines.getLast().text());
  }

  /** Each answer of the page comes after the lines that it wrote before. */
  private static List<ConsoleLine> untilUncaught(Page page) {
    for (int round = 0; round < 1000; round++) {
      List<ConsoleLine> lines = page.console();
      if (!lines.isEmpty() && lines.getLast().level().equals("uncaught")) {
        return lines;
      }
      page.evaluate("1");
    }
    throw new AssertionError("no uncaught error in " + page.console());
  }

  @ParameterizedTest
  @EnumSource
  void filesAreChosenAndComparedInThePage(Browser.Kind kind, @TempDir Path folder)
      throws IOException {
    var bytes = new byte[(5 << 20) / 2];
    new Random(7).nextBytes(bytes);
    Path large = Files.write(folder.resolve("large.bin"), bytes);
    Path small = Files.writeString(folder.resolve("small.txt"), "hello", StandardCharsets.UTF_8);
    Page page = page(kind);
    page.setFiles("#file", large, small);
    assertEquals(
        "[\"large.bin\",\"small.txt\"]",
        page.evaluate("[...document.querySelector('#file').files].map(f => f.name)").toString());
    String first = "document.querySelector('#file').files[0]";
    assertEquals(FileDigest.of(large), FileDigest.of(page, first, PATIENCE));
    bytes[bytes.length - 1]++;
    Files.write(small, bytes);
    assertTrue(!FileDigest.of(small).equals(FileDigest.of(large)), "the last byte counts");
    page.evaluate(
        """
        async () => {
          const root = await navigator.storage.getDirectory();
          const out = await (await root.getFileHandle('copy', {create: true})).createWritable();
          await out.write(document.querySelector('#file').files[0]);
          await out.close();
        }
        """);
    String stored =
        "async () => (await (await navigator.storage.getDirectory()).getFileHandle('copy')).getFile()";
    assertEquals(FileDigest.of(large), FileDigest.of(page, stored, PATIENCE));
  }

  @ParameterizedTest
  @EnumSource
  void pagesAreClickedTypedAndPressed(Browser.Kind kind) {
    Page page = page(kind);
    page.click("aria/Count");
    page.click("button");
    assertEquals(2, page.evaluate("window.count").asInt());
    page.type("#text", "Hello");
    page.press("#text", "Enter");
    assertEquals(
        "Hello", page.waitFor("document.title !== 'Site' && document.title", PATIENCE).asString());
  }

  @ParameterizedTest
  @EnumSource
  void pagesHaveASizeAndArePhotographed(Browser.Kind kind, @TempDir Path folder)
      throws IOException {
    Page page = page(kind);
    page.viewport(390, 844, true);
    assertEquals("[390,844]", page.evaluate("[innerWidth, innerHeight]").toString());
    Path picture = folder.resolve("page.png");
    page.screenshot(picture);
    assertEquals(390, ImageIO.read(picture.toFile()).getWidth());
  }

  @ParameterizedTest
  @EnumSource
  void anOfflinePageFetchesNothingUntilItIsOnlineAgain(Browser.Kind kind) {
    Page page = page(kind);
    page.offline(true);
    assertEquals(
        "TypeError", assertThrows(PageException.class, () -> page.evaluate("fetch('/')")).name());
    page.offline(false);
    assertEquals(200, page.evaluate("async () => (await fetch('/')).status").asInt());
  }

  @ParameterizedTest
  @EnumSource
  void aClosedPageIsGone(Browser.Kind kind) {
    Page page = page(kind);
    page.close();
    assertThrows(BrowserGoneException.class, () -> page.evaluate("1"));
  }

  @ParameterizedTest
  @EnumSource
  void anAddressThatCannotBeLoadedIsReported(Browser.Kind kind) {
    Page page = page(kind);
    assertThrows(BrowserException.class, () -> context.newPage("http://localhost:9/nobody"));
    assertEquals("Site", page.evaluate("document.title").asString());
  }
}
