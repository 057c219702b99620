package gossamer.evaluation.journey;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three masters of one network, the first of which started it; any one of them is killed. */
@Timeout(180)
class ThreeMastersTest {
  @AutoClose private PackageSite site;
  @AutoClose private BrowserDriver driver;
  private final List<MasterProcess> masters = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    site = PackageSite.start();
    String origin = "origin=" + site.origin();
    MasterProcess founder = MasterProcess.start(origin);
    masters.add(founder);
    masters.add(MasterProcess.start(origin, "join=" + founder.url()));
    masters.add(MasterProcess.start(origin, "join=" + founder.url()));
    driver = BrowserDriver.start();
  }

  @AfterEach
  void end() {
    masters.forEach(MasterProcess::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theOthersGoOn(int victim) {
    Browser chromium = driver.launch(Kind.CHROMIUM);
    List<PeerPage> peers = new ArrayList<>();
    for (MasterProcess master : masters) {
      peers.add(PeerPage.join(chromium.newPage(site.url()), master.url(), 0));
    }
    for (PeerPage peer : peers) {
      // Everybody knows of another master before one dies.
      peer.page()
          .waitFor(
              "peer.neighbours.filter(n => n.kind === 'master').length >= 2", PeerPage.PATIENCE);
    }
    masters.get(victim).kill();
    PeerPage a = peers.get(victim);
    PeerPage b = peers.get((victim + 1) % 3);
    a.connect(b);
    a.say(b, "found over two masters");

    String other = masters.get((victim + 2) % 3).url();
    PeerPage late = PeerPage.join(chromium.newPage(site.url()), other, 0);
    late.connect(a);
    late.say(a, "joined later");
  }
}
