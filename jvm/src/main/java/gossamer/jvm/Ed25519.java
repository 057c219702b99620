package gossamer.jvm;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;

/** Signatures by Ed25519 (RFC 8032 §5.1), with public keys as their 32 raw bytes. */
final class Ed25519 {
  /** Bytes of a signature. */
  static final int SIGNATURE = 64;

  private static final String ALGORITHM = "Ed25519";

  private Ed25519() {}

  /** Signs; 64 bytes. */
  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an own key must sign", e);
    }
  }

  /** Whether the signature fits; false as well for keys that are no points and wrong lengths. */
  static boolean verify(byte[] key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE) {
      return false;
    }
    try {
      PublicKey point = RawKey.ED25519.decode(key);
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(point);
      check.update(message);
      return check.verify(signature);
    } catch (InvalidKeySpecException | InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
