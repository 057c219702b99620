package gossamer.simulator;

import gossamer.peer.id.SeededRandom;
import org.jspecify.annotations.Nullable;

/**
 * The host services for signatures and sealed bodies. The simulator brings a {@linkplain
 * StandInCryptography stand-in} that runs on every platform; a test on the JVM can plug in the real
 * algorithms.
 */
public interface Cryptography {
  /** The key pairs of one peer. */
  interface Identity {
    /** Public key of the signatures, 32 bytes. */
    byte[] signingKey();

    /** Public key to which bodies are sealed, 32 bytes. */
    byte[] sealingKey();

    /** Signs: 64 bytes. */
    byte[] sign(byte[] message);

    /** Opens a body that was sealed to {@link #sealingKey}; null when it does not open. */
    byte @Nullable [] unseal(byte[] body, byte[] context);
  }

  /** What it is, for reports. */
  String name();

  /** New key pairs; the stand-in draws them from {@code random}. */
  Identity identity(SeededRandom random);

  /** Whether the signature is one of this key over this message. */
  boolean verify(byte[] key, byte[] message, byte[] signature);

  /** Seals to a public key; null when the key is unusable. */
  byte @Nullable [] seal(byte[] receiver, byte[] plaintext, byte[] context);
}
