package gossamer.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.sdp.SdpException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions that Chromium 156 and Firefox 153 wrote, and what nobody should write. */
class SessionDescriptionTest {
  private static final String OFFER = fixture("chromium-offer");

  static String fixture(String name) {
    try (InputStream in = SessionDescriptionTest.class.getResourceAsStream(name + ".sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  @Test
  void chromiumsOfferIsRead() throws SdpException {
    SessionDescription offer = SessionDescription.parse(OFFER);
    DataSection data = offer.data();
    assertEquals(816935391783082249L, offer.sessionId());
    assertEquals(2, offer.version());
    assertFalse(offer.iceLite());
    assertTrue(offer.iceOptions().contains("trickle"));
    assertEquals("0", data.mid());
    assertEquals(new IceCredentials("Sd3y", "mUpzIPfp8LxsXG3pgoCOdnqt"), data.ice());
    assertEquals(SetupRole.ACTPASS, data.setup());
    assertEquals(5000, data.sctpPort());
    assertEquals(262_144, data.maxMessageSize());
    assertEquals(4, data.candidates().size());
    assertTrue(data.candidates().getFirst().startsWith("3102764891 1 udp 2122194687 192.0.2.2"));
    assertTrue(data.fingerprints().getFirst().text().startsWith("sha-256 28:A3:5E:69"));
  }

  @Test
  void firefoxWritesFingerprintAndOptionsForTheWholeSession() throws SdpException {
    SessionDescription offer = SessionDescription.parse(fixture("firefox-offer"));
    assertTrue(offer.iceOptions().contains("trickle"));
    assertTrue(offer.data().endOfCandidates());
    assertEquals(1_073_741_823, offer.data().maxMessageSize());
    assertTrue(offer.data().fingerprints().getFirst().text().startsWith("sha-256 4D:07"));
    assertEquals("04b1a3bd", offer.data().ice().ufrag());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void answersOfBrowsersAreActive(String browser) throws SdpException {
    SessionDescription answer = SessionDescription.parse(fixture(browser + "-answer"));
    assertEquals(SetupRole.ACTIVE, answer.data().setup());
    answer.checkAnswers(SessionDescription.parse(fixture(browser + "-offer")));
  }

  @ParameterizedTest
  @CsvSource({
    "chromium-media, 2, 3",
    "firefox-media, 2, 3",
    "chromium-mediabalanced, 1, 2",
    "firefox-mediabalanced, 1, 2"
  })
  void audioAndVideoAreRefusedAndTheDataTaken(String name, int place, int sections)
      throws SdpException {
    SessionDescription offer = SessionDescription.parse(fixture(name));
    assertEquals(sections, offer.media().size());
    DataSection data = assertInstanceOf(DataSection.class, offer.media().get(place));
    String answer = offer.answeredBy(new SessionDescription.Origin(1, 1), true, data).text();
    List<String> lines = answer.lines().filter(line -> line.startsWith("m=")).toList();
    assertEquals(sections, lines.size());
    for (int i = 0; i < sections; i++) {
      assertEquals(i != place, lines.get(i).contains(" 0 "), lines.get(i));
    }
    assertTrue(answer.contains("a=group:BUNDLE " + data.mid() + "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium-offer", "firefox-answer", "firefox-trickle"})
  void whatIsWrittenIsReadBack(String name) throws SdpException {
    SessionDescription first = SessionDescription.parse(fixture(name));
    SessionDescription ours =
        SessionDescription.of(new SessionDescription.Origin(7, 3), true, first.data());
    assertEquals(ours, SessionDescription.parse(ours.text()));
  }

  @Test
  void theAnswerOfTheDirectJoinIsOne() throws SdpException {
    String answer = fixture("direct-answer");
    SessionDescription direct = SessionDescription.parse(answer);
    assertTrue(direct.iceLite());
    assertEquals(SetupRole.ACTIVE, direct.data().setup());
    direct.checkAnswers(SessionDescription.parse(OFFER));
  }

  @ParameterizedTest
  @CsvSource({
    "v=0, v=1, UNSUPPORTED",
    "v=0, x=0, MALFORMED",
    "o=-, o=- -, MALFORMED",
    "m=application 58375, m=application 65536, MALFORMED",
    "m=application 58375, m=application 0, MISSING",
    "webrtc-datachannel, 5000, MISSING",
    "a=ice-ufrag:Sd3y, a=ice-ufrag:Sd3, MALFORMED",
    "a=ice-ufrag:Sd3y, a=ice-ufrag:Sd3y!, MALFORMED",
    "a=ice-ufrag:Sd3y, a=other, MISSING",
    "a=ice-pwd:mUpzIPfp8LxsXG3pgoCOdnqt, a=ice-pwd:short, MALFORMED",
    "a=fingerprint:sha-256, a=fingerprint:sha-1, UNSUPPORTED",
    "a=fingerprint:sha-256 28, a=fingerprint:sha-256 2X, MALFORMED",
    "a=fingerprint:sha-256 28:, a=fingerprint:sha-256 , MALFORMED",
    "a=fingerprint, a=finger, MISSING",
    "a=setup:actpass, a=setup:holdconn, UNSUPPORTED",
    "a=setup:actpass, a=setup:both, MALFORMED",
    "a=sctp-port:5000, a=sctp-port:0, MALFORMED",
    "a=sctp-port:5000, a=sctp-port:-1, MALFORMED",
    "a=max-message-size:262144, a=max-message-size:ten, MALFORMED",
    "s=-, =, MALFORMED"
  })
  void oneChangeIsRefusedWithItsReason(String what, String by, Reason reason) {
    String changed = OFFER.replaceFirst(java.util.regex.Pattern.quote(what), by);
    SdpException refusal =
        assertThrows(SdpException.class, () -> SessionDescription.parse(changed));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
  }

  @Test
  void tooMuchOfAnythingIsRefused() {
    String candidate = "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n";
    for (String tail :
        List.of(
            candidate.repeat(65),
            "a=candidate:" + "1".repeat(513) + "\r\n",
            "a=x\r\n".repeat(2_001),
            "a=" + "x".repeat(65_536),
            "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n".repeat(64))) {
      SdpException refusal =
          assertThrows(SdpException.class, () -> SessionDescription.parse(OFFER + tail));
      assertEquals(Reason.TOO_LONG, refusal.reason(), tail.substring(0, 5));
    }
  }

  @Test
  void anAnswerMustHaveTheSectionsOfTheOfferAndARole() throws SdpException {
    SessionDescription offer = SessionDescription.parse(OFFER);
    SessionDescription media = SessionDescription.parse(fixture("firefox-media"));
    SessionDescription answer = SessionDescription.parse(fixture("chromium-answer"));
    assertEquals(
        Reason.CONFLICT,
        assertThrows(SdpException.class, () -> answer.checkAnswers(media)).reason());
    assertEquals(
        Reason.CONFLICT,
        assertThrows(SdpException.class, () -> offer.checkAnswers(offer)).reason());
  }

  @Test
  void damageIsEitherReadOrRefused() {
    int refused = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(OFFER);
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
      }
      try {
        SessionDescription.parse(text.toString());
      } catch (SdpException e) {
        refused++;
      }
    }
    assertTrue(refused > 500, refused + " refused");
  }
}
