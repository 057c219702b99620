package gossamer.evaluation.masterless;

import com.sun.net.httpserver.HttpServer;
import gossamer.evaluation.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A site on the loopback interface whose page is a peer; it is no master. */
final class PageServer implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html>
      <title>Peer</title>
      <script type="module">
        import { join } from '/index.js';
        import { invite, joinInvited } from '/invite.js';
        window.letters = [];
        const began = peer => {
          window.peer = peer;
          peer.addEventListener('message', e => letters.push(e.text));
          return peer.id;
        };
        window.start = async (url, links) => began(await join(url, { links, storage: 'memory' }));
        window.invite = async () => {
          window.invitation = await invite(peer);
          return invitation.code;
        };
        window.enter = (url, code, links) => new Promise((resolve, reject) => {
          joinInvited(url, code, resolve, { links, storage: 'memory' }).then(began, reject);
        });
        window.find = async (id, text) => {
          const begin = performance.now();
          await peer.lookup(id, { signal: AbortSignal.timeout(15000) });
          const took = performance.now() - begin;
          const connection = await peer.connect(id, { signal: AbortSignal.timeout(15000) });
          await connection.send('hello');
          connection.close();
          await peer.send(id, text, { signal: AbortSignal.timeout(15000) });
          return took;
        };
      </script>
      """;

  private final HttpServer server;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  static PageServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      serve(server, "/", "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8));
      for (String name : new String[] {"index.js", "chord.js", "invite.js"}) {
        serve(server, "/" + name, "text/javascript", script(name));
      }
      server.start();
      return new PageServer(server);
    } catch (IOException e) {
      throw new LabException("cannot serve the page", e);
    }
  }

  private static void serve(HttpServer server, String path, String type, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in =
        PageServer.class.getResourceAsStream("/gossamer/evaluation/join/" + name)) {
      if (in == null) {
        throw new LabException("the npm package was not built: run the Maven build of evaluation");
      }
      return in.readAllBytes();
    }
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
