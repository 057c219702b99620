package gossamer.evaluation.endpoint;

/**
 * An ICE candidate on its way to the other side.
 *
 * @param candidate the candidate-attribute of RFC 8839, without "a="
 * @param mid the media section it belongs to
 * @param line the index of that section
 */
public record Candidate(String candidate, String mid, int line) {}
