package gossamer.evaluation.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.endpoint.EndpointProcess;
import gossamer.evaluation.endpoint.Pair;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The yardstick itself: libwebrtc in a JVM, with another JVM and with browsers; needs root. */
@Timeout(120)
class ChannelLabTest {
  private static final int BYTES = 1_000_000;
  private static final int SIZE = 16_384;

  @AutoClose private ChannelLab lab;

  @BeforeEach
  void open() {
    lab = ChannelLab.open();
  }

  private static void transfer(Pair pair) {
    Pair.Transfer transfer = pair.transfer(BYTES, SIZE);
    assertEquals(BYTES, transfer.bytes());
    assertTrue(transfer.megabytesPerSecond() > 0);
  }

  @Test
  void twoProcessesExchangeBytes() {
    try (EndpointProcess near = Stack.LIBWEBRTC.start(lab.near());
        EndpointProcess far = Stack.LIBWEBRTC.start(lab.far())) {
      Pair pair = Pair.connect(near, far, "c");
      transfer(pair);
      transfer(pair.reversed());
      pair.close();
      assertTrue(near.cpuMillis() > 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProcessAndABrowserExchangeBytesWhoeverOffers(Kind kind) {
    try (EndpointProcess near = Stack.LIBWEBRTC.start(lab.near());
        Browser browser = lab.launch(kind)) {
      var page = lab.page(browser);
      Pair offering = Pair.connect(near, page, "c");
      transfer(offering);
      transfer(offering.reversed());
      transfer(Pair.connect(page, near, "d"));
      assertTrue(page.cpuMillis() > 0);
    }
  }
}
