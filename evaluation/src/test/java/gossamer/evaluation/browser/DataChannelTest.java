package gossamer.evaluation.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data channels between browsers on one machine, without STUN or ICE settings: the test signals.
 */
@Timeout(120)
class DataChannelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String PEER =
      """
      () => {
        window.received = [];
        window.pc = new RTCPeerConnection();
        window.use = channel => {
          window.channel = channel;
          channel.onmessage = event => received.push(event.data);
        };
        pc.ondatachannel = event => use(event.channel);
        window.gathered = () => new Promise(done => {
          const look = () => pc.iceGatheringState === 'complete' && done(pc.localDescription.sdp);
          pc.onicegatheringstatechange = look;
          look();
        });
      }
      """;

  @AutoClose private TestSite site;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws IOException {
    site = TestSite.start();
    driver = BrowserDriver.start();
  }

  @ParameterizedTest
  @CsvSource({"CHROMIUM, FIREFOX", "FIREFOX, CHROMIUM", "CHROMIUM, CHROMIUM", "FIREFOX, FIREFOX"})
  void separateProcessesTalk(Browser.Kind caller, Browser.Kind callee) {
    Browser here = driver.launch(caller);
    Browser there = driver.launch(callee);
    assertNotEquals(here.pid(), there.pid());
    Page a = here.newPage(site.url());
    Page b = there.newPage(site.url());
    connect(a, b);
    a.evaluate("channel.send('from a')");
    b.evaluate("channel.send('from b')");
    assertEquals("from a", b.waitFor("received[0]", PATIENCE).asString());
    assertEquals("from b", a.waitFor("received[0]", PATIENCE).asString());
  }

  @Test
  void aFrozenPageKeepsItsChannelAndGetsTheMessagesWhenItWakes() {
    Page a = driver.launch(Browser.Kind.FIREFOX).newPage(site.url());
    Page b = driver.launch(Browser.Kind.CHROMIUM).newPage(site.url());
    connect(a, b);
    b.freeze();
    a.evaluate("() => { channel.send('one'); channel.send('two') }");
    a.waitFor("channel.bufferedAmount === 0", PATIENCE);
    assertEquals("[]", b.evaluate("received").toString());
    b.unfreeze();
    assertEquals(
        "[\"one\",\"two\"]", b.waitFor("received.length > 1 && received", PATIENCE).toString());
  }

  private static void connect(Page a, Page b) {
    a.evaluate(PEER);
    b.evaluate(PEER);
    String offer =
        a.evaluate(
                """
                async () => {
                  use(pc.createDataChannel('test'));
                  await pc.setLocalDescription();
                  return gathered();
                }
                """)
            .asString();
    String answer =
        b.evaluate(
                """
                async sdp => {
                  await pc.setRemoteDescription({type: 'offer', sdp});
                  await pc.setLocalDescription();
                  return gathered();
                }
                """,
                offer)
            .asString();
    a.evaluate("sdp => pc.setRemoteDescription({type: 'answer', sdp})", answer);
    a.waitFor("channel.readyState === 'open'", PATIENCE);
    b.waitFor("window.channel?.readyState === 'open'", PATIENCE);
  }
}
