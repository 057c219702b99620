package gossamer.evaluation.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.process.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The line protocol, over a stack whose two ends are in one process. */
@Timeout(60)
class EndpointProgramTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @AutoClose private EndpointProcess process;

  @BeforeEach
  void start() {
    process =
        EndpointProcess.start(
            "mirror", Command.java(MirrorProgram.class, List.of("-Xmx64m"), List.of()));
  }

  private static ObjectNode request(String operation) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("op", operation)
        .put("connection", "c")
        .put("channel", "x");
  }

  private JsonNode call(ObjectNode request) {
    return process.call(request, PATIENCE);
  }

  private void open() {
    call(request("create"));
    call(request("channel"));
    call(request("offer"));
    call(request("awaitOpen"));
  }

  @Test
  void descriptionsAndCandidatesGoThrough() {
    call(request("create"));
    assertEquals("offer", call(request("offer")).path("sdp").asString());
    assertEquals("answer to o", call(request("answer").put("sdp", "o")).path("sdp").asString());
    JsonNode gathered = call(request("candidates"));
    assertEquals(
        "[{\"candidate\":\"candidate:1\",\"mid\":\"0\",\"line\":0}]",
        gathered.path("candidates").toString());
    assertTrue(gathered.path("complete").asBoolean());
  }

  @Test
  void whatIsSentIsCountedWhereItArrives() {
    open();
    JsonNode sent =
        call(request("send").put("bytes", 100_001).put("size", 1_000).put("buffered", 5_000));
    JsonNode received = call(request("receive").put("bytes", 100_001));
    assertEquals(100_001, sent.path("bytes").asLong());
    assertEquals(101, sent.path("messages").asLong());
    assertEquals(100_001, received.path("bytes").asLong());
    assertEquals(101, received.path("messages").asLong());
  }

  @Test
  void pingsAreTimedOneByOne() {
    open();
    JsonNode millis = call(request("ping").put("size", 10).put("count", 5)).path("millis");
    assertEquals(5, millis.size());
    millis.forEach(value -> assertTrue(value.asDouble() > 0, millis.toString()));
  }

  @Test
  void whoWaitsForAChannelThatClosesIsTold() {
    open();
    call(request("close"));
    assertThrows(EndpointException.class, () -> call(request("send").put("bytes", 1)));
  }

  @Test
  void nonsenseIsAnErrorAndTheProcessGoesOn() {
    assertThrows(EndpointException.class, () -> call(request("dance")));
    call(request("create"));
    EndpointException twice = assertThrows(EndpointException.class, () -> call(request("create")));
    assertTrue(twice.getMessage().contains("there is a connection c"), twice.getMessage());
    EndpointException unknown = assertThrows(EndpointException.class, () -> call(request("dance")));
    assertTrue(unknown.getMessage().contains("unknown operation"), unknown.getMessage());
  }

  @Test
  void theProcessTellsWhatItUses() {
    JsonNode used = call(request("measure").put("collect", true));
    assertTrue(used.path("cpuMillis").asDouble() > 0, used.toString());
    assertTrue(used.path("rssBytes").asLong() > 10_000_000, used.toString());
    assertTrue(used.path("heapBytes").asLong() > 100_000, used.toString());
    assertTrue(process.cpuMillis() > 0);
  }

  @Test
  void anAnswerThatDoesNotComeIsAnError() {
    call(request("create"));
    assertThrows(
        EndpointException.class, () -> process.call(request("awaitOpen"), Duration.ofMillis(200)));
  }

  @Test
  void whoWaitsForAKilledProcessIsTold() {
    process.close();
    assertThrows(EndpointException.class, () -> call(request("create")));
  }
}
