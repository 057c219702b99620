package gossamer.evaluation.join;

import tools.jackson.databind.JsonNode;

/** All of {@code join(url)} of the npm package: the descriptor, the connection and the Hello. */
record SdkPath() implements JoinPath {
  @Override
  public String name() {
    return "join()";
  }

  @Override
  public String script() {
    return """
    async url => {
      const start = performance.now();
      const peer = await sdk.join(url, {links: 0, storage: 'memory'});
      const millis = performance.now() - start;
      await peer.leave();
      return {millis};
    }
    """;
  }

  @Override
  public Object target(String url, JsonNode descriptor) {
    return url;
  }
}
