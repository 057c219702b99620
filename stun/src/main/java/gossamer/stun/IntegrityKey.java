package gossamer.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of MESSAGE-INTEGRITY and MESSAGE-INTEGRITY-SHA256 (RFC 8489, section 9). It keeps its two
 * HMACs ready, so a message costs no key set-up; for one thread. Passwords and names are taken as
 * given: whoever lets people type them prepares them first (RFC 8265, OpaqueString).
 */
public final class IntegrityKey {
  static final int SHA1_BYTES = 20;
  static final int SHA256_BYTES = 32;

  private final byte[] key;
  private @Nullable Mac sha1;
  private @Nullable Mac sha256;

  private IntegrityKey(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("an empty key");
    }
    this.key = key;
  }

  /** Short-term credentials (section 9.1): the password is the key. */
  public static IntegrityKey shortTerm(String password) {
    return new IntegrityKey(password.getBytes(StandardCharsets.UTF_8));
  }

  /** Long-term credentials with MD5 (section 9.2.2), the default. */
  public static IntegrityKey longTermMd5(String username, String realm, String password) {
    return new IntegrityKey(digest("MD5", username + ":" + realm + ":" + password));
  }

  /** Long-term credentials with the password algorithm SHA-256 (section 18.5.1.2). */
  public static IntegrityKey longTermSha256(String username, String realm, String password) {
    return new IntegrityKey(digest("SHA-256", username + ":" + realm + ":" + password));
  }

  /** USERHASH of a user (section 14.4), 32 bytes. */
  public static byte[] userhash(String username, String realm) {
    return digest("SHA-256", username + ":" + realm);
  }

  /** HMAC over a message whose header claims that it ends with an attribute of the given length. */
  byte[] over(ByteBuffer upToAttribute, int valueLength, boolean withSha256) {
    Mac mac = withSha256 ? sha256() : sha1();
    int claimed = upToAttribute.remaining() - StunMessage.HEADER + 4 + valueLength;
    ByteBuffer rest = upToAttribute.duplicate();
    mac.update(rest.get());
    mac.update(rest.get());
    mac.update((byte) (claimed >> 8));
    mac.update((byte) claimed);
    rest.getShort();
    mac.update(rest);
    return mac.doFinal();
  }

  boolean holds(ByteBuffer upToAttribute, ByteBuffer value, boolean withSha256) {
    byte[] found = new byte[value.remaining()];
    value.get(found);
    byte[] made = over(upToAttribute, found.length, withSha256);
    byte[] expected = made.length == found.length ? made : Arrays.copyOf(made, found.length);
    return MessageDigest.isEqual(expected, found);
  }

  private Mac sha1() {
    Mac mac = sha1;
    if (mac == null) {
      mac = mac("HmacSHA1", key);
      sha1 = mac;
    }
    return mac;
  }

  private Mac sha256() {
    Mac mac = sha256;
    if (mac == null) {
      mac = mac("HmacSHA256", key);
      sha256 = mac;
    }
    return mac;
  }

  private static Mac mac(String algorithm, byte[] key) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
