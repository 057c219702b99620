package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gossamer.webrtc.IceUriException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of RFC 7064 and RFC 7065. */
class IceUriTest {
  @ParameterizedTest
  @CsvSource({
    "stun:example.org, stun:example.org:3478",
    "STUN:example.org:1, stun:example.org:1",
    "stuns:example.org, stuns:example.org:5349",
    "turn:192.0.2.1, turn:192.0.2.1:3478?transport=udp",
    "turn:[2001:db8::1]:99?transport=tcp, turn:[2001:db8::1]:99?transport=tcp",
    "turns:example.org, turns:example.org:5349?transport=tcp"
  })
  void sectionThreeIsReadWithItsDefaults(String text, String whole) throws IceUriException {
    assertEquals(whole, IceUri.parse(text).text());
  }

  @ParameterizedTest
  @CsvSource({
    "http:example.org, SCHEME",
    "example.org, SCHEME",
    "turn, HOST",
    "turn://example.org, HOST",
    "turn:[example.org], HOST",
    "turn:2001:db8::1, PORT",
    "turn:example.org:, PORT",
    "turn:example.org:0, PORT",
    "turn:example.org:65536, PORT",
    "turn:example.org:3478?transport=sctp, TRANSPORT",
    "turn:example.org?x=udp, TRANSPORT",
    "stun:example.org?transport=udp, TRANSPORT"
  })
  void whatIsMalformedHasAReason(String text, Reason reason) {
    assertEquals(reason, assertThrows(IceUriException.class, () -> IceUri.parse(text)).reason());
  }

  @Test
  void aServerIsOnlyWhatIsSpokenHere() throws IceUriException {
    assertEquals(Reason.UNSUPPORTED, turn("turns:example.org", "secret"));
    assertEquals(Reason.UNSUPPORTED, turn("turn:example.org?transport=tcp", "secret"));
    assertEquals(Reason.CREDENTIALS, turn("turn:example.org", ""));
    assertEquals(Reason.CREDENTIALS, turn("stun:example.org", "secret"));
    assertEquals(Reason.CREDENTIALS, stun("turn:example.org"));
    assertFalse(IceServer.turn("turn:a", "user", "hush").toString().contains("hush"));
  }

  private static Reason turn(String uri, String password) {
    return assertThrows(IceUriException.class, () -> IceServer.turn(uri, "user", password))
        .reason();
  }

  private static Reason stun(String uri) {
    return assertThrows(IceUriException.class, () -> IceServer.stun(uri)).reason();
  }
}
