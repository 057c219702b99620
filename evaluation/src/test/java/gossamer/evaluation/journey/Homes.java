package gossamer.evaluation.journey;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.home.Access;
import gossamer.evaluation.home.Home;
import gossamer.evaluation.home.Internet;
import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LabSite;
import gossamer.evaluation.lab.Port;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.MasterProgram;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A master on an internet of the laboratory, and peers in real browsers on machines of their own.
 */
final class Homes implements AutoCloseable {
  private static final int MASTER_PORT = 8080;

  private final Lab lab = Lab.open();
  private final Internet internet = new Internet(lab);
  private final Deque<Runnable> parts = new ArrayDeque<>();
  private final String master;

  private Homes(boolean relays) {
    Port server = internet.server("master");
    master = "http://" + server.host() + ":" + MASTER_PORT;
    List<String> options =
        List.of("port=" + MASTER_PORT, "public=" + master, "origin=*", "turn=" + relays);
    ProcessUnderTest process =
        ProcessUnderTest.start(
            Command.java(MasterProgram.class, List.of("-Xmx256m"), options)
                .after(server.namespace().prefix()));
    parts.push(process::close);
    process.awaitLine(Pattern.compile("serving"), Duration.ofSeconds(60));
  }

  /** With a master that relays nothing: what cannot connect directly needs another peer. */
  static Homes withoutRelays() {
    return new Homes(false);
  }

  /** With a master that is the STUN and TURN server. */
  static Homes withRelays() {
    return new Homes(true);
  }

  Lab lab() {
    return lab;
  }

  /** A new home. */
  Home home(String label, Access access) {
    return internet.home(label, access);
  }

  /** A new machine with a public address. */
  Port server(String label) {
    return internet.server(label);
  }

  /**
   * A peer in a browser on this machine. Its host candidates are real addresses, as the servers of
   * a STUN service would tell them.
   */
  PeerPage join(Port machine, Kind kind) throws IOException {
    LabSite site = LabSite.start(machine.namespace(), PackageSite.resources());
    parts.push(site::close);
    BrowserDriver driver = BrowserDriver.start(machine.namespace().prefix());
    parts.push(driver::close);
    String origin = site.origin(machine.host());
    LaunchOptions options =
        switch (kind) {
          case CHROMIUM ->
              LaunchOptions.DEFAULT
                  .argument("--unsafely-treat-insecure-origin-as-secure=" + origin)
                  .argument("--disable-features=WebRtcHideLocalIpsWithMdns");
          case FIREFOX ->
              LaunchOptions.DEFAULT
                  .preference("dom.securecontext.allowlist", machine.host())
                  .preference("media.peerconnection.ice.obfuscate_host_addresses", false);
        };
    Browser browser = driver.launch(kind, options);
    return PeerPage.join(browser.newPage(origin + "/"), master, 0);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().run();
    }
    lab.close();
  }
}
