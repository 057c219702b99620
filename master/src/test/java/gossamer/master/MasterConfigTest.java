package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterConfigTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, ws://localhost:8080/gossamer",
    "http://localhost:8080/, ws://localhost:8080/gossamer",
    "https://Example.org, wss://example.org/gossamer",
    "ws://localhost:8080/gossamer, ws://localhost:8080/gossamer",
    "WSS://example.org/gossamer, wss://example.org/gossamer",
    "http://[::1]:8080, ws://[::1]:8080/gossamer"
  })
  void takesTheUrlOfAPageOrOfAWebSocket(String join, String address) {
    assertEquals(List.of(address), MasterConfig.builder().join(join).build().joins());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "ftp://localhost",
        "ws://localhost:8080/",
        "http://localhost/gossamer",
        "http://localhost?x",
        "http://localhost/#x",
        "http://user@localhost",
        "http://",
        "http://localhost:0",
        "http://localhost:70000",
        "http://a b"
      })
  void refusesWhatIsNoMaster(String join) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> MasterConfig.builder().join(join).build());
    assertTrue(refusal.getMessage().startsWith("not "), refusal.getMessage());
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        bad("the port is -1, it must be 0 to 65535", b -> b.port(-1)),
        bad("the port is 65536, it must be 0 to 65535", b -> b.port(65_536)),
        bad("the metrics port is 65536, it must be 0 to 65535", b -> b.metricsPort(65_536)),
        bad(
            "not an IP address: example.net (IP[:PORT], IPv6 in brackets)",
            b -> b.directAddress("example.net")),
        bad(
            "not an IP address: 2001:db8::1 (IP[:PORT], IPv6 in brackets)",
            b -> b.directAddress("2001:db8::1")),
        bad(
            "not an IP address: 192.0.2.1:0 (IP[:PORT], IPv6 in brackets)",
            b -> b.directAddress("192.0.2.1:0")),
        bad("the number of links is 3, it must be 4 to 4096", b -> b.maxLinks(3)),
        bad("the number of links is 4097, it must be 4 to 4096", b -> b.maxLinks(4097)),
        bad(
            "the number of connections per source is 0, it must be 1 to 65536",
            b -> b.maxConnectionsPerSource(0)),
        bad("the name of the network has 1 to 64 printable ASCII characters", b -> b.network("")),
        bad("the name of the network has 1 to 64 printable ASCII characters", b -> b.network("ü")),
        bad("not an authority: a/b (host[:port])", b -> b.authority("a/b")),
        bad(
            "not a public URL: ws://a (http(s)://host[:port])",
            b -> b.publicUrl(URI.create("ws://a"))),
        bad(
            "not a public URL: https://a/b (http(s)://host[:port])",
            b -> b.publicUrl(URI.create("https://a/b"))),
        bad(
            "not an origin: example.org (scheme://host[:port], or *)",
            b -> b.allowedOrigin("example.org")),
        bad(
            "not an origin: https://a/b (scheme://host[:port], or *)",
            b -> b.allowedOrigin("https://a/b")));
  }

  private static Arguments bad(String message, UnaryOperator<MasterConfig.Builder> change) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void saysWhichValueCannotBeUsed(String message, UnaryOperator<MasterConfig.Builder> change) {
    MasterConfig.Builder builder = change.apply(MasterConfig.builder());
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @Test
  void writesOriginsAsBrowsersDo() {
    MasterConfig config =
        MasterConfig.builder()
            .allowedOrigin("HTTPS://Example.org:443/")
            .allowedOrigin("https://example.org")
            .allowedOrigin("http://example.org:80")
            .allowedOrigin("http://example.org:443")
            .build();
    assertEquals(
        List.of("https://example.org", "http://example.org", "http://example.org:443"),
        config.allowedOrigins());
  }

  @ParameterizedTest
  @CsvSource({
    "app.example.org, app.example.org:443, wss://app.example.org/gossamer",
    "app.example.org:443, app.example.org:443, wss://app.example.org/gossamer",
    "old.example.org, old.example.org:80, ws://old.example.org/gossamer",
    "LOCALHOST:8080, localhost:8080, ws://localhost:8080/gossamer"
  })
  void knowsItsNamesBehindAProxyThatSpeaksTls(String host, String authority, String webSocket) {
    MasterConfig config =
        MasterConfig.builder()
            .publicUrl(URI.create("https://app.example.org"))
            .authority("old.example.org")
            .build();
    assertEquals(
        new Authorities.Own(authority, webSocket), new Authorities(config, 8080).find(host));
  }
}
