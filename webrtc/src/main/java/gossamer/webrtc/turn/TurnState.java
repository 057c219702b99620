package gossamer.webrtc.turn;

/** Where a TURN client stands. */
public enum TurnState {
  /** It asks for a relayed address. */
  ALLOCATING,
  /** It has one. */
  ALLOCATED,
  /** It gives it back. */
  RELEASING,
  /** It was closed, and nothing is under way any more. */
  CLOSED,
  /** The server refused, fell silent or forgot. */
  FAILED
}
