package gossamer.evaluation.endpoint;

import gossamer.evaluation.browser.BrowserException;
import gossamer.evaluation.browser.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint that is a page of a browser. */
public final class PageEndpoint implements Endpoint {
  private final Page page;

  private PageEndpoint(Page page) {
    this.page = page;
  }

  /** Makes an endpoint of a page that is a secure context. */
  public static PageEndpoint in(Page page) {
    try (InputStream script = PageEndpoint.class.getResourceAsStream("page.js")) {
      if (script == null) {
        throw new EndpointException("page.js is missing");
      }
      page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      return new PageEndpoint(page);
    } catch (IOException e) {
      throw new EndpointException("cannot read page.js", e);
    }
  }

  @Override
  public String name() {
    return page.browser().version();
  }

  @Override
  public JsonNode call(ObjectNode request, Duration patience) {
    try {
      return page.evaluate(patience, "request => endpoint(request)", request);
    } catch (BrowserException e) {
      throw new EndpointException(
          name() + ": " + request.path("op").asString() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public double cpuMillis() {
    return ProcessHandle.of(page.browser().pid()).map(ProcessCpu::millis).orElse(0.0);
  }
}
