package gossamer.evaluation.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two endpoints with an open channel between them.
 *
 * @param offerer the one that made the offer and the channel
 * @param connection what both call the connection
 * @param channel the label
 */
public record Pair(Endpoint offerer, Endpoint answerer, String connection, String channel) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TRANSFER = Duration.ofMinutes(2);

  /**
   * A finished transfer.
   *
   * @param bytes that arrived
   * @param seconds from the request until all had arrived
   * @param senderCpuMillis of the sending side's processes
   * @param receiverCpuMillis of the receiving side's processes
   */
  public record Transfer(
      long bytes, double seconds, double senderCpuMillis, double receiverCpuMillis) {
    /** Millions of bytes per second. */
    public double megabytesPerSecond() {
      return bytes / 1e6 / seconds;
    }
  }

  /**
   * Connects them, with trickled candidates.
   *
   * @throws EndpointException when the channel is not open within 30 s
   */
  public static Pair connect(Endpoint offerer, Endpoint answerer, String connection) {
    var pair = new Pair(offerer, answerer, connection, "data");
    offerer.call(pair.request("create"), PATIENCE);
    answerer.call(pair.request("create"), PATIENCE);
    offerer.call(pair.request("channel"), PATIENCE);
    JsonNode offer = offerer.call(pair.request("offer"), PATIENCE);
    JsonNode answer =
        answerer.call(pair.request("answer").put("sdp", offer.path("sdp").asString()), PATIENCE);
    offerer.call(pair.request("accept").put("sdp", answer.path("sdp").asString()), PATIENCE);
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      var forth = CompletableFuture.runAsync(() -> pair.trickle(offerer, answerer), both);
      var back = CompletableFuture.runAsync(() -> pair.trickle(answerer, offerer), both);
      offerer.call(pair.request("awaitOpen"), PATIENCE);
      answerer.call(pair.request("awaitOpen"), PATIENCE);
      join(forth);
      join(back);
    }
    return pair;
  }

  private static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EndpointException known) {
        throw known;
      }
      throw e;
    }
  }

  private void trickle(Endpoint from, Endpoint to) {
    boolean complete = false;
    while (!complete) {
      JsonNode gathered = from.call(request("candidates"), PATIENCE);
      for (JsonNode candidate : gathered.path("candidates")) {
        to.call(
            request("candidate")
                .put("candidate", candidate.path("candidate").asString())
                .put("mid", candidate.path("mid").asString())
                .put("line", candidate.path("line").asInt()),
            PATIENCE);
      }
      complete = gathered.path("complete").asBoolean();
    }
  }

  /** The same pair with the roles of {@link #transfer} exchanged. */
  public Pair reversed() {
    return new Pair(answerer, offerer, connection, channel);
  }

  /** Sends bytes from the first endpoint to the second, as messages of a size. */
  public Transfer transfer(long bytes, int size) {
    double senderBefore = offerer.cpuMillis();
    double receiverBefore = answerer.cpuMillis();
    long start = System.nanoTime();
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          CompletableFuture.supplyAsync(
              () -> offerer.call(request("send").put("bytes", bytes).put("size", size), TRANSFER),
              worker);
      JsonNode received = answerer.call(request("receive").put("bytes", bytes), TRANSFER);
      double seconds = (System.nanoTime() - start) / 1e9;
      join(sent);
      return new Transfer(
          received.path("bytes").asLong(),
          seconds,
          offerer.cpuMillis() - senderBefore,
          answerer.cpuMillis() - receiverBefore);
    }
  }

  /** Closes the connection at both ends. */
  public void close() {
    offerer.call(request("close"), PATIENCE);
    answerer.call(request("close"), PATIENCE);
  }

  private ObjectNode request(String operation) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("op", operation)
        .put("connection", connection)
        .put("channel", channel);
  }
}
