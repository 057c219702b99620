package gossamer.jvm;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that only the holder of an X25519 key can open, as {@link gossamer.peer.host.Output.Seal}
 * lays them down: X25519 (RFC 7748) with an ephemeral key, HKDF-SHA-256 (RFC 5869), AES-256-GCM.
 */
final class SealedBody {
  private static final int TAG = 16;
  private static final int TAG_BITS = 8 * TAG;
  private static final int NONCE = 12;
  private static final int KEY = 32;

  private SealedBody() {}

  /**
   * Seals {@code plaintext}; {@code context} is bound in and must be the same at the opening.
   *
   * @return ephemeral public key ‖ ciphertext ‖ tag, or null when the receiver's key is unusable
   */
  static byte @Nullable [] seal(byte[] receiver, byte[] plaintext, byte[] context) {
    try {
      return seal(freshPair(), receiver, plaintext, context);
    } catch (InvalidKeySpecException | InvalidKeyException e) {
      return null; // No point, or one of small order: nothing can be agreed with it.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has X25519, HKDF and AES-GCM", e);
    }
  }

  /** Seals with a given ephemeral pair, which must never be used again. */
  static byte[] seal(KeyPair ephemeral, byte[] receiver, byte[] plaintext, byte[] context)
      throws GeneralSecurityException {
    byte[] own = RawKey.X25519.encode(ephemeral.getPublic());
    byte[] shared = agree(ephemeral.getPrivate(), RawKey.X25519.decode(receiver));
    byte[] body = Arrays.copyOf(own, KEY + plaintext.length + TAG);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(shared, own, receiver, context));
    cipher.doFinal(plaintext, 0, plaintext.length, body, KEY);
    return body;
  }

  /**
   * Opens a body that was sealed to this key.
   *
   * @return the plaintext, or null when the body was altered, or meant for another key or context
   */
  static byte @Nullable [] unseal(
      PrivateKey key, byte[] ownPublicKey, byte[] body, byte[] context) {
    if (body.length < KEY + TAG) {
      return null;
    }
    byte[] ephemeral = Arrays.copyOf(body, KEY);
    try {
      byte[] shared = agree(key, RawKey.X25519.decode(ephemeral));
      SecretKey secret = key(shared, ephemeral, ownPublicKey, context);
      return cipher(Cipher.DECRYPT_MODE, secret).doFinal(body, KEY, body.length - KEY);
    } catch (AEADBadTagException | InvalidKeySpecException | InvalidKeyException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has X25519, HKDF and AES-GCM", e);
    }
  }

  /** The shared secret of X25519; a point of small order is an InvalidKeyException. */
  static byte[] agree(PrivateKey key, PublicKey other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(RawKey.X25519.algorithm());
    agreement.init(key);
    agreement.doPhase(other, true);
    return agreement.generateSecret();
  }

  /** HKDF-SHA-256: extract and expand. */
  static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256").deriveData(parameters(secret, salt, info, length));
  }

  private static HKDFParameterSpec parameters(byte[] secret, byte[] salt, byte[] info, int length) {
    return HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length);
  }

  private static SecretKey key(byte[] shared, byte[] ephemeral, byte[] receiver, byte[] context)
      throws GeneralSecurityException {
    byte[] salt = Arrays.copyOf(ephemeral, 2 * KEY);
    System.arraycopy(receiver, 0, salt, KEY, KEY);
    return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters(shared, salt, context, KEY));
  }

  private static Cipher cipher(int mode, SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // The key is derived from a fresh ephemeral key and used once, so the nonce may be constant.
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, new byte[NONCE]));
    return cipher;
  }

  private static KeyPair freshPair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(RawKey.X25519.algorithm()).generateKeyPair();
  }
}
