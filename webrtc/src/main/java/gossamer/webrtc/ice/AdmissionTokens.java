package gossamer.webrtc.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed tokens at the head of a server's ICE fragment. A page writes one, and a suffix of its own
 * that tells its connections apart, into the answer it makes for itself; so the very first packet
 * proves that the master let it in, before the master keeps a byte about it.
 *
 * <p>A token is 40 ice-chars, the base64 of: expiry in seconds since 1970 (4 bytes, unsigned), 10
 * random bytes, the first 16 bytes of HMAC-SHA256 over these. Not bound to an address: pages move
 * between networks. For one thread.
 */
public final class AdmissionTokens {
  /** Characters of a token. */
  public static final int LENGTH = 40;

  private static final int RANDOM_BYTES = 10;
  private static final int SIGNED_BYTES = 4 + RANDOM_BYTES;
  private static final int MAC_BYTES = 16;
  private static final byte[] PURPOSE =
      "gossamer ICE admission 1".getBytes(StandardCharsets.US_ASCII);

  /** What became of a fragment. */
  public enum Verdict {
    /** Signed and in time. */
    ADMITTED,
    /** Signed, but its time is over. */
    EXPIRED,
    /** Not signed with this key, or no token at all. */
    FORGED
  }

  private final Mac mac;
  private final long[] counts = new long[Verdict.values().length];

  /**
   * With the key of a master.
   *
   * @param key at least 16 secret bytes
   */
  public AdmissionTokens(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes");
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /**
   * Makes a token.
   *
   * @param expirySeconds the last second, since 1970, in which it admits; below 2^32
   * @param random unpredictable
   */
  public String issue(long expirySeconds, RandomGenerator random) {
    if (expirySeconds < 0 || expirySeconds > 0xffff_ffffL) {
      throw new IllegalArgumentException("expiry " + expirySeconds);
    }
    byte[] nonce = new byte[RANDOM_BYTES];
    random.nextBytes(nonce);
    ByteBuffer token = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES);
    token.putInt((int) expirySeconds).put(nonce);
    token.put(sign(token.array()), 0, MAC_BYTES);
    return Base64.getEncoder().encodeToString(token.array());
  }

  /**
   * Judges a fragment by its first {@link #LENGTH} characters and counts the verdict. What is not
   * admitted is dropped without an answer.
   *
   * @param fragment of the receiver, from {@link CheckUsername#local}
   * @param nowSeconds since 1970
   */
  public Verdict verify(String fragment, long nowSeconds) {
    Verdict verdict = judge(fragment, nowSeconds);
    counts[verdict.ordinal()]++;
    return verdict;
  }

  /** Fragments so judged since the start. */
  public long count(Verdict verdict) {
    return counts[verdict.ordinal()];
  }

  private Verdict judge(String fragment, long nowSeconds) {
    // Base64.Decoder would take '=' and, cut off, fewer bytes: the alphabet is checked first.
    if (!IceText.isIceChars(fragment, LENGTH, 256)) {
      return Verdict.FORGED;
    }
    byte[] token = Base64.getDecoder().decode(fragment.substring(0, LENGTH));
    byte[] expected = Arrays.copyOf(sign(token), MAC_BYTES);
    byte[] found = Arrays.copyOfRange(token, SIGNED_BYTES, token.length);
    if (!MessageDigest.isEqual(expected, found)) {
      return Verdict.FORGED;
    }
    long expiry = ByteBuffer.wrap(token).getInt() & 0xffff_ffffL;
    return nowSeconds <= expiry ? Verdict.ADMITTED : Verdict.EXPIRED;
  }

  private byte[] sign(byte[] token) {
    mac.update(PURPOSE);
    mac.update(token, 0, SIGNED_BYTES);
    return mac.doFinal();
  }
}
