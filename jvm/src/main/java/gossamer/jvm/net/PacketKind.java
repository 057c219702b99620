package gossamer.jvm.net;

import java.nio.ByteBuffer;

/** What shares one port, told by the first byte (RFC 7983, section 7). */
public enum PacketKind {
  /** 0 to 3. */
  STUN,
  /** 20 to 63. */
  DTLS,
  /**
   * 64 to 127: channel data of TURN. RFC 8656 ends its numbers at 79; those above are RFC 5766's,
   * which coturn's test client still sends.
   */
  TURN_CHANNEL,
  /** Everything else, also an empty packet: media and ZRTP are not spoken here. */
  OTHER;

  /** The kind of the packet between position and limit, which do not move. */
  public static PacketKind of(ByteBuffer packet) {
    return packet.hasRemaining() ? of(packet.get(packet.position()) & 0xff) : OTHER;
  }

  /** The kind of a packet with this first byte, 0 to 255. */
  public static PacketKind of(int firstByte) {
    if (firstByte <= 3) {
      return STUN;
    }
    if (firstByte >= 20 && firstByte <= 63) {
      return DTLS;
    }
    return firstByte >= 64 && firstByte <= 127 ? TURN_CHANNEL : OTHER;
  }
}
