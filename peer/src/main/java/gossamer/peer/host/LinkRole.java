package gossamer.peer.host;

/** Which side of a transport a peer is: it decides what its Hello signs. */
public enum LinkRole {
  /**
   * A data channel, signalled or direct: both sides send their Hello at once; the binding is both
   * DTLS fingerprints.
   */
  SYMMETRIC,
  /** Dialled a WebSocket: waits for the Challenge; the binding is the dialled authority. */
  DIALLER,
  /**
   * Accepted a WebSocket: sends the Challenge; the binding is the authority of the upgrade, one of
   * the host's own.
   */
  ACCEPTOR
}
