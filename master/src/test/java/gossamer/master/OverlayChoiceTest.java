package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OverlayChoiceTest {
  private HttpServer server;
  private String descriptor = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        Descriptor.PATH,
        exchange -> {
          byte[] body = descriptor.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private MasterConfig.Builder joining() {
    return MasterConfig.builder().port(0).join("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void whoIsToldNothingFollowsTheDescriptor() throws IOException {
    descriptor = "{\"version\":1,\"overlay\":\"chord\"}";
    assertEquals(OverlayKind.CHORD, OverlayChoice.of(joining().build()));
    descriptor = "{\"version\":1,\"overlay\":\"kademlia\"}";
    assertEquals(OverlayKind.KADEMLIA, OverlayChoice.of(joining().build()));
  }

  @Test
  void whatTheDescriptorDoesNotSayIsKademlia() throws IOException {
    descriptor = "{\"version\":1}";
    assertEquals(OverlayKind.KADEMLIA, OverlayChoice.of(joining().build()));
  }

  @Test
  void whatItIsToldCounts() throws IOException {
    descriptor = "{\"overlay\":\"kademlia\"}";
    assertEquals(OverlayKind.CHORD, OverlayChoice.of(joining().overlay(OverlayKind.CHORD).build()));
  }

  @Test
  void anOverlayThatNobodyKnowsIsNoReasonToGuess() {
    descriptor = "{\"overlay\":\"pastry\"}";
    IOException error = assertThrows(IOException.class, () -> OverlayChoice.of(joining().build()));
    assertTrue(error.getMessage().contains("pastry"), error.getMessage());
  }

  @Test
  void whoCannotBeAskedIsTakenForKademlia() throws IOException {
    server.stop(0);
    assertEquals(OverlayKind.KADEMLIA, OverlayChoice.of(joining().build()));
  }

  @Test
  void aMasterThatJoinsByItsUrlAloneSaysWhatItsNetworkRuns() throws Exception {
    MasterConfig chord = MasterConfig.builder().port(0).overlay(OverlayKind.CHORD).build();
    try (Master founder = Master.start(chord)) {
      MasterConfig joining =
          MasterConfig.builder().port(0).join(founder.localUrl().toString()).build();
      try (Master second = Master.start(joining)) {
        byte[] body = Http.get(second.localUrl(), Descriptor.PATH).body();
        String text = new String(body, StandardCharsets.UTF_8);
        assertTrue(text.contains("\"overlay\":\"chord\""), text);
      }
    }
  }
}
