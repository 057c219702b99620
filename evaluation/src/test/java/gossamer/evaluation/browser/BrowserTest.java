package gossamer.evaluation.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessTree;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole browsers: their processes, profiles and what only one of them can do. */
@Timeout(120)
class BrowserTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private TestSite site;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = TestSite.start();
    driver = BrowserDriver.start();
  }

  @ParameterizedTest
  @EnumSource
  void aKilledBrowserIsGoneWithAllItsProcesses(Browser.Kind kind) {
    Browser browser = driver.launch(kind);
    Page page = browser.newPage(site.url());
    Set<ProcessHandle> processes = ProcessTree.of(ProcessHandle.of(browser.pid()).orElseThrow());
    assertTrue(processes.size() > 2, "pages have processes of their own");
    browser.kill();
    assertFalse(browser.isAlive());
    processes.forEach(process -> assertFalse(process.isAlive(), process::toString));
    assertThrows(BrowserGoneException.class, () -> page.evaluate("1"));
    assertThrows(BrowserGoneException.class, () -> browser.newPage(site.url()));
  }

  @ParameterizedTest
  @EnumSource
  void aKilledBrowserLeavesItsNeighbourAlone(Browser.Kind kind) {
    Page page = driver.launch(kind).newPage(site.url());
    driver.launch(Browser.Kind.CHROMIUM).kill();
    assertEquals("Site", page.evaluate("document.title").asString());
  }

  @ParameterizedTest
  @EnumSource
  void aGivenProfileOutlivesTheBrowserEvenWhenItIsKilled(Browser.Kind kind, @TempDir Path profile) {
    LaunchOptions options = LaunchOptions.DEFAULT.profile(profile);
    String store =
        """
        async value => {
          const open = indexedDB.open('store', 1);
          open.onupgradeneeded = () => open.result.createObjectStore('values');
          const db = await new Promise((done, fail) => { open.onsuccess = () => done(open.result); open.onerror = () => fail(open.error); });
          const change = db.transaction('values', 'readwrite', {durability: 'strict'});
          const values = change.objectStore('values');
          const old = values.get('key');
          if (value) values.put(value, 'key');
          await new Promise((done, fail) => { change.oncomplete = done; change.onabort = () => fail(change.error); });
          return old.result;
        }
        """;
    Browser first = driver.launch(kind, options);
    assertTrue(first.newPage(site.url()).evaluate(store, "kept").isNull());
    first.kill();
    try (Browser second = driver.launch(kind, options)) {
      assertEquals("kept", second.newPage(site.url()).evaluate(store).asString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void contextsShareNoStorage(Browser.Kind kind) {
    Browser browser = driver.launch(kind);
    try (var one = browser.newContext();
        var other = browser.newContext()) {
      one.newPage(site.url()).evaluate("() => { localStorage.name = 'one' }");
      assertEquals("one", one.newPage(site.url()).evaluate("localStorage.name").asString());
      assertTrue(other.newPage(site.url()).evaluate("localStorage.name").isNull());
    }
  }

  @Test
  void closingTheDriverEndsEveryBrowser() {
    ProcessHandle browser;
    try (var another = BrowserDriver.start()) {
      browser = ProcessHandle.of(another.launch(Browser.Kind.CHROMIUM).pid()).orElseThrow();
      assertTrue(browser.isAlive());
    }
    assertFalse(browser.isAlive());
  }

  @ParameterizedTest
  @EnumSource
  void browsersEndWithTheirJvmEvenWhenItIsKilled(Browser.Kind kind, @TempDir Path temporary)
      throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String folder = "-Djava.io.tmpdir=" + temporary;
    var command = Command.of(java, folder, "-cp", classes, Launching.class.getName(), kind.name());
    try (var jvm = ProcessUnderTest.start(command)) {
      jvm.awaitLine(Pattern.compile("launched"), Duration.ofMinutes(1));
      ProcessHandle killed = ProcessHandle.of(jvm.pid()).orElseThrow();
      Set<ProcessHandle> processes = ProcessTree.of(killed);
      assertTrue(processes.size() > 3, "a driver and a browser belong to it");
      // The JVM alone, so that its shutdown hooks do not run and nobody else is told.
      killed.destroyForcibly();
      for (ProcessHandle process : processes) {
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
    try (var left = Files.list(temporary)) {
      assertEquals(
          List.of(),
          left.map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("gossamer"))
              .toList());
    }
  }

  /** Launches a browser, says so and waits to be killed. */
  static final class Launching {
    private Launching() {}

    public static void main(String[] arguments) throws InterruptedException {
      BrowserDriver.start().launch(Browser.Kind.valueOf(arguments[0]));
      System.out.println("launched");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void noTimerRunsInAFrozenPage() {
    Page page = driver.launch(Browser.Kind.CHROMIUM).newPage(site.url());
    page.evaluate(
        """
        () => {
          window.ticks = 0;
          window.events = [];
          for (const name of ['freeze', 'resume']) document.addEventListener(name, () => events.push(name));
          setInterval(() => ticks++, 10);
        }
        """);
    page.waitFor("ticks > 2", PATIENCE);
    page.freeze();
    int ticks = page.evaluate("ticks").asInt();
    assertThrows(
        BrowserTimeoutException.class,
        () -> page.waitFor("n => ticks > n", Duration.ofMillis(500), ticks));
    page.unfreeze();
    page.waitFor("n => ticks > n", PATIENCE, ticks);
    assertEquals("[\"freeze\",\"resume\"]", page.evaluate("events").toString());
  }

  @Test
  void hiddenPagesAreThrottledOnlyOnRequest() {
    String ticks = "() => { window.ticks = 0; setInterval(() => ticks++, 20); }";
    var usual = driver.launch(Browser.Kind.CHROMIUM);
    var throttled =
        driver.launch(Browser.Kind.CHROMIUM, LaunchOptions.DEFAULT.throttlingInBackground());
    Page freely = usual.newPage(site.url());
    Page slowly = throttled.newPage(site.url());
    usual.newPage(site.url()).bringToFront();
    throttled.newPage(site.url()).bringToFront();
    slowly.waitFor("document.hidden", PATIENCE);
    freely.evaluate(ticks);
    slowly.evaluate(ticks);
    freely.waitFor("ticks >= 100", PATIENCE);
    int meanwhile = slowly.evaluate("ticks").asInt();
    assertTrue(meanwhile < 50, () -> meanwhile + " ticks, one per second is allowed");
  }

  @Test
  void theColorSchemeIsSetInThePageOrAtTheLaunch() {
    String dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    Page chromium = driver.launch(Browser.Kind.CHROMIUM).newPage(site.url());
    chromium.colorScheme(ColorScheme.DARK);
    assertTrue(chromium.evaluate(dark).asBoolean());
    chromium.colorScheme(ColorScheme.LIGHT);
    assertFalse(chromium.evaluate(dark).asBoolean());
    var options =
        LaunchOptions.DEFAULT.preference("layout.css.prefers-color-scheme.content-override", 0);
    Page firefox = driver.launch(Browser.Kind.FIREFOX, options).newPage(site.url());
    assertTrue(firefox.evaluate(dark).asBoolean());
    assertThrows(UnsupportedOperationException.class, () -> firefox.colorScheme(ColorScheme.LIGHT));
    assertThrows(UnsupportedOperationException.class, firefox::freeze);
  }
}
