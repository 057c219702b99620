package gossamer.evaluation.journey;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.MasterProgram;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A master in a real process. */
final class MasterProcess implements AutoCloseable {
  private static final Pattern SERVING = Pattern.compile("serving (\\S+)");
  private static final Pattern BYTES =
      Pattern.compile("^gossamer_socket_bytes_total\\S* (\\d+)", Pattern.MULTILINE);

  private final ProcessUnderTest process;
  private final int metrics;
  private final String url;

  private MasterProcess(ProcessUnderTest process, int metrics) {
    this.process = process;
    this.metrics = metrics;
    this.url = process.awaitLine(SERVING, Duration.ofSeconds(60)).group(1);
  }

  /** Starts a master; {@code options} as {@link MasterProgram} takes them. */
  static MasterProcess start(String... options) throws IOException {
    int metrics = freePort();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("metrics=" + metrics);
    return new MasterProcess(
        ProcessUnderTest.start(Command.java(MasterProgram.class, List.of("-Xmx256m"), arguments)),
        metrics);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Where browsers find it. */
  String url() {
    return url;
  }

  /** All bytes, both ways, that went over its public sockets so far. */
  long bytes() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + metrics + "/metrics");
      String text =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      long sum = BYTES.matcher(text).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
      if (sum == 0) {
        throw new IOException("no byte counter in " + text);
      }
      return sum;
    }
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  /** SIGSTOP: it keeps its sockets and says nothing. */
  void suspend() {
    process.suspend();
  }

  List<String> log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
