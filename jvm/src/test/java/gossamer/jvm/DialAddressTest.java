package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ws://localhost:8080/gossamer, localhost:8080",
    "ws://Example.ORG/gossamer, example.org:80",
    "wss://example.org/gossamer, example.org:443",
    "wss://example.org:8443/gossamer, example.org:8443",
    "ws://[::1]:8080/gossamer, [::1]:8080"
  })
  void bindsToTheAuthorityAsDialled(String address, String authority) {
    DialAddress parsed = DialAddress.parse(address);
    assertNotNull(parsed);
    assertEquals(authority, parsed.authority());
  }

  @Test
  void looksUpIpv6WithoutBrackets() {
    DialAddress parsed = DialAddress.parse("ws://[::1]:1/gossamer");
    assertNotNull(parsed);
    assertEquals("::1", parsed.bareHost());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "http://localhost/gossamer",
        "ws:///gossamer",
        "ws://a:0/gossamer",
        "ws://a:65536/gossamer",
        "ws://user@a/gossamer",
        "ws://a/gossamer#x",
        "ws://a b/gossamer"
      })
  void refusesWhatIsNoWebSocketAddress(String address) {
    assertNull(DialAddress.parse(address));
  }
}
