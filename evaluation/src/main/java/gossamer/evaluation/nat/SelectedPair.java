package gossamer.evaluation.nat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The pair of candidates that ICE selected at one end (RFC 8445). */
record SelectedPair(Candidate local, Candidate remote) {
  /**
   * A candidate as getStats tells it.
   *
   * @param address empty where the browser hides it
   */
  record Candidate(String type, String address, int port) {}

  /** From the array of the page, or null of it. */
  static SelectedPair read(JsonNode pair) {
    return new SelectedPair(candidate(pair.path(0)), candidate(pair.path(1)));
  }

  private static Candidate candidate(JsonNode told) {
    return new Candidate(
        told.path("type").asString("none"),
        told.path("address").asString(""),
        told.path("port").asInt(0));
  }

  /** Whether it is a link to a master's own door and not one to another browser. */
  boolean toMaster(NatLab lab) {
    return remote.port() == NatLab.PORT && lab.masterAt(remote.address()) >= 0;
  }

  /**
   * The masters that relay it, that of the own side first. A relay that the other end did not tell
   * in time is a peer reflexive candidate here, with a master's address.
   */
  List<Integer> relays(NatLab lab) {
    return List.of(local, remote).stream()
        .map(candidate -> lab.masterAt(candidate.address()))
        .filter(master -> master >= 0)
        .distinct()
        .toList();
  }

  /** The path that the package should tell: a relay at either side, or none. */
  String path(NatLab lab) {
    boolean relay = local.type().equals("relay") || remote.type().equals("relay");
    boolean none = local.type().equals("none");
    return none ? "none" : relay || !relays(lab).isEmpty() ? "turn" : "direct";
  }

  /** For example {@code srflx/relay}. */
  String types() {
    return local.type() + "/" + remote.type();
  }
}
