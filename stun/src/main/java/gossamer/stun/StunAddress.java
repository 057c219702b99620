package gossamer.stun;

import gossamer.stun.StunException.Reason;
import java.nio.ByteBuffer;

/** The value of address attributes (RFC 8489, sections 14.1 and 14.2). */
final class StunAddress {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final long COOKIE = StunMessage.MAGIC_COOKIE & 0xffff_ffffL;

  private StunAddress() {}

  static TransportAddress read(ByteBuffer value) throws StunException {
    check(value);
    int port = value.getShort(2) & 0xffff;
    return value.get(1) == IPV4
        ? TransportAddress.ofIpv4(value.getInt(4), port)
        : new TransportAddress(value.getLong(4), value.getLong(12), port);
  }

  static TransportAddress readMasked(ByteBuffer value, TransactionId id) throws StunException {
    check(value);
    int port = value.getShort(2) & 0xffff ^ StunMessage.MAGIC_COOKIE >>> 16;
    return value.get(1) == IPV4
        ? TransportAddress.ofIpv4(value.getInt(4) ^ COOKIE, port)
        : new TransportAddress(value.getLong(4) ^ highMask(id), value.getLong(12) ^ id.low(), port);
  }

  static void write(TransportAddress address, ByteBuffer into) {
    into.putShort((short) (address.ipv4() ? IPV4 : IPV6)).putShort((short) address.port());
    if (address.ipv4()) {
      into.putInt((int) address.low());
    } else {
      into.putLong(address.high()).putLong(address.low());
    }
  }

  static void writeMasked(TransportAddress address, TransactionId id, ByteBuffer into) {
    into.putShort((short) (address.ipv4() ? IPV4 : IPV6));
    into.putShort((short) (address.port() ^ StunMessage.MAGIC_COOKIE >>> 16));
    if (address.ipv4()) {
      into.putInt((int) (address.low() ^ COOKIE));
    } else {
      into.putLong(address.high() ^ highMask(id)).putLong(address.low() ^ id.low());
    }
  }

  private static long highMask(TransactionId id) {
    return COOKIE << 32 | id.high() & 0xffff_ffffL;
  }

  private static void check(ByteBuffer value) throws StunException {
    int length = value.remaining();
    boolean whole = length == 8 && value.get(1) == IPV4 || length == 20 && value.get(1) == IPV6;
    if (!whole) {
      throw new StunException(Reason.BAD_ATTRIBUTE, "an address of " + length + " bytes");
    }
  }
}
