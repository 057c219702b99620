package gossamer.evaluation.browser;

import gossamer.evaluation.process.BoundedLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests to the driver and its answers, as lines of JSON over its standard streams. */
final class DriverConnection {
  static final JsonMapper JSON = JsonMapper.shared();

  /** Results are limited to 16 Mi characters in the page; UTF-8 and the envelope come on top. */
  private static final int LINE_BYTES = 64 << 20;

  private static final int PENDING = 256;

  /** The driver keeps the time; this much longer and the driver itself is taken for stuck. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final Consumer<JsonNode> events;
  private final Supplier<List<String>> diagnostics;
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable String end;

  /** Reads what the process writes from now on. Events are handed over on the reader's thread. */
  DriverConnection(Process process, Consumer<JsonNode> events, Supplier<List<String>> diagnostics) {
    this.process = process;
    this.events = events;
    this.diagnostics = diagnostics;
    Thread.ofVirtual().start(this::read);
  }

  static ObjectNode request(String operation) {
    return JSON.createObjectNode().put("op", operation);
  }

  /**
   * Sends a request and returns the answer.
   *
   * @throws BrowserException as the driver describes it, or when there is no answer
   */
  JsonNode call(ObjectNode request, Duration timeout) {
    long id = requests.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    if (pending.size() >= PENDING) {
      throw new BrowserException("more than " + PENDING + " requests at once");
    }
    pending.put(id, answer);
    try {
      send(request.put("id", id).put("timeout", timeout.toMillis()));
      if (end != null) {
        throw new BrowserGoneException("the driver has ended: " + end);
      }
      JsonNode message = answer.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      if (message.has("error")) {
        throw exception(message.get("error"));
      }
      return message.path("value");
    } catch (TimeoutException e) {
      throw new BrowserException("the driver is stuck: no answer to " + request.get("op"), e);
    } catch (ExecutionException e) {
      throw new BrowserGoneException(e.getCause() == null ? e.toString() : e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrowserException("interrupted", e);
    } finally {
      pending.remove(id);
    }
  }

  private void send(ObjectNode request) {
    writing.lock();
    try {
      OutputStream out = process.getOutputStream();
      out.write((JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new BrowserException("the driver does not listen any more", e);
    } finally {
      writing.unlock();
    }
  }

  private void read() {
    String reason = "its output ended";
    try (var output = process.getInputStream()) {
      var lines = new BoundedLines(output, LINE_BYTES);
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        dispatch(JSON.readTree(line));
      }
    } catch (JacksonException e) {
      reason = "it wrote what is not JSON: " + e.getOriginalMessage();
    } catch (IOException e) {
      reason = e.toString();
    }
    reason += "\n" + String.join("\n", diagnostics.get());
    end = reason;
    var gone = new BrowserGoneException("the driver has ended: " + reason);
    pending.values().forEach(answer -> answer.completeExceptionally(gone));
  }

  private void dispatch(JsonNode message) {
    if (!message.has("id")) {
      events.accept(message);
      return;
    }
    // Absent when the caller has stopped waiting.
    CompletableFuture<JsonNode> answer = pending.get(message.get("id").asLong());
    if (answer != null) {
      answer.complete(message);
    }
  }

  private static RuntimeException exception(JsonNode error) {
    String message = error.path("message").asString();
    return switch (error.path("kind").asString()) {
      case "page" ->
          new PageException(
              error.path("name").asString(),
              error.path("code").isString() ? error.path("code").asString() : null,
              message,
              error.path("stack").asString());
      case "timeout" -> new BrowserTimeoutException(message);
      case "gone" -> new BrowserGoneException(message);
      case "unsupported" -> new UnsupportedOperationException("not in this browser: " + message);
      default -> new BrowserException(error.path("stack").asString(message));
    };
  }
}
