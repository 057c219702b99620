package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DescriptorTest {
  private static final String PATH = "/.well-known/gossamer.json";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private static Master master;

  @BeforeAll
  static void start() throws IOException {
    master =
        Master.start(
            MasterConfig.builder()
                .port(0)
                .network("test \"net\"")
                .allowedOrigin("https://friend.example")
                .build());
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @Test
  void describesTheNetworkAndThisMaster() throws Exception {
    HttpResponse<byte[]> answer = Http.get(master.localUrl(), PATH);
    assertEquals(200, answer.statusCode());
    assertEquals("application/json", header(answer, "content-type"));
    assertEquals("max-age=60", header(answer, "cache-control"));
    Matcher json =
        Pattern.compile(
                "\\{\"version\":1,\"network\":\"test \\\\\"net\\\\\"\",\"overlay\":\"kademlia\","
                    + "\"masters\":\\[\\{\"url\":\"ws://localhost:"
                    + master.port()
                    + "/gossamer\",\"direct\":\"fp=[0-9a-f]{64}&at=127.0.0.1:"
                    + master.port()
                    + "\",\"record\":\"([\\w-]+)\"}],\"iceServers\":\\[\\{\"urls\":\\[\"stun:AT\",\"turn:AT\","
                        .replace("AT", "127.0.0.1:" + master.port())
                    + "\"turn:127.0.0.1:"
                    + master.port()
                    + "\\?transport=tcp\"],\"username\":\"[0-9]+:7f000001\","
                    + "\"credential\":\"[\\w+/]{27}=\"}]}")
            .matcher(text(answer));
    assertTrue(json.matches(), text(answer));
    PeerRecord record = PeerRecord.decode(Base64.getUrlDecoder().decode(json.group(1)));
    assertEquals(master.id(), record.id());
    assertEquals(PeerKind.MASTER, record.kind());
  }

  @Test
  void isSignedOverItsExactBytes() throws Exception {
    HttpResponse<byte[]> answer = Http.get(master.localUrl(), PATH);
    assertTrue(verifies(header(answer, "gossamer-signature"), answer.body()));
    byte[] altered = answer.body().clone();
    altered[altered.length - 3] ^= 1;
    assertFalse(verifies(header(answer, "gossamer-signature"), altered));
  }

  /** A verifier of its own, written from RFC 7515 §5.2 and RFC 8037 §3.1. */
  private static boolean verifies(String jws, byte[] payload) throws Exception {
    String[] parts = jws.split("\\.", -1);
    assertEquals(3, parts.length);
    assertEquals("", parts[1]);
    String head = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    Matcher key =
        Pattern.compile(
                "\\{\"alg\":\"EdDSA\",\"jwk\":\\{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"([\\w-]{43})\"}}")
            .matcher(head);
    assertTrue(key.matches(), head);
    byte[] raw = Base64.getUrlDecoder().decode(key.group(1));
    byte[] spki =
        HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
    PublicKey signer =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(signer);
    String input = parts[0] + "." + BASE64URL.encodeToString(payload);
    check.update(input.getBytes(StandardCharsets.US_ASCII));
    return check.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  @Test
  void namesTheMasterAsItWasAsked() throws Exception {
    String answer = Http.rawGet(master.port(), PATH, "127.0.0.1:" + master.port());
    assertTrue(
        answer.contains("\"url\":\"ws://127.0.0.1:" + master.port() + "/gossamer\""), answer);
  }

  @Test
  void isNotSentAgainWhenItIsKnown() throws Exception {
    HttpResponse<byte[]> first = Http.get(master.localUrl(), PATH);
    HttpResponse<byte[]> second =
        Http.get(master.localUrl(), PATH, "if-none-match", header(first, "etag"));
    assertEquals(304, second.statusCode());
    assertEquals(header(first, "gossamer-signature"), header(second, "gossamer-signature"));
  }

  @Test
  void isReadableByAllowedOriginsOnly() throws Exception {
    HttpResponse<byte[]> friend =
        Http.get(master.localUrl(), PATH, "origin", "https://friend.example");
    assertEquals("https://friend.example", header(friend, "access-control-allow-origin"));
    assertEquals("gossamer-signature", header(friend, "access-control-expose-headers"));
    assertTrue(friend.headers().allValues("vary").contains("origin"));
    HttpResponse<byte[]> evil = Http.get(master.localUrl(), PATH, "origin", "https://evil.example");
    assertEquals(403, evil.statusCode());
    assertTrue(evil.headers().firstValue("access-control-allow-origin").isEmpty());
    HttpResponse<byte[]> same = Http.get(master.localUrl(), PATH);
    assertTrue(same.headers().firstValue("access-control-allow-origin").isEmpty());
    assertFalse(Arrays.equals(evil.body(), same.body()));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
