package gossamer.turn;

import gossamer.stun.NonceCookie;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces without a table: the time and a MAC over it and over whom it was given to, so that nobody
 * can make one up, use another's, or use one for long (RFC 8489, section 9.2).
 */
final class Nonces {
  /** For how long one is good, in seconds; RFC 8656, section 5 says at most an hour. */
  static final long LIFETIME = 3_600;

  private static final int TAG = 8;
  private static final int BYTES = 4 + TAG;

  /** What it announces; without it a client would be talked into weaker algorithms. */
  private static final String COOKIE = NonceCookie.announce(NonceCookie.PASSWORD_ALGORITHMS, "");

  private final Mac mac;
  private final ByteBuffer input = ByteBuffer.allocate(64);

  Nonces(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** A fresh one. */
  String issue(FiveTuple to, long seconds) {
    int time = (int) seconds;
    byte[] nonce = ByteBuffer.allocate(BYTES).putInt(time).put(tag(to, time), 0, TAG).array();
    return COOKIE + Base64.getUrlEncoder().encodeToString(nonce);
  }

  /** Whether it was issued to this client not long ago. */
  boolean holds(String nonce, FiveTuple from, long seconds) {
    if (nonce.length() != COOKIE.length() + BYTES * 4 / 3 || !nonce.startsWith(COOKIE)) {
      return false;
    }
    byte[] text = nonce.substring(COOKIE.length()).getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.remaining() != BYTES) {
      return false;
    }
    int time = bytes.getInt();
    byte[] found = new byte[TAG];
    bytes.get(found);
    byte[] made = ByteBuffer.allocate(TAG).put(tag(from, time), 0, TAG).array();
    int age = (int) seconds - time;
    return MessageDigest.isEqual(made, found) && age >= 0 && age < LIFETIME;
  }

  private byte[] tag(FiveTuple tuple, int time) {
    TransportAddress client = tuple.client();
    input.clear().putInt(time).put((byte) tuple.transport().ordinal());
    input.putLong(client.high()).putLong(client.low()).putInt(client.port());
    mac.update(input.flip());
    return mac.doFinal();
  }
}
