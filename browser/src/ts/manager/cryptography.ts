import { concat, type Bytes } from '../bytes.js';
import { GossamerError } from '../errors.js';

const KEY = 32;
const BITS = 256;

/** A peer's two key pairs; the private halves cannot be taken out. */
export interface KeyPairs {
  signing: CryptoKeyPair;
  sealing: CryptoKeyPair;
}

/** @throws GossamerError `no-crypto` */
export async function generateKeys(): Promise<KeyPairs> {
  try {
    return {
      signing: (await crypto.subtle.generateKey('Ed25519', false, [
        'sign',
        'verify',
      ])) as CryptoKeyPair,
      sealing: (await crypto.subtle.generateKey('X25519', false, ['deriveBits'])) as CryptoKeyPair,
    };
  } catch (cause) {
    throw new GossamerError('no-crypto', 'no Ed25519 or X25519', { cause });
  }
}

/** The public key in its 32 bytes. */
export const publicKey = async (pair: CryptoKeyPair): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));

/** Verifies an Ed25519 signature; false also for a key that is none. */
export async function verify(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature, message);
  } catch {
    return false;
  }
}

/** The key of one sealed body: X25519 → HKDF-SHA-256 (salt: ephemeral ‖ receiver key, info: context). */
async function bodyKey(own: CryptoKey, other: Bytes, salt: Bytes, info: Bytes): Promise<CryptoKey> {
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

// Each key seals one body only, so the nonce may be zero.
const AES = { name: 'AES-GCM', iv: new Uint8Array(12) };

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

  async sign(message: Bytes): Promise<Bytes> {
    return new Uint8Array(
      await crypto.subtle.sign('Ed25519', this.#keys.signing.privateKey, message),
    );
  }

  readonly verify = verify;

  /** Ephemeral public key ‖ ciphertext ‖ tag; null when the receiver's key is unusable. */
  async seal(receiver: Bytes, text: Bytes, context: Bytes): Promise<Bytes | null> {
    try {
      const pair = (await crypto.subtle.generateKey('X25519', false, [
        'deriveBits',
      ])) as CryptoKeyPair;
      const own = await publicKey(pair);
      const key = await bodyKey(pair.privateKey, receiver, concat(own, receiver), context);
      return concat(own, new Uint8Array(await crypto.subtle.encrypt(AES, key, text)));
    } catch {
      return null;
    }
  }

  /** Opens a body that was sealed to this peer; null when it does not open. */
  async unseal(body: Bytes, context: Bytes): Promise<Bytes | null> {
    try {
      const other = body.slice(0, KEY);
      const salt = concat(other, this.sealingKey);
      const key = await bodyKey(this.#keys.sealing.privateKey, other, salt, context);
      return new Uint8Array(await crypto.subtle.decrypt(AES, key, body.slice(KEY)));
    } catch {
      return null;
    }
  }
}
