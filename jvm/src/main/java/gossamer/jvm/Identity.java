package gossamer.jvm;

import gossamer.peer.id.Id;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who a peer is: an Ed25519 pair that signs (its id follows from the public key) and an X25519 pair
 * to which bodies are sealed. Immutable; any thread may use it.
 */
public final class Identity {
  private static final int SECRET = 32;

  private final KeyPair signing;
  private final KeyPair sealing;
  private final byte[] signingKey;
  private final byte[] sealingKey;

  Identity(KeyPair signing, KeyPair sealing) {
    this.signing = signing;
    this.sealing = sealing;
    this.signingKey = RawKey.ED25519.encode(signing.getPublic());
    this.sealingKey = RawKey.X25519.encode(sealing.getPublic());
  }

  /** Fresh keys. */
  public static Identity generate() {
    return new Identity(pair(RawKey.ED25519), pair(RawKey.X25519));
  }

  private static KeyPair pair(RawKey kind) {
    try {
      return KeyPairGenerator.getInstance(kind.algorithm()).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + kind.algorithm(), e);
    }
  }

  /** 32 fresh random bytes, for {@link gossamer.peer.PeerConfig#secret}. */
  public static byte[] freshSecret() {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** The peer's id. */
  public Id id() {
    return Id.ofKey(signingKey);
  }

  /** The Ed25519 public key, 32 bytes, copied. */
  public byte[] signingKey() {
    return signingKey.clone();
  }

  /** The X25519 public key, 32 bytes, copied. */
  public byte[] sealingKey() {
    return sealingKey.clone();
  }

  /** Signs with Ed25519; 64 bytes. */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(signing.getPrivate(), message);
  }

  /** Opens a body that was sealed to this identity; null when it does not open. */
  byte @Nullable [] unseal(byte[] body, byte[] context) {
    return SealedBody.unseal(sealing.getPrivate(), sealingKey, body, context);
  }

  KeyPair signing() {
    return signing;
  }

  KeyPair sealing() {
    return sealing;
  }

  /** Whether private and public keys belong together: false for a file that was tampered with. */
  boolean isConsistent() {
    byte[] probe = freshSecret();
    KeyPair other = pair(RawKey.X25519);
    try {
      return Ed25519.verify(signingKey, probe, sign(probe))
          && Arrays.equals(
              SealedBody.agree(sealing.getPrivate(), other.getPublic()),
              SealedBody.agree(other.getPrivate(), sealing.getPublic()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
