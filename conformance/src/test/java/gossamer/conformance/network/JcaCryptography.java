package gossamer.conformance.network;

import gossamer.peer.id.SeededRandom;
import gossamer.simulator.Cryptography;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The real algorithms: Ed25519 (RFC 8032), X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869), AES-256-GCM;
 * only the keys come from the seed.
 */
final class JcaCryptography implements Cryptography {
  // SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key.
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] X25519 = HexFormat.of().parseHex("302a300506032b656e032100");
  private static final int KEY = 32;

  private final SeededSource source = new SeededSource();

  /** Keys drawn from a seed, so that a run can be repeated. */
  private static final class SeededSource extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private transient SeededRandom random = new SeededRandom(1);

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt();
      }
    }
  }

  @Override
  public String name() {
    return "Ed25519, X25519, HKDF-SHA-256, AES-256-GCM of the JDK";
  }

  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
  }

  private static PublicKey key(String algorithm, byte[] prefix, byte[] raw)
      throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + KEY);
    System.arraycopy(raw, 0, encoded, prefix.length, KEY);
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private KeyPair pair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(new NamedParameterSpec(algorithm), source);
    return generator.generateKeyPair();
  }

  @Override
  public Identity identity(SeededRandom random) {
    source.random = new SeededRandom(random.nextInt());
    try {
      return new Keys(pair("Ed25519"), pair("X25519"));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private record Keys(KeyPair signing, KeyPair sealing) implements Identity {
    @Override
    public byte[] signingKey() {
      return raw(signing.getPublic());
    }

    @Override
    public byte[] sealingKey() {
      return raw(sealing.getPublic());
    }

    @Override
    public byte[] sign(byte[] message) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(signing.getPrivate());
        signature.update(message);
        return signature.sign();
      } catch (GeneralSecurityException defect) {
        throw new IllegalStateException(defect);
      }
    }

    @Override
    public byte @Nullable [] unseal(byte[] body, byte[] context) {
      if (body.length < KEY + 16) {
        return null;
      }
      byte[] ephemeral = Arrays.copyOf(body, KEY);
      try {
        PublicKey sender = key("X25519", X25519, ephemeral);
        SecretKey secret =
            secret(sealing.getPrivate(), sender, join(ephemeral, sealingKey()), context);
        return crypt(Cipher.DECRYPT_MODE, secret, Arrays.copyOfRange(body, KEY, body.length));
      } catch (GeneralSecurityException closed) {
        return null;
      }
    }
  }

  @Override
  public boolean verify(byte[] key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key("Ed25519", ED25519, key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException invalid) {
      return false;
    }
  }

  @Override
  public byte @Nullable [] seal(byte[] receiver, byte[] plaintext, byte[] context) {
    try {
      KeyPair ephemeral = pair("X25519");
      byte[] own = raw(ephemeral.getPublic());
      PublicKey to = key("X25519", X25519, receiver);
      SecretKey secret = secret(ephemeral.getPrivate(), to, join(own, receiver), context);
      return join(own, crypt(Cipher.ENCRYPT_MODE, secret, plaintext));
    } catch (GeneralSecurityException unusable) {
      return null;
    }
  }

  private static SecretKey secret(PrivateKey own, PublicKey other, byte[] salt, byte[] context)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own);
    agreement.doPhase(other, true);
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(agreement.generateSecret())
            .addSalt(salt)
            .thenExpand(context, KEY);
    return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
  }

  // The nonce is zero: each key is used once.
  private static byte[] crypt(int mode, SecretKey secret, byte[] text)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret, new GCMParameterSpec(128, new byte[12]));
    return cipher.doFinal(text);
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] joined = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    return joined;
  }
}
