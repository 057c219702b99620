package gossamer.peer.host;

/** How the bytes of a link travel; always visible to the application. */
public enum Path {
  /** A data channel between the two peers' own addresses. */
  DIRECT,
  /** A data channel through a TURN relay. */
  TURN,
  /** A WebSocket to a master. */
  WEBSOCKET,
  /** Through a common linked peer. */
  PEER
}
