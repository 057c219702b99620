package gossamer.jvm.channel;

import gossamer.jvm.net.PacketKind;
import gossamer.jvm.net.PacketPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A STUN and TURN server on the port of an endpoint. It gets channel data, every method of STUN but
 * Binding, and Binding without a user, which is no check of ICE.
 */
public interface Tenant {
  /**
   * A packet came that is none of the endpoint's.
   *
   * @param packet valid during the call only; what is sent to {@code port} leaves with the turn
   */
  void received(PacketPort port, ByteBuffer packet, InetSocketAddress from, long nowMicros);

  /** Whether the first two bytes say already that no connection wants the packet. */
  static boolean isForTenant(ByteBuffer packet) {
    return switch (PacketKind.of(packet)) {
      case TURN_CHANNEL -> true;
      case STUN -> packet.remaining() >= 2 && (packet.getShort(packet.position()) & 0x3eef) != 1;
      default -> false;
    };
  }
}
