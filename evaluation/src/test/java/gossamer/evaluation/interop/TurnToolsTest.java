package gossamer.evaluation.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import gossamer.master.Master;
import gossamer.master.MasterConfig;
import gossamer.master.turn.TurnSettings;
import gossamer.turn.PeerPolicy.Prefix;
import gossamer.turn.TurnConfig.PortRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The STUN and TURN server of a master under the tools of coturn, which others test by. */
@Timeout(120)
class TurnToolsTest {
  private static final String SECRET = "0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern TOTAL =
      Pattern.compile("start_mclient: tot_send_msgs=([0-9]+), tot_recv_msgs=([0-9]+)$");

  private Master master;

  private void start(boolean tls) throws Exception {
    TurnSettings settings =
        TurnSettings.usual()
            .withSecret(SECRET.getBytes(StandardCharsets.US_ASCII))
            .withPorts(new PortRange(50_000, 50_999))
            .allowing(List.of(Prefix.parse("127.0.0.0/8").orElseThrow()))
            .withWideChannels();
    master = Master.start(MasterConfig.builder().port(0).lan(tls).turn(settings).build());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private ProcessUnderTest tool(String... line) throws Exception {
    List<String> words = new ArrayList<>(List.of(line));
    words.addAll(1, List.of("-p", "" + master.port()));
    words.add("127.0.0.1");
    return ProcessUnderTest.start(Command.of(words.toArray(String[]::new)));
  }

  /** Ten clients, each so many packets in these milliseconds apart. */
  private void relaysWithoutLoss(int packets, int apart, String options) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of("turnutils_uclient", "-u", "test", "-W", SECRET, "-y", "-c", "-m", "10"));
    line.addAll(List.of("-n", "" + packets, "-l", "172", "-z", "" + apart));
    line.addAll(List.of(options.split(" ")));
    ProcessUnderTest client = tool(line.toArray(String[]::new));
    try {
      Matcher total = client.awaitLine(TOTAL, PATIENCE);
      assertEquals("" + 10 * packets, total.group(1));
      assertEquals("" + 10 * packets, total.group(2));
    } finally {
      client.kill();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "-s", "-t", "-t -s"})
  void channelsAndSendIndicationsPassByUdpAndTcp(String options) throws Exception {
    start(false);
    relaysWithoutLoss(100, 5, options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t -S", "-t -S -s"})
  void channelsAndSendIndicationsPassByTlsOnThePortOfHttps(String options) throws Exception {
    start(true);
    // Any faster, and the tool loses some of what it reads by TLS, from coturn as well.
    relaysWithoutLoss(20, 200, options);
  }

  @Test
  void tellsWhereABindingRequestCameFrom() throws Exception {
    start(false);
    for (String tool : List.of("turnutils_stunclient", "turnutils_natdiscovery")) {
      ProcessUnderTest client = tool.endsWith("stunclient") ? tool(tool) : tool(tool, "-m");
      try {
        client.awaitLine(Pattern.compile("UDP reflexive addr: 127.0.0.1:[0-9]+"), PATIENCE);
      } finally {
        client.kill();
      }
    }
  }
}
