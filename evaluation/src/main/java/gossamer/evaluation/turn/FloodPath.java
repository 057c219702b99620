package gossamer.evaluation.turn;

/** Which way packets of a flood go through a server. */
enum FloodPath {
  /** From clients out of their relayed addresses. */
  TO_PEER("to a peer"),
  /** From a peer to relayed addresses, and on to the clients. */
  FROM_PEER("from a peer"),
  /** From one client to the relayed address of the next: in and out at once. */
  TO_CLIENT("client to client");

  private final String words;

  FloodPath(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
