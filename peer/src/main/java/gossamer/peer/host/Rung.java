package gossamer.peer.host;

/** How a connection is made: the rungs of the ladder, tried one after the other. */
public enum Rung {
  /** ICE with all candidates. */
  ICE,
  /** ICE through TURN servers only; fails at once where none is configured. */
  TURN,
  /**
   * A circuit through a common linked peer. The descriptions are ephemeral X25519 keys (32 bytes);
   * from their shared secret come two keys of AES-256-GCM, one for each direction, as in {@link
   * Output.Seal} with the context "gossamer circuit 1" and the key of who sends as the ephemeral
   * one. The nonce counts the messages. A message is 0 ‖ frame or 1 ‖ header of a block ‖ block.
   * The link's binding is own key ‖ remote key.
   */
  CIRCUIT
}
