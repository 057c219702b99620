package gossamer.webrtc.turn;

import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;

/**
 * What a peer sent to the relayed address.
 *
 * @param payload a view of the packet it came in, good as long as that
 */
public record TurnData(TransportAddress peer, ByteBuffer payload) {}
