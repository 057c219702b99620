package gossamer.simulator.swarm;

import gossamer.peer.id.SeededRandom;
import gossamer.simulator.Cryptography;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * In place of Ed25519, X25519 and AES-GCM: a mix of 64 bits, keyed with a secret that only this
 * object knows. Sizes are those of the real thing, changes are noticed, and no peer keeps anything.
 * It is no cryptography: it lets a million peers greet each other within minutes.
 */
public final class QuickCryptography implements Cryptography {
  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final int SIGNATURE = 64;

  private final long secret;
  private long sealed;

  /** The secret of one simulation. */
  public QuickCryptography(long seed) {
    this.secret = Mixing.mix(seed ^ 0x5851f42d4c957f2dL);
  }

  @Override
  public String name() {
    return "keyed 64-bit mixing in place of Ed25519, X25519 and AES-GCM";
  }

  @Override
  public Identity identity(SeededRandom random) {
    byte[] signingKey = key(random);
    byte[] sealingKey = key(random);
    return new Identity() {
      @Override
      public byte[] signingKey() {
        return signingKey;
      }

      @Override
      public byte[] sealingKey() {
        return sealingKey;
      }

      @Override
      public byte[] sign(byte[] message) {
        return signature(signingKey, message);
      }

      @Override
      public byte @Nullable [] unseal(byte[] body, byte[] context) {
        return open(sealingKey, body, context);
      }
    };
  }

  private static byte[] key(SeededRandom random) {
    byte[] key = new byte[KEY];
    for (int i = 0; i < KEY; i += Long.BYTES) {
      Mixing.write(key, i, (long) random.nextInt() << 32 | random.nextInt() & 0xffffffffL);
    }
    return key;
  }

  private long keyed(byte[] key) {
    return Mixing.mix(secret, key, 0, KEY);
  }

  private byte[] signature(byte[] key, byte[] message) {
    long tag = Mixing.mix(keyed(key), message, 0, message.length);
    byte[] signature = new byte[SIGNATURE];
    for (int i = 0; i < SIGNATURE; i += Long.BYTES) {
      Mixing.write(signature, i, tag + i);
    }
    return signature;
  }

  @Override
  public boolean verify(byte[] key, byte[] message, byte[] signature) {
    return Arrays.equals(signature, signature(key, message));
  }

  @Override
  public byte[] seal(byte[] receiver, byte[] plaintext, byte[] context) {
    byte[] body = new byte[KEY + plaintext.length + TAG];
    Mixing.write(body, 0, Mixing.mix(secret ^ ++sealed));
    System.arraycopy(plaintext, 0, body, KEY, plaintext.length);
    long key = bodyKey(receiver, body, context);
    crypt(key, body);
    tag(key, body);
    return body;
  }

  private byte @Nullable [] open(byte[] own, byte[] body, byte[] context) {
    if (body.length < KEY + TAG) {
      return null;
    }
    byte[] plain = body.clone();
    long key = bodyKey(own, plain, context);
    tag(key, plain);
    if (!Arrays.equals(plain, body)) {
      return null;
    }
    crypt(key, plain);
    return Arrays.copyOfRange(plain, KEY, plain.length - TAG);
  }

  private long bodyKey(byte[] receiver, byte[] body, byte[] context) {
    return Mixing.mix(keyed(receiver) ^ Mixing.word(body, 0), context, 0, context.length);
  }

  private static void crypt(long key, byte[] body) {
    for (int i = KEY; i < body.length - TAG; i++) {
      body[i] ^= (byte) (key >>> (i & 7) * 8);
    }
  }

  private static void tag(long key, byte[] body) {
    int at = body.length - TAG;
    long tag = Mixing.mix(key, body, 0, at);
    Mixing.write(body, at, tag);
    Mixing.write(body, at + Long.BYTES, ~tag);
  }
}
