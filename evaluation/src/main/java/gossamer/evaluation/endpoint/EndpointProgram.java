package gossamer.evaluation.endpoint;

import com.sun.management.OperatingSystemMXBean;
import gossamer.evaluation.process.BoundedLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The process's side of the line protocol, over any {@link PeerStack}: a program is a {@code main}
 * that makes one and calls {@link #serve}.
 */
public final class EndpointProgram {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LINE_BYTES = 1 << 20;

  /** Requests at the same time; platform threads, because native stacks block them. */
  private static final int REQUESTS = 256;

  private final PeerStack stack;
  private final PrintStream out;
  private final Map<String, Held> connections = new ConcurrentHashMap<>();

  private record Held(PeerStack.Connection connection, ConnectionState state) {}

  private EndpointProgram(PeerStack stack, PrintStream out) {
    this.stack = stack;
    this.out = out;
  }

  /** Does what is asked until the input ends. */
  public static void serve(PeerStack stack, InputStream in, PrintStream out) throws IOException {
    var program = new EndpointProgram(stack, out);
    ExecutorService workers =
        new ThreadPoolExecutor(
            0,
            REQUESTS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              var thread = new Thread(work, "request");
              thread.setDaemon(true);
              return thread;
            });
    program.write(JSON.createObjectNode().put("ready", true));
    var lines = new BoundedLines(in, LINE_BYTES);
    for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
      JsonNode request = JSON.readTree(line);
      try {
        workers.execute(() -> program.answer(request));
      } catch (RejectedExecutionException e) {
        program.fail(request, "more than " + REQUESTS + " requests at once");
      }
    }
    workers.shutdownNow();
  }

  private void answer(JsonNode request) {
    try {
      JsonNode value = JSON.valueToTree(perform(request));
      ObjectNode answer = JSON.createObjectNode().put("id", request.path("id").asLong());
      answer.set("value", value);
      write(answer);
    } catch (EndpointException | JacksonException | IOException e) {
      fail(request, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      fail(request, "interrupted");
    }
  }

  private void fail(JsonNode request, String why) {
    write(JSON.createObjectNode().put("id", request.path("id").asLong()).put("error", why));
  }

  private void write(JsonNode message) {
    synchronized (out) {
      out.println(message);
      out.flush();
    }
  }

  private Object perform(JsonNode request) throws InterruptedException, IOException {
    String name = request.path("connection").asString("");
    return switch (request.path("op").asString("")) {
      case "create" -> {
        create(name);
        yield Map.of();
      }
      case "measure" -> measure(request.path("collect").asBoolean(false));
      case "close" -> {
        Held held = held(name);
        connections.remove(name);
        held.connection.close();
        yield Map.of();
      }
      default -> perform(held(name), request);
    };
  }

  private void create(String name) {
    var state = new ConnectionState();
    if (connections.putIfAbsent(name, new Held(stack.connect(state), state)) != null) {
      throw new EndpointException("there is a connection " + name);
    }
  }

  private Held held(String name) {
    Held held = connections.get(name);
    if (held == null) {
      throw new EndpointException("no connection " + name);
    }
    return held;
  }

  private static Object perform(Held held, JsonNode request)
      throws InterruptedException, IOException {
    PeerStack.Connection connection = held.connection;
    String sdp = request.path("sdp").asString("");
    switch (request.path("op").asString("")) {
      case "offer" -> {
        return Map.of("sdp", connection.offer());
      }
      case "answer" -> {
        return Map.of("sdp", connection.answer(sdp));
      }
      case "accept" -> connection.accept(sdp);
      case "candidates" -> {
        return held.state.awaitCandidates();
      }
      case "candidate" ->
          connection.candidate(
              new Candidate(
                  request.path("candidate").asString(),
                  request.path("mid").asString(""),
                  request.path("line").asInt(0)));
      case "channel" -> held.state.channel(connection.channel(options(request)));
      default -> {
        return perform(held.state.traffic(request.path("channel").asString("")), request);
      }
    }
    return Map.of();
  }

  private static Object perform(ChannelTraffic traffic, JsonNode request)
      throws InterruptedException {
    long bytes = request.path("bytes").asLong(0);
    int size = request.path("size").asInt(16_384);
    switch (request.path("op").asString("")) {
      case "awaitOpen" -> traffic.awaitOpen();
      case "awaitClosed" -> traffic.awaitClosed();
      case "send" -> {
        return traffic.send(bytes, size, request.path("buffered").asLong(1 << 20));
      }
      case "receive" -> {
        return traffic.receive(bytes);
      }
      case "echo" -> Thread.ofPlatform().daemon().start(() -> echo(traffic));
      case "ping" -> {
        return Map.of("millis", traffic.ping(size, request.path("count").asInt(1)));
      }
      default -> throw new EndpointException("unknown operation " + request.path("op"));
    }
    return Map.of();
  }

  private static void echo(ChannelTraffic traffic) {
    try {
      traffic.echo();
    } catch (EndpointException e) {
      System.err.println("echo: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ChannelOptions options(JsonNode request) {
    return new ChannelOptions(
        request.path("channel").asString(""),
        request.path("ordered").asBoolean(true),
        number(request, "maxRetransmits"),
        number(request, "maxPacketLifeTime"),
        request.path("negotiated").asBoolean(false)
            ? number(request, "streamId")
            : OptionalInt.empty());
  }

  private static OptionalInt number(JsonNode request, String member) {
    return request.has(member) ? OptionalInt.of(request.get(member).asInt()) : OptionalInt.empty();
  }

  private static Object measure(boolean collect) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    if (collect) {
      ManagementFactory.getMemoryMXBean().gc();
    }
    long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
    return Map.of(
        "cpuMillis",
        system.getProcessCpuTime() / 1e6,
        "rssBytes",
        pages * 4096,
        "heapBytes",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }
}
