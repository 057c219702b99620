package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.Identity;
import gossamer.peer.Peer;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class MasterWebSocketTest {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private Master master;

  @BeforeEach
  void start() throws IOException {
    master =
        Master.start(
            MasterConfig.builder()
                .port(0)
                .allowedOrigin("https://friend.example")
                .join("http://127.0.0.1:9")
                .build());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void challengesWhoeverConnectsAndAnswersATrueHello() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      assertEquals("gossamer", socket.subprotocol());
      Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, socket.next());
      Identity identity = Identity.generate();
      socket.send(TestSocket.hello(identity, socket.authority(), challenge.nonce()));
      Frame.Hello hello = assertInstanceOf(Frame.Hello.class, socket.next());
      assertEquals(master.id(), hello.record().id());
      assertEquals(
          List.of("ws://localhost:" + master.port() + "/gossamer"), hello.record().addresses());
      List<PeerRecord> neighbours = master.host().ask(Peer::neighbours).get(5, TimeUnit.SECONDS);
      assertEquals(List.of(identity.id()), neighbours.stream().map(PeerRecord::id).toList());
    }
  }

  @Test
  void refusesAHelloStolenFromAnotherMaster() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, socket.next());
      Identity victim = Identity.generate();
      // The victim dialled evil.example, which hands on this master's nonce.
      socket.send(TestSocket.hello(victim, "evil.example:80", challenge.nonce()));
      assertRefused(socket, ErrorCode.BAD_SIGNATURE);
    }
  }

  @Test
  void refusesAForgedHello() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, socket.next());
      Frame.Hello victims = TestSocket.hello(Identity.generate(), socket.authority(), new byte[32]);
      Frame.Hello own =
          TestSocket.hello(Identity.generate(), socket.authority(), challenge.nonce());
      socket.send(new Frame.Hello(own.network(), victims.record(), own.nonce(), own.signature()));
      assertRefused(socket, ErrorCode.BAD_SIGNATURE);
    }
  }

  @Test
  void refusesAHelloThatWasTrueOnAnotherConnection() throws Exception {
    try (TestSocket first = TestSocket.open(master);
        TestSocket second = TestSocket.open(master)) {
      Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, first.next());
      assertInstanceOf(Frame.Challenge.class, second.next());
      Frame.Hello hello =
          TestSocket.hello(Identity.generate(), first.authority(), challenge.nonce());
      second.send(hello);
      assertRefused(second, ErrorCode.BAD_SIGNATURE);
      first.send(hello);
      assertInstanceOf(Frame.Hello.class, first.next());
    }
  }

  @Test
  void survivesNonsenseAndGoesOnServingOthers() throws Exception {
    Random random = new Random(4711);
    try (TestSocket good = TestSocket.open(master)) {
      assertInstanceOf(Frame.Challenge.class, good.next());
      for (int i = 0; i < 40; i++) {
        byte[] nonsense = new byte[1 + random.nextInt(2000)];
        random.nextBytes(nonsense);
        try (TestSocket bad = TestSocket.open(master)) {
          assertInstanceOf(Frame.Challenge.class, bad.next());
          nonsense[0] = (byte) random.nextInt(3);
          bad.sendBinary(nonsense, true);
          assertInstanceOf(Frame.Bye.class, bad.next());
        }
        try (Socket raw = Http.connect(master.port())) {
          raw.getOutputStream().write(nonsense);
        }
      }
      good.sendText("still there");
      assertEquals(1003, good.closeStatus());
    }
    assertEquals(200, Http.get(master.localUrl(), "/readyz").statusCode());
  }

  private void assertRefused(TestSocket socket, ErrorCode code) throws Exception {
    assertEquals(new Frame.Bye(code), socket.next());
    assertEquals(1000, socket.closeStatus());
    assertEquals(1, master.host().ask(peer -> peer.count(code)).get(5, TimeUnit.SECONDS));
    assertEquals(List.of(), master.host().ask(Peer::neighbours).get(5, TimeUnit.SECONDS));
  }

  @Test
  void closesWith1009OnAMessageAboveTheLimit() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      socket.sendBinary(new byte[Limits.FRAME + 1], true);
      assertEquals(1009, socket.closeStatus());
      assertEquals(1, master.host().traffic().oversized());
    }
  }

  @Test
  void closesWith1009OnFragmentsThatAddUpToTooMuch() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      socket.sendBinary(new byte[Limits.FRAME], false);
      socket.sendBinary(new byte[1], true);
      assertEquals(1009, socket.closeStatus());
      assertEquals(1, master.host().traffic().oversized());
    }
  }

  @Test
  void closesWith1003OnText() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      socket.sendText("hello");
      assertEquals(1003, socket.closeStatus());
      assertEquals(1, master.host().traffic().breaches());
    }
  }

  @Test
  void countsPayloadsExactly() throws Exception {
    try (TestSocket socket = TestSocket.open(master)) {
      assertInstanceOf(Frame.Challenge.class, socket.next());
      socket.sendBinary(new byte[1234], false);
      socket.sendBinary(new byte[766], true);
      assertInstanceOf(Frame.Bye.class, socket.next());
      assertEquals(1000, socket.closeStatus());
    }
    assertEquals(2000, master.host().traffic().bytesIn());
    assertEquals(1, master.host().traffic().framesIn());
    assertEquals(2 + 32 + 3, master.host().traffic().bytesOut(), "Challenge and Bye");
    assertEquals(2, master.host().traffic().framesOut());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 101",
    "http://localhost:PORT, 101",
    "https://localhost:PORT, 101",
    "HTTP://LOCALHOST:PORT, 101",
    "https://friend.example, 101",
    "http://127.0.0.1:9, 101",
    "http://friend.example, 403",
    "https://friend.example:8443, 403",
    "https://sub.friend.example, 403",
    "http://127.0.0.1:PORT, 403",
    "http://localhost:1, 403",
    "http://localhost, 403",
    "https://evil.example, 403",
    "null, 403"
  })
  void letsInItsOwnOriginAndThoseOnTheList(String origin, int status) throws Exception {
    String[] headers =
        origin.isEmpty()
            ? upgrade()
            : upgrade("Origin", origin.replace("PORT", Integer.toString(master.port())));
    String answer = upgradeAnswer("localhost:" + master.port(), headers);
    assertEquals(status, Http.status(answer), answer);
    if (status == 403) {
      assertTrue(answer.contains("{\"error\":\"origin-refused\",\"reason\":"), answer);
    }
  }

  @Test
  void letsInEveryOriginWhenToldSo() throws Exception {
    try (Master open = Master.start(MasterConfig.builder().port(0).allowedOrigin("*").build());
        TestSocket socket = TestSocket.open(open, "Origin", "https://anything.example")) {
      assertInstanceOf(Frame.Challenge.class, socket.next());
    }
  }

  @Test
  void refusesUpgradesUnderAnotherName() throws Exception {
    String answer = upgradeAnswer("evil.example:" + master.port(), upgrade());
    assertEquals(421, Http.status(answer), answer);
    assertTrue(answer.contains("{\"error\":\"wrong-host\""), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade, websocket, 101",
    "Upgrade, h2c, 426",
    "Sec-WebSocket-Version, 8, 426",
    "Sec-WebSocket-Protocol, other, 426",
    "Sec-WebSocket-Protocol, 'other, gossamer', 101"
  })
  void upgradesOnlyToItsOwnProtocol(String name, String value, int status) throws Exception {
    String[] headers = upgrade();
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals(name)) {
        headers[i + 1] = value;
      }
    }
    String answer = upgradeAnswer("localhost:" + master.port(), headers);
    assertEquals(status, Http.status(answer), answer);
  }

  @Test
  void answersAnOrdinaryRequestWith426() throws Exception {
    String answer = Http.rawGet(master.port(), "/gossamer", "localhost:" + master.port());
    assertEquals(426, Http.status(answer));
    assertTrue(answer.contains("upgrade: websocket"), answer);
    assertTrue(answer.contains("{\"error\":\"upgrade-required\""), answer);
  }

  @Test
  void closesWhoeverDoesNotRead() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), master.port()), 5000);
      OutputStream out = socket.getOutputStream();
      out.write(
          request("localhost:" + master.port(), upgrade()).getBytes(StandardCharsets.US_ASCII));
      assertEquals(101, Http.status(readHead(socket)));
      byte[] pings = pings(1000);
      long sent = 0;
      try {
        while (sent < 256L * 1024 * 1024) {
          out.write(pings);
          sent += pings.length;
        }
      } catch (SocketException e) {
        assertTrue(sent > MasterLimits.WEBSOCKET_BACKLOG, () -> "closed too early: " + e);
      }
    }
    assertEquals(1, master.host().traffic().slowReaders());
  }

  /** Masked Ping frames (RFC 6455 §5.2) with 125 bytes each, whose Pongs are as long. */
  private static byte[] pings(int count) {
    byte[] frames = new byte[count * 131];
    for (int i = 0; i < count; i++) {
      frames[131 * i] = (byte) 0x89;
      frames[131 * i + 1] = (byte) (0x80 | 125);
    }
    return frames;
  }

  private static String[] upgrade(String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Connection", "Upgrade",
                "Upgrade", "websocket",
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Protocol", "gossamer",
                "Sec-WebSocket-Key", KEY));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private static String request(String host, String... headers) {
    StringBuilder request =
        new StringBuilder("GET /gossamer HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /** The first bytes of the answer to an upgrade. */
  private String upgradeAnswer(String host, String... headers) throws IOException {
    try (Socket socket = Http.connect(master.port())) {
      socket.getOutputStream().write(request(host, headers).getBytes(StandardCharsets.US_ASCII));
      return readHead(socket);
    }
  }

  /** What was sent until the end of the headers, and what came with them. */
  private static String readHead(Socket socket) throws IOException {
    byte[] answer = new byte[4096];
    int length = 0;
    while (!new String(answer, 0, length, StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
      int read = socket.getInputStream().read(answer, length, answer.length - length);
      if (read < 0) {
        throw new IOException("closed without an answer");
      }
      length += read;
    }
    return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
  }
}
