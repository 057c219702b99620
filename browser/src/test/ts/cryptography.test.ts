import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { copyOf, type Bytes } from '../../ts/bytes.js';
import { Cryptography, generateKeys, publicKey, verify } from '../../ts/manager/cryptography.js';

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));
const CONTEXT = copyOf('gossamer context');
const TEXT = copyOf('gossamer plaintext');

/** PKCS #8 of a raw X25519 private key (RFC 8410 §7). */
const pkcs8 = (key: string): Bytes => hex(`302e020100300506032b656e04220420${key}`);

/** The peer whose X25519 private key is 09…09. */
async function receiver(): Promise<Cryptography> {
  const { signing } = await generateKeys();
  const raw = hex('57db4b359f23ae5e146e4e2512056704722506348c150c14753d0c933d04d421');
  const secret = pkcs8('09'.repeat(32));
  const sealing = {
    privateKey: await crypto.subtle.importKey('pkcs8', secret, 'X25519', false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('raw', raw, 'X25519', true, []),
  };
  return Cryptography.of({ signing, sealing });
}

describe('cryptography', () => {
  test('opens the body that the JVM seals: the vector both have', async () => {
    const body = hex(
      '13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d' +
        'ab0a667c421ad59cfe8361376933499ab2745129f8bdf21b0af4bb05839bf32f63ac',
    );
    assert.deepEqual(await (await receiver()).unseal(body, CONTEXT), TEXT);
  });

  for (const length of [0, 1, 20_480]) {
    test(`opens what was sealed to it: ${length} bytes`, async () => {
      const own = await Cryptography.of(await generateKeys());
      const text = new Uint8Array(length).fill(7);
      const body = await own.seal(own.sealingKey, text, CONTEXT);
      assert.equal(body?.length, 32 + length + 16);
      assert.deepEqual(await own.unseal(body, CONTEXT), text);
    });
  }

  test('does not open what was altered, cut short, or is for another peer or context', async () => {
    const own = await Cryptography.of(await generateKeys());
    const other = await Cryptography.of(await generateKeys());
    const body = (await own.seal(own.sealingKey, TEXT, CONTEXT)) as Bytes;
    for (const at of [0, 31, 32, body.length - 1]) {
      const altered = body.slice();
      altered[at] = (altered[at] as number) ^ 1;
      assert.equal(await own.unseal(altered, CONTEXT), null, `byte ${at}`);
    }
    for (const length of [0, 31, 47]) {
      assert.equal(await own.unseal(body.slice(0, length), CONTEXT), null, `${length} bytes`);
    }
    assert.equal(await own.unseal(body, TEXT), null);
    assert.equal(await other.unseal(body, CONTEXT), null);
  });

  test('does not seal to keys that are none or of small order', async () => {
    const own = await Cryptography.of(await generateKeys());
    assert.equal(await own.seal(new Uint8Array(32), TEXT, CONTEXT), null);
    assert.equal(await own.seal(new Uint8Array(31), TEXT, CONTEXT), null);
  });

  test('verifies as in RFC 8032 §7.1, test 2', async () => {
    const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = hex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    assert.equal(await verify(key, hex('72'), signature), true);
    assert.equal(await verify(key, hex('73'), signature), false);
    assert.equal(await verify(new Uint8Array(3), hex('72'), signature), false);
  });

  test('signs with keys that cannot be taken out', async () => {
    const keys = await generateKeys();
    const own = await Cryptography.of(keys);
    const signature = await own.sign(TEXT);
    assert.equal(await verify(await publicKey(keys.signing), TEXT, signature), true);
    await assert.rejects(crypto.subtle.exportKey('pkcs8', keys.signing.privateKey));
    await assert.rejects(crypto.subtle.exportKey('pkcs8', keys.sealing.privateKey));
  });
});
