package gossamer.turn;

import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;

/** A UDP socket at a relayed address, which the host keeps. */
public interface RelaySocket {
  /**
   * Sends one datagram, or drops it when it cannot.
   *
   * @param payload from position to limit; good during the call only
   * @param whole whether the datagram must not be fragmented; only asked for where {@link
   *     TurnHost#setsDontFragment} holds
   */
  void send(TransportAddress peer, ByteBuffer payload, boolean whole);

  /** Closes it; nothing may come from it any more. */
  void close();
}
