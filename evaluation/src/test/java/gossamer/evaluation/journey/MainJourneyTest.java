package gossamer.evaluation.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.FileDigest;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, as two people do it with the application: Chromium A hands its link to Firefox B,
 * they chat, A's file arrives at B, the master dies, they go on.
 */
@Timeout(300)
class MainJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration TRANSFER = Duration.ofMinutes(3);
  private static final int MEGABYTES = 200;

  /** What the master may pass on beside the file: signalling and signs of life. */
  private static final long SIGNALLING = 2_000_000;

  @TempDir private Path folder;
  @AutoClose private MasterProcess master;
  @AutoClose private BrowserDriver driver;
  private Page a;
  private Page b;

  @BeforeEach
  void start() throws IOException {
    master = MasterProcess.start();
    driver = BrowserDriver.start();
    a = driver.launch(Kind.CHROMIUM).newPage(master.url() + "/?debug");
    b = driver.launch(Kind.FIREFOX).newPage(master.url() + "/?debug");
    b.waitFor("document.querySelector('[data-testid=own-id]') !== null", PATIENCE);
  }

  private static String text(Page page, String testId) {
    return page.waitFor(
            "id => document.querySelector(`[data-testid=${id}]`)?.textContent.trim()",
            PATIENCE,
            testId)
        .asString();
  }

  private void openLink(Page page, String link) {
    page.evaluate("link => { location.hash = new URL(link).hash }", link);
  }

  private void say(Page from, Page to, String words) {
    from.waitFor(
        "document.querySelector('[data-testid=chat-input]')?.placeholder === 'Message'", PATIENCE);
    from.type("[data-testid=chat-input]", words);
    from.click("[data-testid=chat-send]");
    to.waitFor(
        "words => document.querySelector('[data-testid=chat-log]')?.textContent.includes(words)",
        PATIENCE,
        words);
  }

  private void openConversation(Page page) {
    page.waitFor("document.querySelector('[data-testid=conversation]') !== null", PATIENCE);
    page.click("[data-testid=conversation]");
  }

  private Path randomFile() throws IOException {
    Path file = folder.resolve("holiday.bin");
    Random random = new Random(7);
    byte[] part = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MEGABYTES; i++) {
        random.nextBytes(part);
        out.write(part);
      }
    }
    return file;
  }

  @Test
  void twoBrowsersMeetChatShareAndGoOnWithoutTheMaster() throws Exception {
    openLink(b, text(a, "own-link"));
    openConversation(a);
    say(a, b, "hello from Chromium");
    say(b, a, "hello from Firefox");

    Path file = randomFile();
    long before = master.bytes();
    a.setFiles("[data-testid=file-input]", file);
    String link =
        a.waitFor(
                "document.querySelector('[data-testid=share-link]')?.textContent.trim()", TRANSFER)
            .asString();
    openLink(b, link);
    b.waitFor("document.querySelector('[data-testid=fetch-save]') !== null", TRANSFER);
    long passed = master.bytes() - before;
    assertTrue(passed < SIGNALLING, "the master passed on " + passed + " bytes");

    // What the button saves is what the person gets; the browser's own download is left out.
    b.evaluate(
        """
        () => {
          const make = URL.createObjectURL.bind(URL);
          URL.createObjectURL = blob => make(window.saved = blob);
          HTMLAnchorElement.prototype.click = () => {};
        }
        """);
    b.click("[data-testid=fetch-save]");
    b.waitFor("window.saved !== undefined", PATIENCE);
    assertEquals(FileDigest.of(file), FileDigest.of(b, "() => window.saved", TRANSFER));

    master.kill();
    b.waitFor("!gossamer.neighbours.some(n => n.kind === 'master')", PATIENCE);
    say(a, b, "the master is dead");
    say(b, a, "long live the network");
  }
}
