package gossamer.jvm;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Public keys of Curve25519 as 32 raw bytes and as the JDK's objects. Their SubjectPublicKeyInfo
 * (RFC 8410 §4) is a constant prefix and the raw key.
 */
final class RawKey {
  /** Signatures. */
  static final RawKey ED25519 = new RawKey("Ed25519", "302a300506032b6570032100");

  /** Key agreement. */
  static final RawKey X25519 = new RawKey("X25519", "302a300506032b656e032100");

  /** Bytes of a raw key. */
  static final int BYTES = 32;

  private final String algorithm;
  private final byte[] prefix;

  private RawKey(String algorithm, String prefix) {
    this.algorithm = algorithm;
    this.prefix = HexFormat.of().parseHex(prefix);
  }

  /** The name under which the JDK knows keys of this kind. */
  String algorithm() {
    return algorithm;
  }

  /** The 32 raw bytes of a key. */
  byte[] encode(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
  }

  /**
   * The key of these raw bytes.
   *
   * @throws InvalidKeySpecException when they are not 32, or no point of the curve
   */
  PublicKey decode(byte[] raw) throws InvalidKeySpecException {
    if (raw.length != BYTES) {
      throw new InvalidKeySpecException("a raw key has 32 bytes");
    }
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + BYTES);
    System.arraycopy(raw, 0, encoded, prefix.length, BYTES);
    return factory().generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** The JDK's factory for keys of this kind. */
  KeyFactory factory() {
    try {
      return KeyFactory.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
