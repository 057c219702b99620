package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.Identity;
import gossamer.peer.wire.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MasterLimitsTest {
  @Test
  void admitsOnlySoManyConnectionsFromOneSource() throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).maxConnectionsPerSource(3).build();
    List<Socket> sockets = new ArrayList<>();
    try (Master master = Master.start(config)) {
      for (int i = 0; i < 3; i++) {
        Socket socket = Http.connect(master.port());
        sockets.add(socket);
        assertEquals("HTTP/1.1 200 OK", healthOver(socket));
      }
      Socket tooMany = Http.connect(master.port());
      sockets.add(tooMany);
      assertThrows(IOException.class, () -> healthOver(tooMany));
      sockets.getFirst().close();
      assertEquals("HTTP/1.1 200 OK", healthOver(sockets.get(1)));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String healthOver(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\nok\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed");
      }
      answer.append((char) next);
    }
    return answer.substring(0, answer.indexOf("\r"));
  }

  @Test
  void countsAnIpv6SubscriberAsOneSourceAndForgetsThoseWhoLeft() throws Exception {
    SourceLimit limit = new SourceLimit(4, 2);
    ByteBuffer one = SourceLimit.source(InetAddress.getByName("2001:db8:1:2::1"));
    ByteBuffer neighbour = SourceLimit.source(InetAddress.getByName("2001:db8:1:2:ffff::9"));
    ByteBuffer other = SourceLimit.source(InetAddress.getByName("2001:db8:1:3::1"));
    assertTrue(limit.admit(one) && limit.admit(neighbour));
    assertFalse(limit.admit(one), "two from one /64 are there");
    assertTrue(limit.admit(other));
    assertTrue(limit.admit(other));
    assertFalse(limit.admit(SourceLimit.source(InetAddress.getByName("192.0.2.1"))), "four in all");
    limit.release(neighbour);
    assertTrue(limit.admit(one));
  }

  @Test
  void takesNoMoreLinksThanItIsTold() throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).maxLinks(4).build();
    List<TestSocket> sockets = new ArrayList<>();
    try (Master master = Master.start(config)) {
      for (int i = 0; i < 4; i++) {
        TestSocket socket = TestSocket.open(master);
        sockets.add(socket);
        assertInstanceOf(Frame.Challenge.class, socket.next());
      }
      assertThrows(Exception.class, () -> TestSocket.open(master).close());
      HttpResponse<byte[]> ready = Http.get(master.localUrl(), "/readyz");
      assertEquals(503, ready.statusCode());
      assertTrue(new String(ready.body(), StandardCharsets.UTF_8).contains("\"limit\""));
    } finally {
      sockets.forEach(TestSocket::close);
    }
  }

  @Test
  void drainsWithGoodbyesAndLetsNobodyInMeanwhile() throws Exception {
    Master master = Master.start(MasterConfig.builder().port(0).build());
    try (TestSocket socket = TestSocket.open(master)) {
      Frame.Challenge challenge = assertInstanceOf(Frame.Challenge.class, socket.next());
      socket.send(TestSocket.hello(Identity.generate(), socket.authority(), challenge.nonce()));
      assertInstanceOf(Frame.Hello.class, socket.next());
      CompletableFuture<Void> drained = master.drain();
      HttpResponse<byte[]> ready = Http.get(master.localUrl(), "/readyz");
      assertEquals(503, ready.statusCode());
      assertTrue(new String(ready.body(), StandardCharsets.UTF_8).contains("\"draining\""));
      assertEquals(200, Http.get(master.localUrl(), "/healthz").statusCode());
      assertThrows(Exception.class, () -> TestSocket.open(master).close());
      Frame frame = socket.next();
      while (!(frame instanceof Frame.Bye)) {
        frame = socket.next();
      }
      assertEquals(1000, socket.closeStatus());
      drained.get(3, TimeUnit.SECONDS);
    } finally {
      master.close();
    }
  }

  // A port that nobody waits for is often, but not always, still taken.
  @RepeatedTest(20)
  void closesWithinItsTimeAndFreesThePort() throws Exception {
    Master master = Master.start(MasterConfig.builder().port(0).build());
    try (Socket idle = Http.connect(master.port())) {
      assertEquals("HTTP/1.1 200 OK", healthOver(idle));
      Instant start = Instant.now();
      master.close();
      Duration took = Duration.between(start, Instant.now());
      assertTrue(took.toMillis() <= MasterLimits.DRAIN_MILLIS + 1000, took::toString);
      assertEquals(-1, idle.getInputStream().read());
    }
    try (ServerSocket again = new ServerSocket(master.port())) {
      assertTrue(again.isBound());
    }
    master.close();
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      MasterConfig config = MasterConfig.builder().port(taken.getLocalPort()).build();
      IOException refusal = assertThrows(IOException.class, () -> Master.start(config));
      assertTrue(
          refusal.getMessage().startsWith("port " + taken.getLocalPort() + " cannot be used"),
          refusal.getMessage());
    }
  }

  @Test
  void keepsItsIdentityInTheDataDirectory(@TempDir Path directory) throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).dataDirectory(directory).build();
    Master first = Master.start(config);
    first.close();
    Master second = Master.start(config);
    second.close();
    assertEquals(first.id(), second.id());
  }

  @Test
  void hasItsDataDirectoryToItself(@TempDir Path directory) throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).dataDirectory(directory).build();
    try (Master master = Master.start(config)) {
      IOException refusal = assertThrows(IOException.class, () -> Master.start(config));
      assertEquals("another master uses the data directory " + directory, refusal.getMessage());
      assertEquals(200, Http.get(master.localUrl(), "/healthz").statusCode());
    }
  }

  @Test
  void servesCountersOnLoopbackOnly() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Master master = Master.start(MasterConfig.builder().port(0).metricsPort(port).build());
        TestSocket socket = TestSocket.open(master)) {
      assertInstanceOf(Frame.Challenge.class, socket.next());
      socket.sendBinary(new byte[100], true);
      assertInstanceOf(Frame.Bye.class, socket.next());
      assertEquals(1000, socket.closeStatus());
      URI metrics = URI.create("http://127.0.0.1:" + port);
      HttpResponse<byte[]> answer = Http.get(metrics, "/metrics");
      List<String> lines = new String(answer.body(), StandardCharsets.UTF_8).lines().toList();
      assertTrue(
          lines.contains("gossamer_websocket_bytes_total{direction=\"in\"} 100"), lines::toString);
      assertTrue(
          lines.contains("gossamer_websocket_frames_total{direction=\"in\"} 1"), lines::toString);
      assertTrue(
          lines.contains("gossamer_errors_total{code=\"unknown-version\"} 1"), lines::toString);
      assertTrue(lines.contains("gossamer_upgrades_total 1"), lines::toString);
      assertEquals(404, Http.get(metrics, "/").statusCode());
      assertEquals(421, Http.status(Http.rawGet(port, "/metrics", "evil.example:" + port)));
      assertEquals(404, Http.get(master.localUrl(), "/metrics").statusCode());
    }
  }
}
