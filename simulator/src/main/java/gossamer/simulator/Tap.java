package gossamer.simulator;

/** Sees every frame that a peer sends or is given. */
public interface Tap {
  /** A frame at the peer {@code at}: its own to send, or one that came in. */
  void frame(Station at, boolean incoming, byte[] frame);
}
