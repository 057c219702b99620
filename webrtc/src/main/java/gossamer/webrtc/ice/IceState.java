package gossamer.webrtc.ice;

/** Where a session stands. */
public enum IceState {
  /** Nothing was proved yet. */
  CHECKING,
  /** There is a path. */
  CONNECTED,
  /** No path was found in time; final but for a restart. */
  FAILED,
  /** There was a path, and nothing was heard for too long; final but for a restart. */
  LOST
}
