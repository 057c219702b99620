package gossamer.peer.id;

import java.util.Arrays;

/**
 * Unpredictable values from a secret of the host's: SHA-256(secret ‖ counter), a hash generator in
 * the manner of NIST SP 800-90A. The secret comes from the host's cryptographic source, never from
 * the seed.
 */
public final class Nonces {
  private final byte[] secret;
  private int counter;

  /** The secret has at least 32 bytes; it is copied. */
  public Nonces(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a secret has at least 32 bytes");
    }
    this.secret = secret.clone();
  }

  /** The next {@code length} (1 to 32) unpredictable bytes. */
  public byte[] next(int length) {
    int n = counter++;
    byte[] suffix = {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n};
    byte[] digest = Sha256.of(secret, suffix);
    return Arrays.copyOf(digest, length);
  }

  /** Any of the 2^64 values, unpredictable. */
  public long nextLong() {
    long value = 0;
    for (byte b : next(8)) {
      value = value << 8 | b & 255;
    }
    return value;
  }
}
