package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MasterHttpTest {
  private static Master master;

  @BeforeAll
  static void start() throws IOException {
    master = Master.start(MasterConfig.builder().port(0).authority("alias.example:1234").build());
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @Test
  void servesTheFirstPageWithItsTypeAndSecurityHeaders() throws Exception {
    HttpResponse<byte[]> page = Http.get(master.localUrl(), "/");
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", header(page, "content-type"));
    assertEquals("no-cache", header(page, "cache-control"));
    assertEquals("nosniff", header(page, "x-content-type-options"));
    assertEquals("no-referrer", header(page, "referrer-policy"));
    String policy = header(page, "content-security-policy");
    assertTrue(policy.contains("connect-src 'self' ws: wss: http: https:"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(new String(page.body(), StandardCharsets.UTF_8).contains("<title>Gossamer"));
  }

  @Test
  void answersNotModifiedWhenTheTagIsKnown() throws Exception {
    String etag = header(Http.get(master.localUrl(), "/"), "etag");
    HttpResponse<byte[]> again =
        Http.get(master.localUrl(), "/", "if-none-match", "\"x\", W/" + etag);
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
    assertEquals(etag, header(again, "etag"));
    assertEquals(200, Http.get(master.localUrl(), "/", "if-none-match", "\"x\"").statusCode());
  }

  @Test
  void compressesForThoseWhoAskAndTagsThatApart() throws Exception {
    HttpResponse<byte[]> plain = Http.get(master.localUrl(), "/");
    HttpResponse<byte[]> gzip =
        Http.get(master.localUrl(), "/", "accept-encoding", "br, gzip;q=0.5");
    assertEquals("gzip", header(gzip, "content-encoding"));
    assertEquals("accept-encoding", header(gzip, "vary"));
    assertArrayEquals(
        plain.body(), new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
    assertFalse(header(gzip, "etag").equals(header(plain, "etag")));
    HttpResponse<byte[]> refused = Http.get(master.localUrl(), "/", "accept-encoding", "gzip;q=0");
    assertTrue(refused.headers().firstValue("content-encoding").isEmpty());
  }

  @Test
  void answersHeadWithTheHeadersOfGetAlone() throws Exception {
    HttpResponse<byte[]> head = Http.send(master.localUrl(), "HEAD", "/");
    HttpResponse<byte[]> get = Http.get(master.localUrl(), "/");
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    assertEquals(header(get, "content-length"), header(head, "content-length"));
    assertEquals(header(get, "etag"), header(head, "etag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "NONSENSE"})
  void refusesOtherMethods(String method) throws Exception {
    String answer =
        Http.raw(
            master.port(),
            method
                + " / HTTP/1.1\r\nHost: localhost:"
                + master.port()
                + "\r\nConnection: close\r\n\r\n");
    assertEquals(405, Http.status(answer));
    assertTrue(answer.contains("allow: GET, HEAD"), answer);
    assertTrue(answer.contains("{\"error\":\"method-not-allowed\""), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../pom.xml",
        "/..%2f..%2fetc/passwd",
        "/assets/../../module-info.class",
        "/%2e%2e/index.html",
        "//etc/passwd",
        "/..\\index.html",
        "/\0",
        "/nothing-here"
      })
  void findsNothingOutsideOfTheApplication(String path) throws Exception {
    String answer = Http.rawGet(master.port(), path, "localhost:" + master.port());
    int status = Http.status(answer);
    assertTrue(status == 404 || status == 400, answer);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, 200",
    "LOCALHOST:PORT, 200",
    "127.0.0.1:PORT, 200",
    "[::1]:PORT, 200",
    "alias.example:1234, 200",
    "localhost, 421",
    "localhost:1, 421",
    "evil.example:PORT, 421",
    "evil.example, 421",
    "alias.example, 421"
  })
  void answersOnlyUnderItsOwnNames(String host, int status) throws Exception {
    String own = host.replace("PORT", Integer.toString(master.port()));
    String answer = Http.rawGet(master.port(), "/", own);
    assertEquals(status, Http.status(answer), answer);
  }

  @Test
  void isHealthyAndReadyUnderAnyName() throws Exception {
    assertEquals(200, Http.status(Http.rawGet(master.port(), "/healthz", "10.1.2.3:80")));
    assertEquals(200, Http.status(Http.rawGet(master.port(), "/readyz", "10.1.2.3:80")));
  }

  @Test
  void refusesHeadersAboveTheLimit() throws Exception {
    String answer =
        Http.rawGet(
            master.port(),
            "/",
            "localhost:" + master.port(),
            "x-long",
            "x".repeat(MasterLimits.REQUEST_HEADERS));
    assertEquals(431, Http.status(answer), answer);
  }

  @Test
  void keepsAConnectionForSeveralRequests() throws Exception {
    try (Socket socket = Http.connect(master.port())) {
      String one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
      String last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((one + one + last).getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertEquals(4, all.split("HTTP/1.1 200 OK", -1).length, all);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
