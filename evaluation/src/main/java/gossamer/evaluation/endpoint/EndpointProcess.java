package gossamer.evaluation.endpoint;

import gossamer.evaluation.process.AtShutdown;
import gossamer.evaluation.process.BoundedLines;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint that is a process; what it writes to standard error goes to ours. */
public final class EndpointProcess implements Endpoint, AutoCloseable {
  private static final int LINE_BYTES = 1 << 20;
  private static final Duration START = Duration.ofSeconds(30);

  private final String name;
  private final Process process;
  private final AtShutdown atShutdown;
  private final AtomicLong ids = new AtomicLong();
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

  private EndpointProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.atShutdown = AtShutdown.run("end of " + name, () -> ProcessTree.kill(process.toHandle()));
  }

  /**
   * Starts it.
   *
   * @throws EndpointException when it is not ready within 30 s
   */
  public static EndpointProcess start(String name, Command command) {
    try {
      var builder =
          new ProcessBuilder(command.line()).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(command.environment());
      var started = new EndpointProcess(name, builder.start());
      Thread.ofVirtual().start(started::read);
      try {
        await(started.ready, START, "start of " + name);
      } catch (EndpointException e) {
        started.close();
        throw e;
      }
      return started;
    } catch (IOException e) {
      throw new EndpointException("could not start " + command.line(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public JsonNode call(ObjectNode request, Duration patience) {
    long id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    pending.put(id, answer);
    try {
      write(request.deepCopy().put("id", id));
      if (!process.isAlive()) {
        throw new EndpointException(name + " has ended");
      }
      JsonNode message = await(answer, patience, name + ": " + request.path("op").asString());
      if (message.has("error")) {
        throw new EndpointException(
            name + ": " + request.path("op").asString() + ": " + message.get("error").asString());
      }
      return message.path("value");
    } finally {
      pending.remove(id);
    }
  }

  private synchronized void write(ObjectNode request) {
    try {
      var out = process.getOutputStream();
      out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new EndpointException(name + " does not listen any more", e);
    }
  }

  private static JsonNode await(
      CompletableFuture<JsonNode> answer, Duration patience, String what) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EndpointException(what + " took longer than " + patience, e);
    } catch (ExecutionException e) {
      throw new EndpointException(what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointException("interrupted", e);
    }
  }

  private void read() {
    String end = "its output ended";
    try (var output = process.getInputStream()) {
      var lines = new BoundedLines(output, LINE_BYTES);
      for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
        dispatch(JsonMapper.shared().readTree(line));
      }
    } catch (JacksonException e) {
      end = "it wrote what is not JSON: " + e.getOriginalMessage();
    } catch (IOException e) {
      end = e.toString();
    }
    var gone = new EndpointException(name + " is gone: " + end);
    ready.completeExceptionally(gone);
    pending.values().forEach(answer -> answer.completeExceptionally(gone));
  }

  private void dispatch(JsonNode message) {
    if (!message.has("id")) {
      ready.complete(message);
      return;
    }
    // Absent when the caller has stopped waiting.
    CompletableFuture<JsonNode> answer = pending.get(message.get("id").asLong());
    if (answer != null) {
      answer.complete(message);
    }
  }

  @Override
  public double cpuMillis() {
    return ProcessCpu.millis(process.toHandle());
  }

  /** SIGKILL. */
  @Override
  public void close() {
    ProcessTree.kill(process.toHandle());
    atShutdown.cancel();
  }
}
