package gossamer.evaluation.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import gossamer.evaluation.browser.TestSite;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.sctp.Delivery;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real browsers and our full peer, as offerer and as answerer; the test carries the SDP. */
@Timeout(120)
class SignalledJoinTest {
  private static final List<Integer> SIZES = List.of(1, 1_000, 1_200, 16_384, 65_536, 262_144);

  @AutoClose private TestSite site;
  @AutoClose private BrowserDriver driver;

  @BeforeEach
  void start() throws Exception {
    site = TestSite.start();
    driver = BrowserDriver.start();
  }

  private Page page(Browser.Kind kind) {
    Page page = driver.launch(kind).newPage(site.url());
    BrowserPeer.prepare(page);
    return page;
  }

  /** The page offers, with channels of these options in JavaScript; ours answers. */
  private static void pageOffers(Page page, OurPeer ours) throws Exception {
    String offer = page.evaluate("offer").asString();
    String answer = ours.use((peer, now) -> peer.answer(offer, now));
    page.evaluate("take", answer);
  }

  private static void weOffer(Page page, OurPeer ours) throws Exception {
    String offer = ours.use((peer, now) -> peer.createOffer());
    String answer = page.evaluate("answer", offer).asString();
    ours.use((peer, now) -> {
      peer.setAnswer(answer, now);
      return answer;
    });
  }

