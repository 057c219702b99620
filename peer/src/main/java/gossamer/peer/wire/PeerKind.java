package gossamer.peer.wire;

/** What a peer runs on; the order is the number on the wire. */
public enum PeerKind {
  /** A tab of a browser, or the same package in Node. */
  BROWSER,
  /** A server with a public address. */
  MASTER,
  /** A headless peer on the JVM. */
  JVM;

  private static final PeerKind[] ALL = values();

  static PeerKind read(Reader in) throws ProtocolException {
    return ALL[in.choice(ALL.length)];
  }
}
