package gossamer.stun;

import java.nio.ByteBuffer;

/**
 * Send and Data indications (RFC 8656, sections 11.1 and 11.3), which carry one packet each: read
 * and written without an object for each, for whoever relays many. For one thread.
 */
public final class PeerData {
  /** Bytes of a Data indication around its payload, padding included, at most. */
  public static final int OVERHEAD = StunMessage.HEADER + 24 + 4 + 3;

  private static final long COOKIE = StunMessage.MAGIC_COOKIE & 0xffff_ffffL;
  private static final int SEND = 0x0016;
  private static final int DATA = 0x0017;

  private long high;
  private long low;
  private int port;
  private int offset;
  private int length;
  private boolean whole;

  /** True when the packet begins as a Send indication does. */
  public static boolean isSend(ByteBuffer packet) {
    return packet.remaining() >= StunMessage.HEADER
        && packet.getShort(packet.position()) == SEND
        && packet.getInt(packet.position() + 4) == StunMessage.MAGIC_COOKIE;
  }

  /**
   * Reads a Send indication that fills the buffer from position to limit.
   *
   * @return false when it is malformed, lacks peer or data, or has what is not understood and must
   *     be: such a one is dropped (RFC 8656, section 11.2)
   */
  public boolean read(ByteBuffer packet) {
    int start = packet.position();
    int end = packet.limit();
    int claimed = packet.getShort(start + 2) & 0xffff;
    if ((claimed & 3) != 0 || StunMessage.HEADER + claimed != end - start) {
      return false;
    }
    boolean hasPeer = false;
    offset = -1;
    whole = false;
    for (int at = start + StunMessage.HEADER; at < end; ) {
      int type = packet.getShort(at) & 0xffff;
      int size = packet.getShort(at + 2) & 0xffff;
      int value = at + 4;
      at = value + (size + 3 & ~3);
      if (at > end) {
        return false;
      }
      switch (type) {
        case AttributeType.XOR_PEER_ADDRESS -> {
          if (!hasPeer && !readPeer(packet, start, value, size)) {
            return false;
          }
          hasPeer = true;
        }
        case AttributeType.DATA -> {
          if (offset < 0) {
            offset = value;
            length = size;
          }
        }
        case AttributeType.DONT_FRAGMENT -> whole = true;
        default -> {
          if (type < 0x8000 && !AttributeType.understoodByTurn(type)) {
            return false;
          }
        }
      }
    }
    return hasPeer && offset >= 0;
  }

  private boolean readPeer(ByteBuffer packet, int start, int at, int size) {
    if (size != 8 && size != 20) {
      return false;
    }
    int family = packet.get(at + 1);
    port = packet.getShort(at + 2) & 0xffff ^ StunMessage.MAGIC_COOKIE >>> 16;
    if (size == 8) {
      high = 0;
      low = 0xffffL << 32 | (packet.getInt(at + 4) ^ COOKIE) & 0xffff_ffffL;
      return family == 1;
    }
    high = packet.getLong(at + 4) ^ packet.getLong(start + 4);
    low = packet.getLong(at + 12) ^ packet.getLong(start + 12);
    return family == 2;
  }

  /** The first eight bytes of the peer's address, as {@link TransportAddress#high}. */
  public long high() {
    return high;
  }

  /** The last eight bytes of the peer's address, as {@link TransportAddress#low}. */
  public long low() {
    return low;
  }

  /** The peer's port. */
  public int port() {
    return port;
  }

  /** Where the payload begins in the buffer. */
  public int offset() {
    return offset;
  }

  /** Bytes of the payload. */
  public int length() {
    return length;
  }

  /** True with DONT-FRAGMENT. */
  public boolean whole() {
    return whole;
  }

  /**
   * Writes a Data indication.
   *
   * @param id any 64 bits: nobody answers
   * @param payload from position to limit, which do not move
   * @param into big-endian, with room for {@link #OVERHEAD} bytes more
   */
  public static void write(TransportAddress peer, ByteBuffer payload, long id, ByteBuffer into) {
    int size = payload.remaining();
    int address = peer.ipv4() ? 8 : 20;
    int padding = -size & 3;
    into.putShort((short) DATA).putShort((short) (8 + address + size + padding));
    into.putInt(StunMessage.MAGIC_COOKIE).putInt(0).putLong(id);
    into.putShort((short) AttributeType.XOR_PEER_ADDRESS).putShort((short) address);
    into.putShort((short) (peer.ipv4() ? 1 : 2));
    into.putShort((short) (peer.port() ^ StunMessage.MAGIC_COOKIE >>> 16));
    if (peer.ipv4()) {
      into.putInt((int) (peer.low() ^ COOKIE));
    } else {
      into.putLong(peer.high() ^ COOKIE << 32).putLong(peer.low() ^ id);
    }
    into.putShort((short) AttributeType.DATA).putShort((short) size);
    int from = payload.position();
    into.put(into.position(), payload, from, size).position(into.position() + size);
    for (int i = 0; i < padding; i++) {
      into.put((byte) 0);
    }
  }
}
