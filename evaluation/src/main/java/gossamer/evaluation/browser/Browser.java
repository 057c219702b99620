package gossamer.evaluation.browser;

import gossamer.evaluation.process.ProcessTree;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A browser with processes of its own. */
public final class Browser implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BrowserDriver driver;
  private final Kind kind;
  private final String name;
  private final String version;
  private final ProcessHandle process;
  private final @Nullable Folder profile;

  Browser(BrowserDriver driver, Kind kind, JsonNode started, @Nullable Folder profile) {
    this.driver = driver;
    this.kind = kind;
    this.name = started.path("browser").asString();
    this.version = started.path("version").asString();
    this.profile = profile;
    long pid = started.path("pid").asLong();
    this.process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new BrowserGoneException(kind + " " + pid + " ended at once"));
  }

  /** The browsers that can be driven. */
  public enum Kind {
    CHROMIUM,
    FIREFOX;

    private List<String> programs() {
      return switch (this) {
        case CHROMIUM -> List.of("chromium", "chromium-browser", "google-chrome-stable");
        case FIREFOX -> List.of("firefox-esr", "firefox");
      };
    }

    Path executable() {
      List<String> programs = programs();
      String path = System.getenv().getOrDefault("PATH", "/usr/bin");
      return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
          .splitAsStream(path)
          .flatMap(folder -> programs.stream().map(program -> Path.of(folder, program)))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() ->
              new BrowserException(
                  "%s is not installed (on Debian: apt-get install %s)"
                      .formatted(this, programs.getFirst())));
    }
  }

  public Kind kind() {
    return kind;
  }

  /** As the browser gives it, for example {@code Chrome/156.0.8078.79}. */
  public String version() {
    return version;
  }

  /** The id of the browser's main process. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** A context that shares no storage with others: another user, as far as pages can tell. */
  public BrowserContext newContext() {
    JsonNode opened = driver.connection().call(target("newContext", name), PATIENCE);
    return new BrowserContext(this, opened.path("context").asString());
  }

  /**
   * Opens a page in the default context, whose storage is the profile's, and waits for its load
   * event.
   *
   * @throws BrowserException when the page cannot be loaded within 30 s
   */
  public Page newPage(String url) {
    return newPage(name, url);
  }

  Page newPage(String context, String url) {
    var page = new Page(this, driver.freshName());
    driver.opened(page);
    try {
      driver
          .connection()
          .call(target("newPage", context).put("name", page.name()).put("url", url), PATIENCE);
      return page;
    } catch (BrowserException e) {
      driver.closed(page);
      throw e;
    }
  }

  /**
   * Ends all processes of the browser with SIGKILL, as a power cut would, and returns when they are
   * gone.
   */
  public void kill() {
    ProcessTree.kill(process);
    forget();
  }

  /** Closes the browser as a user does, or kills it when it does not close within 5 s. */
  @Override
  public void close() {
    if (!isAlive()) {
      forget();
      return;
    }
    Set<ProcessHandle> tree = ProcessTree.of(process);
    try {
      driver.connection().call(target("closeBrowser", name), PATIENCE);
    } finally {
      ProcessTree.kill(tree);
      forget();
    }
  }

  @Override
  public String toString() {
    return kind + " (" + pid() + ")";
  }

  String name() {
    return name;
  }

  BrowserDriver driver() {
    return driver;
  }

  static ObjectNode target(String operation, String target) {
    return DriverConnection.request(operation).put("target", target);
  }

  private void forget() {
    driver.closed(this);
    if (profile != null) {
      profile.delete();
    }
  }
}
