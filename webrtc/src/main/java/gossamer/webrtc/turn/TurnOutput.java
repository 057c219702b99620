package gossamer.webrtc.turn;

import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;

/** What a TURN client wants done or tells its owner. */
public sealed interface TurnOutput {

  /**
   * Send these bytes to the server.
   *
   * @param packet ready to be read; the owner may keep it
   */
  record Send(ByteBuffer packet) implements TurnOutput {}

  /**
   * There is a relayed address now; told once.
   *
   * @param relayed where peers send to
   * @param mapped how the server sees this side: a server-reflexive address
   */
  record Allocated(TransportAddress relayed, TransportAddress mapped) implements TurnOutput {}

  /** There is none, or no longer one; nothing follows. */
  record Failed(TurnFailure failure) implements TurnOutput {}
}
