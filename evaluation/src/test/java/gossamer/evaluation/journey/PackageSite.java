package gossamer.evaluation.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gossamer.evaluation.lab.LabSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;

/** A web site of somebody who uses the npm package, on an origin of its own. */
final class PackageSite implements AutoCloseable {
  private static final Path DIST = Path.of("..", "browser", "dist");

  private static final String PAGE =
      """
      <!doctype html>
      <title>Site</title>
      <script type="module">
        import * as sdk from '/index.js';
        import * as invitations from '/invite.js';
        const keep = connection => {
          connections.set(connection.peer, connection);
          connection.addEventListener('message', e => inbox.push(e.data));
          connection.addEventListener('close', e => ended.push(e.code));
        };
        Object.assign(window, {
          sdk, invitations, connections: new Map(), inbox: [], ended: [], letters: [], seen: [],
          async start(url, options) {
            return began(await sdk.join(url, options));
          },
          began(peer) {
            window.peer = peer;
            peer.addEventListener('connection', e => keep(e.connection));
            peer.addEventListener('message', e => letters.push(e.text));
            peer.addEventListener('trace', e => seen.push(new TextDecoder('latin1').decode(e.frame)));
            return peer.id;
          },
          async call(to) {
            keep(await peer.connect(to));
          },
          linked: id => peer.neighbours.some(n => n.id === id),
        });
      </script>
      """;

  private final HttpServer server;

  private PackageSite(HttpServer server) {
    this.server = server;
  }

  static PackageSite start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (String name : new String[] {"index.js", "chord.js", "invite.js"}) {
      byte[] script = Files.readAllBytes(DIST.resolve(name));
      server.createContext("/" + name, exchange -> answer(exchange, "text/javascript", script));
    }
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", page));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return new PackageSite(server);
  }

  /** What it serves, for a site in a laboratory. */
  static Map<String, LabSite.Resource> resources() throws IOException {
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "/",
        new LabSite.Resource("text/html; charset=utf-8", page),
        "/index.js",
        script("index.js"),
        "/invite.js",
        script("invite.js"));
  }

  private static LabSite.Resource script(String name) throws IOException {
    return new LabSite.Resource("text/javascript", Files.readAllBytes(DIST.resolve(name)));
  }

  private static void answer(HttpExchange exchange, String type, byte[] body) {
    exchange.getResponseHeaders().set("Content-Type", type);
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  String url() {
    return origin() + "/";
  }

  /** The same page at an address that is no secure context. */
  String insecureUrl(String host) {
    return "http://" + host + ":" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
