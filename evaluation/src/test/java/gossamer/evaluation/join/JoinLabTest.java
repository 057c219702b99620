package gossamer.evaluation.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.LaunchOptions;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real browsers and a real master with a wide-area link in between; needs root. */
@Timeout(120)
class JoinLabTest {
  private static final double ROUND_TRIP = 40;

  /** Milliseconds that nothing takes but on a machine that does much else. */
  private static final double BUSY = 5_000;

  @AutoClose private JoinLab lab;

  @BeforeEach
  void open() {
    lab = JoinLab.open();
  }

  @ParameterizedTest
  @EnumSource
  void aMasterAnswersByWebSocketAndDirectlyOverUdpAndTcp(Kind kind) {
    Browser browser = lab.launch(kind, LaunchOptions.DEFAULT);
    lab.join(browser, new SdkPath());
    lab.shape(Duration.ofMillis((long) ROUND_TRIP), 0);
    double taken = lab.join(browser, new WebSocketPath());
    assertTrue(taken >= 2 * ROUND_TRIP && taken < BUSY, taken + " ms");
    for (String transport : new String[] {"udp", "tcp"}) {
      double direct = lab.join(browser, new DirectPath(transport));
      assertTrue(direct >= 2 * ROUND_TRIP && direct < BUSY, transport + ": " + direct + " ms");
    }
    var plain = browser.newPage(lab.url() + "/healthz");
    assertEquals("false", plain.evaluate("isSecureContext").toString());
  }

  @ParameterizedTest
  @EnumSource
  void itsOwnPagesAreASecureContext(Kind kind) {
    Browser browser = lab.launch(kind, LaunchOptions.DEFAULT);
    var page = browser.newPage(lab.origin() + "/");
    assertEquals("true", page.evaluate("isSecureContext").toString(), browser.version());
  }
}
