package gossamer.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Chromium without a window. It loads a page with the same module as {@link Node}, and the
 * page posts what was printed back to this process.
 */
record Chromium(Path folder) implements Platform {
  private static final String PAGE =
      """
      <!doctype html>
      <meta charset="utf-8">
      <link rel="icon" href="data:,">
      <script type="module">
        const lines = [];
        const post = () => fetch("/printed", { method: "POST", body: lines.join("\\n") });
        addEventListener("error", (event) => { lines.push("error " + event.message); post(); });
        addEventListener("unhandledrejection", (event) => { lines.push("error " + event.reason); post(); });
        console.info = (line) => {
          lines.push(String(line));
          if (String(line).startsWith("total")) post();
        };
        const { main } = await import("/%s");
        main([]);
      </script>
      """
          .formatted(MODULE);

  @Override
  public String name() {
    return "Chromium";
  }

  @Override
  public List<Executed> run() {
    CompletableFuture<String> printed = new CompletableFuture<>();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, printed));
      server.start();
      try {
        return Executed.read(browse(server.getAddress().getPort(), printed).lines().toList());
      } finally {
        server.stop(0);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String browse(int port, CompletableFuture<String> printed) throws IOException {
    Path profile = Files.createTempDirectory("gossamer-conformance");
    Path log = folder.resolve("chromium.log");
    Process chromium =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "http://127.0.0.1:" + port + "/")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return printed.get(MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("Chromium posted nothing, see " + log, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } finally {
      end(chromium);
    }
  }

  private static void end(Process chromium) {
    List<ProcessHandle> children = chromium.descendants().toList();
    chromium.destroy();
    children.forEach(ProcessHandle::destroyForcibly);
    chromium.destroyForcibly();
  }

  private void answer(HttpExchange exchange, CompletableFuture<String> printed) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/printed")) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        printed.complete(new String(body, StandardCharsets.UTF_8));
      } else if (path.equals("/" + MODULE)) {
        send(exchange, "text/javascript", Files.readAllBytes(folder.resolve(MODULE)));
      } else {
        send(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
