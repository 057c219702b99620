package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the side that was called remembers of an INIT, kept by the caller (RFC 9260, section 5.1.3).
 *
 * @param localTag own tag it was made for
 * @param created when, in microseconds
 * @param init the INIT it answers
 */
record StateCookie(int localTag, long created, InitChunk init) {
  /** Valid.Cookie.Life (RFC 9260, section 16), in microseconds. */
  static final long LIFE = 60_000_000;

  private static final int BODY = 33;
  private static final int MAC = 32;
  private static final byte[] NONE = {};

  byte[] seal(byte[] key) {
    ByteBuffer cookie =
        ByteBuffer.allocate(BODY + MAC)
            .putInt(localTag)
            .putLong(created)
            .putInt(init.tag())
            .putInt((int) init.window())
            .putShort((short) init.outbound())
            .putShort((short) init.inbound())
            .putInt(init.initialTsn())
            .put(
                (byte)
                    ((init.forwardTsn() ? 1 : 0)
                        | (init.reconfig() ? 2 : 0)
                        | (init.zeroChecksum() ? 4 : 0)))
            .putInt(0);
    return cookie.put(mac(key, cookie.array())).array();
  }

  /** Null when this key did not make it. */
  static @Nullable StateCookie open(byte[] key, ByteBuffer packet, int at, int length) {
    if (length != BODY + MAC) {
      return null;
    }
    byte[] sealed = new byte[length];
    packet.get(at, sealed);
    byte[] expected = mac(key, sealed);
    ByteBuffer cookie = ByteBuffer.wrap(sealed);
    byte[] found = new byte[MAC];
    cookie.get(BODY, found);
    if (!MessageDigest.isEqual(expected, found)) {
      return null;
    }
    int localTag = cookie.getInt();
    long created = cookie.getLong();
    int tag = cookie.getInt();
    long window = Integer.toUnsignedLong(cookie.getInt());
    int outbound = Short.toUnsignedInt(cookie.getShort());
    int inbound = Short.toUnsignedInt(cookie.getShort());
    int initialTsn = cookie.getInt();
    int flags = cookie.get();
    InitChunk init =
        new InitChunk(
            tag,
            window,
            outbound,
            inbound,
            initialTsn,
            (flags & 1) != 0,
            (flags & 2) != 0,
            (flags & 4) != 0,
            NONE);
    return new StateCookie(localTag, created, init);
  }

  private static byte[] mac(byte[] key, byte[] cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(cookie, 0, BODY);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
