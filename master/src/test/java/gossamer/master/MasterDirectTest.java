package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MasterDirectTest {
  private static final Pattern DIRECT = Pattern.compile("\"direct\":\"([^\"]*)\"");

  private static String direct(Master master) throws IOException, InterruptedException {
    URI uri = master.localUrl().resolve("/.well-known/gossamer.json");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      Matcher found = DIRECT.matcher(answer.body());
      return found.find() ? found.group(1) : "";
    }
  }

  @Test
  void theDescriptorTellsWhereDataChannelsAreTaken() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).build())) {
      String direct = direct(master);
      assertTrue(direct.matches("fp=[0-9a-f]{64}&at=127\\.0\\.0\\.1:" + master.port()), direct);
    }
  }

  @Test
  void itTellsNothingWhereNoneAreTaken() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).direct(false).build())) {
      assertEquals("", direct(master));
    }
  }

  @Test
  void aTokenIsFreshForEachDescriptor() throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).directTokens(true).build();
    try (Master master = Master.start(config)) {
      String first = direct(master);
      // Base64, its plus escaped: in a query a bare one would be read as a space.
      assertTrue(first.matches(".*&token=(?:[A-Za-z0-9/]|%2B){40}"), first);
      assertNotEquals(first, direct(master));
    }
  }

  @Test
  void theCertificateIsKeptWithTheIdentity(@TempDir Path directory) throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).dataDirectory(directory).build();
    String first;
    try (Master master = Master.start(config)) {
      first = direct(master).substring(0, 67);
    }
    try (Master master = Master.start(config)) {
      assertEquals(first, direct(master).substring(0, 67));
    }
  }

  @Test
  void aMasterWhosePortIsTakenGoesOnWithout() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.ofLiteral("0.0.0.0"));
        Master master =
            Master.start(MasterConfig.builder().port(0).directPort(taken.getLocalPort()).build())) {
      assertEquals("", direct(master));
      assertEquals(OptionalInt.empty(), master.directPort());
    }
  }

  @Test
  void aPortOfItsOwnIsTold() throws Exception {
    int free;
    try (DatagramSocket any = new DatagramSocket(0, InetAddress.ofLiteral("0.0.0.0"))) {
      free = any.getLocalPort();
    }
    try (Master master = Master.start(MasterConfig.builder().port(0).directPort(free).build())) {
      assertTrue(direct(master).endsWith("&at=127.0.0.1:" + free));
    }
  }

  @Test
  void tcpThatBeginsLikeIceIsNoHttpAndHarmsNobody() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).build());
        Socket socket = Http.connect(master.port())) {
      // A frame of four bytes that is no STUN: RFC 4571, section 2.
      socket.getOutputStream().write(new byte[] {0, 4, 99, 99, 99, 99});
      assertEquals(-1, socket.getInputStream().read());
      assertTrue(direct(master).startsWith("fp="));
    }
  }
}
