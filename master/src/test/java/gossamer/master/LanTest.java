package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.Identity;
import gossamer.peer.wire.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LanTest {
  @TempDir Path directory;

  @Test
  void servesHttpsThatAClientWhoAcceptedTheCertificateTrusts() throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).lan(true).dataDirectory(directory).build();
    try (Master master = Master.start(config)) {
      LocalCertificate kept = LocalCertificate.loadOrCreate(directory, Authorities.hosts());
      assertEquals("https", master.url().getScheme());
      try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(kept)).build()) {
        for (URI base : List.of(master.localUrl(), master.url())) {
          HttpResponse<String> page = get(client, base.resolve("/healthz"));
          assertEquals("ok\n", page.body(), base.toString());
        }
        String descriptor = get(client, master.localUrl().resolve(Descriptor.PATH)).body();
        assertTrue(
            descriptor.contains("\"url\":\"wss://localhost:" + master.port() + "/gossamer\""),
            descriptor);
      }
      try (TestSocket socket = TestSocket.open(master, trusting(kept))) {
        Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, socket.next());
        Identity identity = Identity.generate();
        socket.send(TestSocket.hello(identity, socket.authority(), challenge.nonce()));
        assertInstanceOf(Frame.Hello.class, socket.next());
      }
    }
  }

  @Test
  void isNotTrustedUnasked() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).lan(true).build());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThrows(SSLException.class, () -> get(client, master.localUrl()));
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Http.PATIENCE).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static SSLContext trusting(LocalCertificate local) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("master", local.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void keepsTheCertificateUntilItExpiresOrANameIsMissing() throws Exception {
    List<String> hosts = List.of("localhost", "192.0.2.1", "[2001:db8::1]");
    LocalCertificate first = LocalCertificate.loadOrCreate(directory, hosts);
    assertEquals(
        first.certificate(), LocalCertificate.loadOrCreate(directory, hosts).certificate());
    Instant now = Instant.now();
    assertTrue(first.serves(List.of("[2001:db8:0:0::1]", "localhost"), now));
    assertFalse(first.serves(List.of("localhost", "other.example"), now));
    assertFalse(first.serves(hosts, now.plus(Duration.ofDays(390))));
    List<String> more = List.of("localhost", "192.0.2.1", "[2001:db8::1]", "192.0.2.2");
    LocalCertificate second = LocalCertificate.loadOrCreate(directory, more);
    assertNotEquals(first.certificate(), second.certificate());
    assertTrue(second.serves(more, now));
  }

  @Test
  void keepsTheKeyFromOthers() throws Exception {
    LocalCertificate.loadOrCreate(directory, List.of("localhost"));
    Path file = directory.resolve(LocalCertificate.NAME);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.writeString(file, "nonsense");
    assertThrows(
        IOException.class, () -> LocalCertificate.loadOrCreate(directory, List.of("localhost")));
  }

  /** RFC 5952 §4 and §5. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "FE80:0:0:0:0:0:0:0, fe80::",
    "not an address, not an address"
  })
  void writesIpv6AddressesAsBrowsersDo(String address, String expected) {
    assertEquals(expected, Ipv6Text.canonical(address));
  }
}
