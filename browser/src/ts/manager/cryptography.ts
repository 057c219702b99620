import { attempt } from '../attempt.js';
import { bytesOf, concat, type Bytes, type Signed } from '../bytes.js';

const KEY = 32;
const BITS = 256;

/** A peer's two key pairs; the private halves cannot be taken out. */
export interface KeyPairs {
  signing: CryptoKeyPair;
  sealing: CryptoKeyPair;
}

const generate = (algorithm: string, ...usages: KeyUsage[]) =>
  crypto.subtle.generateKey(algorithm, false, usages) as Promise<CryptoKeyPair>;

export const generateSealing = () => generate('X25519', 'deriveBits');

/** @throws GossamerError `no-crypto` */
export const generateKeys = (): Promise<KeyPairs> =>
  attempt('no-crypto', 'no Ed25519 or X25519', async () => ({
    signing: await generate('Ed25519', 'sign', 'verify'),
    sealing: await generateSealing(),
  }));

/** The public key in its 32 bytes. */
export const publicKey = (pair: CryptoKeyPair): Promise<Bytes> =>
  bytesOf(crypto.subtle.exportKey('raw', pair.publicKey));

/** Verifies an Ed25519 signature; false also for a key that is none. */
export async function verify(
  key: BufferSource,
  message: BufferSource,
  signature: BufferSource,
): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature, message);
  } catch {
    return false;
  }
}

/** The key of one sealed body: X25519 → HKDF-SHA-256 (salt: ephemeral ‖ receiver key, info: context). */
export async function bodyKey(
  own: CryptoKey,
  other: BufferSource,
  salt: Bytes,
  info: BufferSource,
): Promise<CryptoKey> {
  const { subtle } = crypto;
  const imported = await subtle.importKey('raw', other, 'X25519', false, []);
  const shared = await subtle.deriveBits({ name: 'X25519', public: imported }, own, BITS);
  const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const aes = { name: 'AES-GCM', length: BITS };
  return subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, aes, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** The nonce counts what a key encrypts; where it seals one body only that is 0. */
export const aes = (message = 0) => {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, message);
  return { name: 'AES-GCM', iv };
};

/** Signs and seals with a peer's keys, as the core's Output lays it down. */
export class Cryptography {
  readonly #keys: KeyPairs;
  readonly signingKey: Bytes;
  readonly sealingKey: Bytes;

  private constructor(keys: KeyPairs, signingKey: Bytes, sealingKey: Bytes) {
    this.#keys = keys;
    this.signingKey = signingKey;
    this.sealingKey = sealingKey;
  }

  static async of(keys: KeyPairs): Promise<Cryptography> {
    return new Cryptography(keys, await publicKey(keys.signing), await publicKey(keys.sealing));
  }

  sign(message: BufferSource): Promise<Bytes> {
    return bytesOf(crypto.subtle.sign('Ed25519', this.#keys.signing.privateKey, message));
  }

  readonly verify = verify;

  /** Ephemeral public key ‖ ciphertext ‖ tag; null when the receiver's key is unusable. */
  async seal(
    receiver: Signed | Bytes,
    text: BufferSource,
    context: BufferSource,
  ): Promise<Bytes | null> {
    try {
      const pair = await generateSealing();
      const own = await publicKey(pair);
      const key = await bodyKey(pair.privateKey, receiver, concat(own, receiver), context);
      return concat(own, await bytesOf(crypto.subtle.encrypt(aes(), key, text)));
    } catch {
      return null;
    }
  }

  /** Opens a body that was sealed to this peer; null when it does not open. */
  async unseal(body: Signed | Bytes, context: BufferSource): Promise<Bytes | null> {
    try {
      const other = body.slice(0, KEY);
      const salt = concat(other, this.sealingKey);
      const key = await bodyKey(this.#keys.sealing.privateKey, other, salt, context);
      return await bytesOf(crypto.subtle.decrypt(aes(), key, body.slice(KEY)));
    } catch {
      return null;
    }
  }
}
