package gossamer.evaluation.join;

import tools.jackson.databind.JsonNode;

/** A way in which a page reaches a master. */
interface JoinPath {
  /** For people. */
  String name();

  /**
   * An async JavaScript function that takes the {@link #target} and returns {@code millis} from its
   * first step until the first byte from the master is in the page, and how many {@code failures}
   * there were on the way. The page has the npm package as {@code sdk}; it is fresh, and so are its
   * connections.
   */
  String script();

  /**
   * What the page knows beforehand.
   *
   * @param url the master's address
   * @param descriptor its network descriptor, as JSON
   */
  Object target(String url, JsonNode descriptor);
}
