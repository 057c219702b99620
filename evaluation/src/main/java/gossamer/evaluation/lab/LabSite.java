package gossamer.evaluation.lab;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web site at {@code http://localhost} inside a namespace. Pages from there are a secure context
 * in every browser, and loading them costs nothing on the links.
 */
public final class LabSite implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers;

  private LabSite(HttpServer server, ExecutorService workers) {
    this.server = server;
    this.workers = workers;
  }

  /**
   * Something to serve.
   *
   * @param type its media type
   */
  public record Resource(String type, byte[] body) {}

  /** Serves resources by their paths, which begin with a slash. */
  public static LabSite start(NetworkNamespace namespace, Map<String, Resource> resources) {
    HttpServer server = namespace.call(() -> HttpServer.create(new InetSocketAddress(0), 0));
    resources.forEach((path, resource) ->
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", resource.type());
                exchange.sendResponseHeaders(200, resource.body().length);
                exchange.getResponseBody().write(resource.body());
              }
            }));
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(workers);
    server.start();
    return new LabSite(server, workers);
  }

  /** On the machine itself, where pages are a secure context. Without a slash at the end. */
  public String origin() {
    return origin("localhost");
  }

  /**
   * By another of its names or addresses. Firefox gathers no address of a page that it loaded by
   * the loopback but that one.
   */
  public String origin(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
