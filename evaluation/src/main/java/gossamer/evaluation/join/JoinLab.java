package gossamer.evaluation.join;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LabException;
import gossamer.evaluation.lab.LabSite;
import gossamer.evaluation.lab.LabSite.Resource;
import gossamer.evaluation.lab.LinkProfile;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import gossamer.evaluation.lab.WanLink;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.MasterProgram;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A master and browsers in networks of their own, with a wide-area link between them. */
final class JoinLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MASTER_PORT = 8080;
  private static final long SEED = 20;

  private static final String PAGE =
      """
      <!doctype html>
      <title>Join</title>
      <script type="module">
        import * as sdk from '/peer.js';
        window.sdk = sdk;
      </script>
      """;

  private final Lab lab;
  private final WanLink link;
  private final LabSite site;
  private final String origin;
  private final String pageHost;
  private final ProcessUnderTest master;
  private final BrowserDriver driver;
  private final String url;
  private final JsonNode descriptor;
  private int failures;

  private JoinLab(Lab lab) {
    this.lab = lab;
    NetworkNamespace server = lab.namespace("master");
    NetworkNamespace client = lab.namespace("browsers");
    var serverEnd = new Port(server, "wan0", "10.77.0.1/24");
    var clientEnd = new Port(client, "wan0", "10.77.0.2/24");
    link = lab.wan(serverEnd, clientEnd, LinkProfile.PERFECT, SEED);
    site =
        LabSite.start(
            client,
            Map.of(
                "/",
                new Resource("text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8)),
                "/peer.js",
                new Resource("text/javascript", script())));
    pageHost = clientEnd.host();
    origin = site.origin(pageHost);
    url = "http://" + serverEnd.host() + ":" + MASTER_PORT;
    master =
        ProcessUnderTest.start(
            Command.java(
                    MasterProgram.class,
                    List.of("-Xmx256m"),
                    List.of(
                        "port=" + MASTER_PORT, "public=" + url, "origin=" + origin, "direct=true"))
                .after(server.prefix()));
    master.awaitLine(Pattern.compile("serving"), PATIENCE);
    descriptor =
        server.call(() -> {
          try (InputStream in =
              URI.create(url + "/.well-known/gossamer.json").toURL().openStream()) {
            return JsonMapper.shared().readTree(in);
          }
        });
    driver = BrowserDriver.start(client.prefix());
  }

  /**
   * Builds it.
   *
   * @throws LabException when something is missing
   */
  static JoinLab open() {
    Lab lab = Lab.open();
    try {
      return new JoinLab(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static byte[] script() {
    try (InputStream in = JoinLab.class.getResourceAsStream("index.js")) {
      if (in == null) {
        throw new LabException("the npm package was not built: run the Maven build of evaluation");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new LabException("cannot read the npm package", e);
    }
  }

  /**
   * Starts a browser on the far side of the link, to which the lab's pages are a secure context.
   */
  Browser launch(Browser.Kind kind, LaunchOptions options) {
    return driver.launch(
        kind,
        switch (kind) {
          case CHROMIUM -> options.argument("--unsafely-treat-insecure-origin-as-secure=" + origin);
          case FIREFOX -> options.preference("dom.securecontext.allowlist", pageHost);
        });
  }

  /** The master, as the browsers reach it. */
  String url() {
    return url;
  }

  /** Where the pages of the lab come from. */
  String origin() {
    return origin;
  }

  /** What the link does from now on, in each direction. */
  void shape(Duration roundTrip, double loss) {
    link.shape(LinkProfile.roundTrip(roundTrip).loss(loss));
  }

  /** Connections that failed, and were made anew, in all joins so far. */
  int failures() {
    return failures;
  }

  /** One join of a fresh page, in milliseconds. */
  double join(Browser browser, JoinPath path) {
    // A context of its own: no connection of an earlier join is kept there.
    try (var context = browser.newContext();
        var page = context.newPage(origin + "/")) {
      page.waitFor("window.sdk !== undefined", PATIENCE);
      JsonNode taken = page.evaluate(path.script(), path.target(url, descriptor));
      failures += taken.path("failures").asInt(0);
      return taken.path("millis").asDouble();
    }
  }

  @Override
  public void close() {
    driver.close();
    master.close();
    site.close();
    lab.close();
  }
}
