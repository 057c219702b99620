package gossamer.evaluation.join;

import tools.jackson.databind.JsonNode;

/** A WebSocket, from its constructor to the master's challenge. */
record WebSocketPath() implements JoinPath {
  @Override
  public String name() {
    return "WebSocket";
  }

  @Override
  public String script() {
    return """
    url => new Promise((resolve, reject) => {
      const start = performance.now();
      const socket = new WebSocket(url, 'gossamer');
      socket.onmessage = () => {
        resolve({millis: performance.now() - start});
        socket.onclose = null;
        socket.close();
      };
      socket.onclose = event => reject(new Error(`closed: ${event.code} ${event.reason}`));
    })
    """;
  }

  @Override
  public Object target(String url, JsonNode descriptor) {
    return descriptor.path("masters").path(0).path("url").asString();
  }
}
