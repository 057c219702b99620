package gossamer.evaluation.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.endpoint.Endpoint;
import gossamer.evaluation.endpoint.EndpointProcess;
import gossamer.evaluation.endpoint.Pair;
import gossamer.evaluation.oracle.LibwebrtcProgram;
import gossamer.evaluation.own.OwnProgram;
import gossamer.evaluation.process.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Processes of ours and of libwebrtc (webrtc-java), in both roles, by trickled signalling. */
@Timeout(120)
class PairInteropTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static EndpointProcess start(String stack) {
    Class<?> program = stack.equals("own") ? OwnProgram.class : LibwebrtcProgram.class;
    List<String> options =
        List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    return EndpointProcess.start(stack, Command.java(program, options, List.of()));
  }

  private static ObjectNode request(Pair pair, String operation, String channel) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("op", operation)
        .put("connection", pair.connection())
        .put("channel", channel);
  }

  private static JsonNode call(Endpoint endpoint, ObjectNode request) {
    return endpoint.call(request, PATIENCE);
  }

  @ParameterizedTest
  @CsvSource({"own, libwebrtc", "libwebrtc, own", "own, own"})
  void messagesOfAllSizesGoBothWays(String offerer, String answerer) {
    try (EndpointProcess here = start(offerer);
        EndpointProcess there = start(answerer)) {
      Pair pair = Pair.connect(here, there, "sizes");
      for (int size : new int[] {1, 1_200, 16_384, 262_144}) {
        assertEquals(20L * size, pair.transfer(20L * size, size).bytes());
        assertEquals(20L * size, pair.reversed().transfer(20L * size, size).bytes());
      }
      pair.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"own, libwebrtc", "libwebrtc, own", "own, own"})
  void sixteenChannelsOfAllKindsCarryMessages(String offerer, String answerer) {
    try (EndpointProcess here = start(offerer);
        EndpointProcess there = start(answerer)) {
      Pair pair = Pair.connect(here, there, "kinds");
      for (int i = 0; i < 15; i++) {
        String label = "c" + i;
        ObjectNode made = request(pair, "channel", label).put("ordered", i % 2 == 0);
        if (i % 3 == 1) {
          made.put("maxRetransmits", 5);
        } else if (i % 3 == 2) {
          made.put("maxPacketLifeTime", 5_000);
        }
        call(here, made);
        call(here, request(pair, "awaitOpen", label));
        call(there, request(pair, "awaitOpen", label));
        call(here, request(pair, "send", label).put("bytes", 5_000).put("size", 1_000));
        JsonNode received = call(there, request(pair, "receive", label).put("bytes", 5_000));
        assertEquals(5_000, received.path("bytes").asLong(), label);
      }
      pair.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"libwebrtc", "own"})
  void weNoticeACloseAtOnceAndADeathInFiveSeconds(String leaving) {
    try (EndpointProcess ours = start("own")) {
      Pair killed;
      try (EndpointProcess there = start(leaving)) {
        close(Pair.connect(there, ours, "the first one loads classes in both processes"));
        long millis = close(Pair.connect(there, ours, "closing"));
        System.out.println(leaving + " closed, noticed after " + millis + " ms");
        // Two requests to processes are in it.
        assertTrue(millis <= 50, millis + " ms");
        killed = Pair.connect(there, ours, "killed");
      }
      long before = System.nanoTime();
      call(ours, request(killed, "awaitClosed", killed.channel()));
      long millis = (System.nanoTime() - before) / 1_000_000;
      System.out.println(leaving + " killed, noticed after " + millis + " ms");
      assertTrue(millis <= 5_000, millis + " ms");
    }
  }

  /** Closes at the first endpoint; how long until the second knows, in milliseconds. */
  private static long close(Pair pair) {
    long closed = System.nanoTime();
    call(pair.offerer(), request(pair, "close", ""));
    call(pair.answerer(), request(pair, "awaitClosed", pair.channel()));
    return (System.nanoTime() - closed) / 1_000_000;
  }
}
