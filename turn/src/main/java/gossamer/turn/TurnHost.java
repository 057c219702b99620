package gossamer.turn;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a server needs of its host; called in the midst of the server's methods. */
public interface TurnHost {
  /**
   * Sends one packet to a client: a datagram, or what follows in its stream. Drops it when it
   * cannot.
   *
   * @param packet from position to limit; good during the call only
   */
  void send(FiveTuple to, ByteBuffer packet);

  /**
   * Opens a UDP socket.
   *
   * @param relayed whose {@link Relayed#local} it is bound to; to be handed to {@link
   *     TurnServer#fromPeer} with what arrives
   * @return null when the port is taken or there are no more sockets
   */
  @Nullable RelaySocket open(Relayed relayed);

  /** Whether {@link RelaySocket#send} can forbid fragments. */
  boolean setsDontFragment();
}