  private static String sizes(Page page, String label) {
    return page.evaluate("(label, sizes) => echoes(label, sizes)", label, SIZES).toString();
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void thePageOffersAndEverySizeComesBack(Browser.Kind kind) throws Exception {
    Page page = page(kind);
    try (OurPeer ours = OurPeer.start(PeerConnection.Settings.ANSWERING, true)) {
      page.evaluate("() => { use(pc.createDataChannel('bulk')); }");
      pageOffers(page, ours);
      page.evaluate("opened", "bulk");
      assertEquals(SIZES.toString().replace(" ", ""), sizes(page, "bulk"));
    }
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void weOfferAndEverySizeComesBack(Browser.Kind kind) throws Exception {
    Page page = page(kind);
    try (OurPeer ours = OurPeer.start(PeerConnection.Settings.OFFERING, true)) {
      ours.use((peer, now) -> peer.open(ChannelOptions.named("bulk"), now));
      weOffer(page, ours);
      page.evaluate("opened", "bulk");
      assertEquals(SIZES.toString().replace(" ", ""), sizes(page, "bulk"));
    }
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void theEndpointAnswersAnOfferOnItsPort(Browser.Kind kind) throws Exception {
    Page page = page(kind);
    try (OurEndpoint endpoint = OurEndpoint.start(true)) {
      page.evaluate("() => { use(pc.createDataChannel('bulk')); }");
      String offer = page.evaluate("offer").asString();
      String answer =
          endpoint.on(
              () -> endpoint.port().answer(offer, List.of(endpoint.reachable())).orElseThrow());
      page.evaluate("take", answer);
      page.evaluate("opened", "bulk");
      assertEquals(SIZES.toString().replace(" ", ""), sizes(page, "bulk"));
    }
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void sixteenChannelsOfAllKindsOpenAndCloseFromBothSides(Browser.Kind kind) throws Exception {
    Page page = page(kind);
    try (OurPeer ours = OurPeer.start(PeerConnection.Settings.ANSWERING, true)) {
      page.evaluate(
          """
          () => {
            const kinds = [{}, {ordered: false}, {maxRetransmits: 2},
              {ordered: false, maxPacketLifeTime: 500}];
            for (let i = 0; i < 16; i++) use(pc.createDataChannel('c' + i, kinds[i % 4]));
          }
          """);
      pageOffers(page, ours);
      List<Delivery> kinds =
          List.of(
              Delivery.RELIABLE,
              Delivery.UNORDERED,
              new Delivery(true, 2, -1),
              new Delivery(false, -1, 500));
      DataChannel[] channels = new DataChannel[16];
      for (int i = 0; i < 16; i++) {
        DataChannel channel = ours.happenings().awaitChannel();
        channels[Integer.parseInt(channel.options().label().substring(1))] = channel;
      }
      for (int i = 0; i < 16; i++) {
        assertEquals(kinds.get(i % 4), channels[i].options().delivery(), "channel " + i);
        page.evaluate("opened", "c" + i);
        assertEquals(
            "[100]",
            page.evaluate("(label, all) => echoes(label, all)", "c" + i, List.of(100)).toString());
      }
      page.evaluate("named('c0').close()");
      assertEquals("c0", ours.happenings().awaitChannelClosed().options().label());
      page.waitFor("named('c0').readyState === 'closed'", BrowserPeer.PATIENCE);
      ours.use((peer, now) -> {
        peer.close(channels[1], now);
        return 1;
      });
      page.waitFor("named('c1').readyState === 'closed'", BrowserPeer.PATIENCE);
      assertEquals("c1", ours.happenings().awaitChannelClosed().options().label());
      assertEquals("\"open\"", page.evaluate("named('c2').readyState").toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void aRestartOfIceFromEitherSideKeepsTheChannel(Browser.Kind kind) throws Exception {
    Page page = page(kind);
    try (OurPeer ours = OurPeer.start(PeerConnection.Settings.OFFERING, true)) {
      ours.use((peer, now) -> peer.open(ChannelOptions.named("kept"), now));
      weOffer(page, ours);
      page.evaluate("opened", "kept");
      String before = ufrag(page);
      IcePath first = path(ours);
      ours.use((peer, now) -> {
        peer.restartIce(now);
        return 1;
      });
      weOffer(page, ours);
      assertNotEquals(before, ufrag(page));
      IcePath second = awaitOther(ours, first);
      assertEquals("[5000]", page.evaluate("echoes('kept', [5000])").toString());
      page.evaluate("pc.restartIce()");
      pageOffers(page, ours);
      awaitOther(ours, second);
      assertEquals("[6000]", page.evaluate("echoes('kept', [6000])").toString());
    }
  }

  private static IcePath path(OurPeer ours) throws Exception {
    return ours.use((peer, now) -> peer.path().orElseThrow());
  }

  /** Browsers gather new ports for a restart, so the path is another one when it is complete. */
  private static IcePath awaitOther(OurPeer ours, IcePath before) throws Exception {
    long end = System.nanoTime() + BrowserPeer.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      IcePath path = path(ours);
      if (!path.equals(before)) {
        return path;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the restart did not complete");
  }

  private static String ufrag(Page page) {
    return page.evaluate("/ice-ufrag:(.*)/.exec(pc.localDescription.sdp)[1]").asString();
  }

  @ParameterizedTest
  @EnumSource(Browser.Kind.class)
  void aKilledBrowserIsNoticedInFiveSecondsAndACloseAtOnce(Browser.Kind kind) throws Exception {
    for (boolean kill : new boolean[] {false, true}) {
      Page page = page(kind);
      try (OurPeer ours = OurPeer.start(PeerConnection.Settings.ANSWERING, true)) {
        page.evaluate("() => { use(pc.createDataChannel('doomed')); }");
        pageOffers(page, ours);
        page.evaluate("opened", "doomed");
        double before = System.currentTimeMillis();
        if (kill) {
          page.browser().kill();
        } else {
          before = BrowserPeer.close(page);
        }
        Happenings.Told end = ours.happenings().awaitEnd();
        double millis = end.epochMillis() - before;
        System.out.println(kind + (kill ? " killed: " : " closed: ") + millis + " ms");
        assertEquals(kill ? CloseReason.TIMEOUT : CloseReason.REMOTE, end.reason());
        assertTrue(millis <= (kill ? 5_000 : 50), millis + " ms");
      }
    }
  }
}
