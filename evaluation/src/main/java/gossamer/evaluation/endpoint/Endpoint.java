package gossamer.evaluation.endpoint;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One end of data channels: a process or a page that speaks the protocol of this package. */
public interface Endpoint {
  /** For people. */
  String name();

  /**
   * Has an operation done and returns its value.
   *
   * @throws EndpointException when it fails or takes longer
   */
  JsonNode call(ObjectNode request, Duration patience);

  /** CPU time of all its processes so far, in milliseconds; exact to 10 ms per process. */
  double cpuMillis();
}
