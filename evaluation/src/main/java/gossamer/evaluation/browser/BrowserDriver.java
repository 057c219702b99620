package gossamer.evaluation.browser;

import gossamer.evaluation.process.AtShutdown;
import gossamer.evaluation.process.BoundedLines;
import gossamer.evaluation.process.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Starts browsers: a Node process that speaks the Chrome DevTools Protocol with Chromium and
 * WebDriver BiDi with Firefox. Safe for use by many threads. Every browser it started ends with it,
 * and it ends with this JVM.
 */
public final class BrowserDriver implements AutoCloseable {
  private static final String BUNDLE = "driver.cjs";
  private static final Duration LAUNCH = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);
  private static final int DIAGNOSTIC_LINES = 200;
  private static final int DIAGNOSTIC_BYTES = 2048;

  private final Folder folder;
  private final Process process;
  private final DriverConnection connection;
  private final AtShutdown atShutdown;
  private final Map<String, Browser> browsers = new ConcurrentHashMap<>();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final AtomicLong names = new AtomicLong();
  private final Deque<String> diagnostics = new ArrayDeque<>();

  private BrowserDriver(Folder folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.connection = new DriverConnection(process, this::event, this::diagnostics);
    this.atShutdown =
        AtShutdown.run(
            "end of the browsers",
            () -> {
              ProcessTree.kill(process.toHandle());
              folder.delete();
            });
  }

  /**
   * Starts the driver; {@code node} (20 or newer) must be on the PATH.
   *
   * @throws BrowserException when it cannot be started
   */
  public static BrowserDriver start() {
    return start(List.of());
  }

  /**
   * Starts the driver, and with it all its browsers, somewhere else, for example in a network
   * namespace. It is talked to by its standard streams, so no network is needed in between.
   *
   * @param prefix what to put in front of the command, for example {@code ip netns exec NAME}
   * @throws BrowserException when it cannot be started
   */
  public static BrowserDriver start(List<String> prefix) {
    try {
      var folder = Folder.temporary("gossamer-browsers-");
      Path script = folder.path().resolve(BUNDLE);
      try (InputStream bundle = BrowserDriver.class.getResourceAsStream(BUNDLE)) {
        if (bundle == null) {
          throw new BrowserException(BUNDLE + " was not built: run the Maven build of evaluation");
        }
        Files.copy(bundle, script);
      }
      var line = new ArrayList<>(prefix);
      line.addAll(List.of("node", script.toString(), folder.path().toString()));
      Process process = new ProcessBuilder(line).start();
      var driver = new BrowserDriver(folder, process);
      Thread.ofVirtual().start(driver::readDiagnostics);
      return driver;
    } catch (IOException e) {
      throw new BrowserException("could not start the driver", e);
    }
  }

  /** Starts a browser with an empty profile. */
  public Browser launch(Browser.Kind kind) {
    return launch(kind, LaunchOptions.DEFAULT);
  }

  /**
   * Starts a browser.
   *
   * @throws BrowserException when it is not installed or does not start within 60 s
   */
  public Browser launch(Browser.Kind kind, LaunchOptions options) {
    Path executable = options.executable() == null ? kind.executable() : options.executable();
    Path given = options.profile();
    Folder own = given == null ? folder.child(kind + "-") : null;
    Path profile = own == null ? Objects.requireNonNull(given) : own.path();
    var request =
        DriverConnection.request("launch")
            .put("kind", kind.name())
            .put("executable", executable.toString())
            .put("profile", profile.toString())
            .put("headless", options.headless())
            .put("backgroundThrottling", options.backgroundThrottling())
            .put("insecureCertificates", options.insecureCertificates());
    request.set("arguments", DriverConnection.JSON.valueToTree(options.arguments()));
    request.set("preferences", DriverConnection.JSON.valueToTree(options.preferences()));
    JsonNode started = connection.call(request, LAUNCH);
    var browser = new Browser(this, kind, started, own);
    browsers.put(browser.name(), browser);
    return browser;
  }

  /** What the driver wrote to its standard error, at most the last 200 lines. */
  public List<String> diagnostics() {
    synchronized (diagnostics) {
      return List.copyOf(diagnostics);
    }
  }

  /** Ends all browsers and the driver. */
  @Override
  public void close() {
    try {
      browsers.values().forEach(Browser::close);
      process.getOutputStream().close();
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BrowserException("the driver did not end");
      }
    } catch (IOException e) {
      throw new BrowserException("could not end the driver", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrowserException("interrupted while the driver ended", e);
    } finally {
      ProcessTree.kill(process.toHandle());
      folder.delete();
      atShutdown.cancel();
    }
  }

  /** A name that no page of this driver had before. */
  String freshName() {
    return "page" + names.incrementAndGet();
  }

  DriverConnection connection() {
    return connection;
  }

  void opened(Page page) {
    pages.put(page.name(), page);
  }

  void closed(Page page) {
    pages.remove(page.name());
  }

  void closed(Browser browser) {
    browsers.remove(browser.name());
    pages.values().removeIf(page -> page.browser().equals(browser));
  }

  private void event(JsonNode event) {
    switch (event.path("event").asString()) {
      case "console" -> {
        Page page = pages.get(event.path("page").asString());
        if (page != null) {
          page.write(
              new ConsoleLine(event.path("level").asString(), event.path("text").asString()));
        }
      }
      case "disconnected" -> {
        Browser browser = browsers.get(event.path("browser").asString());
        if (browser != null) {
          closed(browser);
        }
      }
      default -> note(event.toString());
    }
  }

  private void readDiagnostics() {
    try (var errors = process.getErrorStream()) {
      var lines = new BoundedLines(errors, DIAGNOSTIC_BYTES);
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        note(line);
      }
    } catch (IOException e) {
      note(e.toString());
    }
  }

  private void note(String line) {
    synchronized (diagnostics) {
      if (diagnostics.size() == DIAGNOSTIC_LINES) {
        diagnostics.removeFirst();
      }
      diagnostics.addLast(line);
    }
  }
}
