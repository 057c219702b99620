package gossamer.simulator;

import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.id.Sha256;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In place of Ed25519, X25519 and AES-GCM: SHA-256, keyed with secrets that only this object knows,
 * of a checksum of the message. Within one simulation it has their properties (nobody signs or
 * opens without the secret, every change is noticed) and their sizes; it is no cryptography.
 */
public final class StandInCryptography implements Cryptography {
  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final int SIGNATURE = 64;

  private final Map<Id, byte[]> secrets = new HashMap<>();
  private int sealed;

  @Override
  public String name() {
    return "stand-in of keyed SHA-256 over checksums for Ed25519, X25519 and AES-GCM";
  }

  private byte[] key(SeededRandom random) {
    byte[] secret = new byte[KEY];
    for (int i = 0; i < KEY; i++) {
      secret[i] = (byte) random.nextInt();
    }
    byte[] key = Sha256.of(secret, new byte[] {1});
    secrets.put(Id.of(key), secret);
    return key;
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
        return signature(secret(signingKey), message);
      }

      @Override
      public byte @Nullable [] unseal(byte[] body, byte[] context) {
        return open(secret(sealingKey), body, context);
      }
    };
  }

  private byte[] secret(byte[] key) {
    byte[] secret = secrets.get(Id.of(key));
    if (secret == null) {
      throw new IllegalStateException("not a key of this simulation");
    }
    return secret;
  }

  private static byte[] signature(byte[] secret, byte[] message) {
    byte[] first = Sha256.of(secret, Checksum.of(message, 0, message.length));
    byte[] signature = Arrays.copyOf(first, SIGNATURE);
    for (int i = 0; i < KEY; i++) {
      signature[KEY + i] = (byte) (first[i] ^ 0x5c);
    }
    return signature;
  }

  @Override
  public boolean verify(byte[] key, byte[] message, byte[] signature) {
    byte[] secret = secrets.get(Id.of(key));
    return secret != null && Arrays.equals(signature, signature(secret, message));
  }

  @Override
  public byte @Nullable [] seal(byte[] receiver, byte[] plaintext, byte[] context) {
    byte[] secret = secrets.get(Id.of(receiver));
    if (secret == null) {
      return null;
    }
    int n = ++sealed;
    byte[] count = {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n};
    byte[] ephemeral = Sha256.of(secret, count);
    byte[] key = bodyKey(secret, ephemeral, context);
    byte[] body = Arrays.copyOf(ephemeral, KEY + plaintext.length + TAG);
    System.arraycopy(plaintext, 0, body, KEY, plaintext.length);
    crypt(key, body, plaintext.length);
    System.arraycopy(tag(key, body), 0, body, KEY + plaintext.length, TAG);
    return body;
  }

  private static byte @Nullable [] open(byte[] secret, byte[] body, byte[] context) {
    int length = body.length - KEY - TAG;
    if (length < 0) {
      return null;
    }
    byte[] key = bodyKey(secret, Arrays.copyOf(body, KEY), context);
    byte[] tag = Arrays.copyOfRange(body, KEY + length, body.length);
    if (!Arrays.equals(tag, tag(key, body))) {
      return null;
    }
    byte[] plain = body.clone();
    crypt(key, plain, length);
    return Arrays.copyOfRange(plain, KEY, KEY + length);
  }

  private static byte[] bodyKey(byte[] secret, byte[] ephemeral, byte[] context) {
    byte[] bound = Descriptions.join(ephemeral, Checksum.of(context, 0, context.length));
    return Sha256.of(secret, bound);
  }

  private static byte[] tag(byte[] key, byte[] body) {
    byte[] sum = Checksum.of(body, KEY, body.length - TAG);
    return Arrays.copyOf(Sha256.of(key, sum), TAG);
  }

  private static void crypt(byte[] key, byte[] body, int length) {
    SeededRandom stream = new SeededRandom(word(key, 0) ^ word(key, 8));
    for (int i = 0; i < length; i += 4) {
      int word = stream.nextInt();
      for (int j = i; j < Math.min(length, i + 4); j++) {
        body[KEY + j] ^= (byte) (word >>> 8 * (j - i));
      }
    }
  }

  private static long word(byte[] key, int at) {
    long word = 0;
    for (int i = at; i < at + 8; i++) {
      word = word << 8 | key[i] & 255;
    }
    return word;
  }
}
