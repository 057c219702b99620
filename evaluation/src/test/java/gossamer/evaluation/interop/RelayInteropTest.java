package gossamer.evaluation.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.browser.Page;
import gossamer.evaluation.browser.TestSite;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.IceServers;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.sctp.SendResult;
import gossamer.webrtc.turn.TurnFailure;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Paths by way of a real TURN server on loopback. */
@Timeout(120)
class RelayInteropTest {
  private static final long GIVEN_BACK_NANOS = 20_000_000_000L;

  private static final List<Integer> SIZES = List.of(1, 1_000, 1_200, 16_384, 65_536, 262_144);

  @AutoClose private Coturn coturn;

  @BeforeEach
  void start() throws Exception {
    coturn = Coturn.start();
  }

  private PeerConnection.Settings relayed(PeerConnection.Settings usual) throws Exception {
    return usual.with(IceServers.of(coturn.server(Coturn.PASSWORD)).onlyRelayed());
  }

  private static void assertRelayed(OurPeer peer, String offer) throws Exception {
    assertTrue(offer.contains("typ relay raddr 0.0.0.0 rport 0"), offer);
    assertFalse(offer.contains("typ host") || offer.contains("typ srflx"), offer);
    IcePath path = peer.use((connection, now) -> connection.path().orElseThrow());
    assertTrue(offer.contains(path.local().host() + " " + path.local().port() + " typ relay"));
  }

  private static String join(OurPeer here, OurPeer there) throws Exception {
    here.gathered();
    there.gathered();
    String offer = here.use((peer, now) -> peer.createOffer());
    String answer = there.use((peer, now) -> peer.answer(offer, now));
    here.use((peer, now) -> {
      peer.setAnswer(answer, now);
      return 1;
    });
    return offer;
  }

  private static void exchange(OurPeer here, DataChannel channel) throws Exception {
    for (int size : SIZES) {
      ByteBuffer sent = ByteBuffer.allocate(size).put(size - 1, (byte) size);
      assertEquals(
          SendResult.ACCEPTED,
          here.use((peer, now) -> peer.send(channel, sent.duplicate(), false, now)));
      assertEquals(sent, here.happenings().awaitMessage().data());
    }
  }

  @Test
  void twoOfOursTalkThroughCoturnOnlyAndNoticeItsEnd() throws Exception {
    try (OurPeer here = OurPeer.start(relayed(PeerConnection.Settings.OFFERING), false);
        OurPeer there = OurPeer.start(relayed(PeerConnection.Settings.ANSWERING), true)) {
      DataChannel channel =
          here.use((peer, now) -> peer.open(ChannelOptions.named("relayed"), now).orElseThrow());
      String offer = join(here, there);
      here.happenings().awaitChannel();
      exchange(here, channel);
      assertRelayed(here, offer);
      long killed = System.nanoTime() / 1_000;
      coturn.kill();
      Happenings.Told end = here.happenings().awaitEnd();
      System.out.println("coturn killed: " + (end.micros() - killed) / 1_000 + " ms");
      assertEquals(CloseReason.TIMEOUT, end.reason());
      assertTrue(end.micros() - killed <= 5_000_000, end.micros() - killed + " us");
    }
  }

  @Test
  void anEndGivesTheAllocationBackForTheNextOne() throws Exception {
    try (Coturn small = Coturn.start("--user-quota", "1")) {
      assertTrue(isRelayed(small));
      // What is not given back is kept for ten minutes; coturn takes it back a moment after.
      long end = System.nanoTime() + GIVEN_BACK_NANOS;
      boolean relayed = isRelayed(small);
      while (!relayed && System.nanoTime() < end) {
        relayed = isRelayed(small);
      }
      assertTrue(relayed, "the quota of one is free again");
    }
  }

  /** Whether a peer that comes and goes gets a relayed address. */
  private static boolean isRelayed(Coturn server) throws Exception {
    try (OurPeer peer = OurPeer.start(only(server), false).gathered()) {
      return peer.use((connection, now) -> connection.createOffer()).contains("typ relay");
    }
  }

  @Test
  void refusedCredentialsAreToldAndOtherCandidatesGoOn() throws Exception {
    IceServers wrong = IceServers.of(coturn.server("wrong"));
    try (OurPeer here = OurPeer.start(PeerConnection.Settings.OFFERING.with(wrong), false);
        OurPeer there = OurPeer.start(PeerConnection.Settings.ANSWERING, true)) {
      assertEquals(
          new TurnFailure(TurnFailure.Reason.UNAUTHENTICATED, 401), here.awaitFailure().failure());
      DataChannel channel =
          here.use((peer, now) -> peer.open(ChannelOptions.named("direct"), now).orElseThrow());
      join(here, there);
      here.happenings().awaitChannel();
      exchange(here, channel);
    }
  }

  @Test
  void aUserWithTooManyAllocationsIsRefusedTyped() throws Exception {
    try (Coturn small = Coturn.start("--user-quota", "1");
        OurPeer first = OurPeer.start(only(small), false);
        OurPeer second = OurPeer.start(only(small), false)) {
      first.gathered();
      assertEquals(new TurnFailure(TurnFailure.Reason.QUOTA, 486), second.awaitFailure().failure());
    }
  }

  private static PeerConnection.Settings only(Coturn server) throws Exception {
    return PeerConnection.Settings.OFFERING.with(
        IceServers.of(server.server(Coturn.PASSWORD)).onlyRelayed());
  }

  @Test
  void chromiumTalksToOursThroughCoturnOnly() throws Exception {
    try (TestSite site = TestSite.start();
        BrowserDriver driver = BrowserDriver.start();
        OurPeer ours = OurPeer.start(relayed(PeerConnection.Settings.ANSWERING), true)) {
      Page page = driver.launch(Browser.Kind.CHROMIUM).newPage(site.url());
      BrowserPeer.prepare(page);
      page.evaluate(
          """
          (urls, username, credential) => {
            connect({iceTransportPolicy: 'relay', iceServers: [{urls, username, credential}]});
            use(pc.createDataChannel('relayed'));
          }
          """,
          coturn.uri(),
          Coturn.USER,
          Coturn.PASSWORD);
      String offer = page.evaluate("offer").asString();
      assertTrue(offer.contains("typ relay"), offer);
      ours.gathered();
      String answer = ours.use((peer, now) -> peer.answer(offer, now));
      page.evaluate("take", answer);
      page.evaluate("opened", "relayed");
      assertEquals(
          SIZES.toString().replace(" ", ""),
          page.evaluate("(label, sizes) => echoes(label, sizes)", "relayed", SIZES).toString());
      assertRelayed(ours, answer);
    }
  }
}
