import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { concat, copyOf, toBase64url, type Bytes } from '../../ts/bytes.js';
import { generateKeys, publicKey } from '../../ts/manager/cryptography.js';
import { descriptorOf, verifyDescriptor } from '../../ts/manager/descriptor.js';
import { memoryStorage, type Storage } from '../../ts/manager/storage.js';
import type { Platform } from '../../ts/platform.js';
import { rejection } from './failure.js';

const ORIGIN = 'https://master.example';

/** A descriptor of one master and its signature. */
async function signed(changes: object = {}): Promise<{ body: Bytes; signature: string }> {
  const { signing } = await generateKeys();
  const key = await publicKey(signing);
  const record = toBase64url(concat(new Uint8Array(2), key, new Uint8Array(100)));
  const masters = [{ url: 'wss://master.example/gossamer', record }];
  const text = { version: 1, network: 'test', masters, iceServers: [], ...changes };
  const body = copyOf(JSON.stringify(text));
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(key) };
  const head = toBase64url(copyOf(JSON.stringify({ alg: 'EdDSA', jwk })));
  const input = copyOf(`${head}.${toBase64url(body)}`);
  const proof = new Uint8Array(await crypto.subtle.sign('Ed25519', signing.privateKey, input));
  return { body, signature: `${head}..${toBase64url(proof)}` };
}

describe('descriptor', () => {
  let storage: Storage;
  let answer: () => Promise<Response>;
  const platform = { fetch: () => answer() } as unknown as Platform;

  beforeEach(() => {
    storage = memoryStorage();
  });

  const serve = ({ body, signature }: { body: Bytes; signature: string }): void => {
    answer = async () => new Response(body, { headers: { 'gossamer-signature': signature } });
  };

  const refuse = (): void => {
    answer = () => Promise.reject(new TypeError('fetch failed'));
  };

  test('is believed when the first master has signed it', async () => {
    serve(await signed());
    assert.equal((await descriptorOf(platform, storage, ORIGIN)).network, 'test');
  });

  test('is not believed when a byte, the key or the signature is another', async () => {
    const one = await signed();
    const other = await signed();
    const altered = one.body.slice();
    altered[20] = (altered[20] as number) ^ 1;
    const wrong: [Bytes, string | null][] = [
      [altered, one.signature],
      [one.body, other.signature],
      [one.body, null],
      [one.body, 'a..b'],
      [copyOf('{}'), one.signature],
      [copyOf('not JSON'), one.signature],
    ];
    for (const [body, signature] of wrong) {
      assert.equal(await rejection(verifyDescriptor(body, signature)), 'bad-signature');
    }
  });

  test('the last good one serves while the master is down or talks nonsense', async () => {
    serve(await signed({ network: 'remembered' }));
    await descriptorOf(platform, storage, ORIGIN);
    refuse();
    assert.equal((await descriptorOf(platform, storage, ORIGIN)).network, 'remembered');
    serve({ body: copyOf('{}'), signature: '' });
    assert.equal((await descriptorOf(platform, storage, ORIGIN)).network, 'remembered');
  });

  test('without any, a master that does not answer is unreachable', async () => {
    refuse();
    assert.equal(await rejection(descriptorOf(platform, storage, ORIGIN)), 'unreachable');
    answer = async () => new Response('', { status: 503 });
    assert.equal(await rejection(descriptorOf(platform, storage, ORIGIN)), 'unreachable');
  });

  test('too many bytes are refused', async () => {
    serve({ body: new Uint8Array(300_000), signature: '' });
    assert.equal(await rejection(descriptorOf(platform, storage, ORIGIN)), 'too-large');
  });

  test('who gives up gets the reason of the signal', async () => {
    refuse();
    const reason = new Error('enough');
    const given = descriptorOf(platform, storage, ORIGIN, AbortSignal.abort(reason));
    await assert.rejects(given, reason);
  });
});
