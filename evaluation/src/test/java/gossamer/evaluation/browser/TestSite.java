package gossamer.evaluation.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A page on localhost to try the browsers on. */
public final class TestSite implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html>
      <title>Site</title>
      <meta name="viewport" content="width=device-width">
      <input id="file" type="file" multiple>
      <input id="text" onkeydown="if (event.key === 'Enter') document.title = this.value">
      <button aria-label="Count" onclick="window.count = (window.count ?? 0) + 1">+</button>
      """;

  private final HttpServer server;

  private TestSite(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a free port. */
  public static TestSite start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return new TestSite(server);
  }

  /** The address of the page. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
