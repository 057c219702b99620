import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { concat, copyOf, toBase64url } from '../../ts/bytes.js';
import { generateKeys, publicKey } from '../../ts/manager/cryptography.js';
import type { Descriptor } from '../../ts/api.js';
import { followRelays } from '../../ts/manager/relays.js';
import type { Platform } from '../../ts/platform.js';

const MINUTE = 60_000;

/** A network of masters, asked over a fetch that never leaves the test. */
class Masters {
  readonly asked: string[] = [];
  readonly dead = new Set<string>();
  readonly network = new Map<string, string>();
  readonly #names: string[];
  readonly #keys = new Map<string, Awaited<ReturnType<typeof generateKeys>>>();

  private constructor(names: string[]) {
    this.#names = names;
  }

  static async of(...names: string[]): Promise<Masters> {
    const masters = new Masters(names);
    for (const name of names) {
      masters.#keys.set(name, await generateKeys());
    }
    return masters;
  }

  /** What a master says of itself: its credentials end in two hours. */
  async text(name: string): Promise<Descriptor> {
    const key = await publicKey(this.#keys.get(name)!.signing);
    const record = toBase64url(concat(new Uint8Array(2), key, new Uint8Array(100)));
    const others = [name, ...this.#names.filter((other) => other !== name)];
    return {
      version: 1,
      network: this.network.get(name) ?? 'test',
      masters: others.map((other) => ({ url: `wss://${other}.example/gossamer`, record })),
      iceServers: [
        {
          urls: [`turn:${name}`],
          username: `${Math.floor(Date.now() / 1_000) + 7_200}:u`,
          credential: 'c',
        },
      ],
    };
  }

  fetch = async (url: unknown): Promise<Response> => {
    const name = new URL(String(url)).host.replace('.example', '');
    this.asked.push(name);
    if (this.dead.has(name)) {
      throw new TypeError('nobody there');
    }
    const { signing } = this.#keys.get(name)!;
    const body = copyOf(JSON.stringify(await this.text(name)));
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(await publicKey(signing)) };
    const head = toBase64url(copyOf(JSON.stringify({ alg: 'EdDSA', jwk })));
    const input = copyOf(`${head}.${toBase64url(body)}`);
    const proof = await crypto.subtle.sign('Ed25519', signing.privateKey, input);
    const signature = `${head}..${toBase64url(new Uint8Array(proof))}`;
    return new Response(body, { headers: { 'gossamer-signature': signature } });
  };
}

/** In place of the platform's timers: the one that is set, and a promise of the next one. */
class Timers {
  callback: (() => void) | null = null;
  wait = 0;
  #set = () => {};
  next: Promise<void> = Promise.resolve();

  constructor() {
    this.expect();
  }

  expect(): void {
    this.next = new Promise((resolve) => (this.#set = resolve));
  }

  set = (callback: () => void, wait: number): number => {
    this.callback = callback;
    this.wait = wait;
    this.#set();
    return 1;
  };

  clear = (): void => {
    this.callback = null;
  };

  /** Lets the time that was asked for pass, and waits until the next is asked for. */
  async pass(): Promise<void> {
    const { callback } = this;
    this.expect();
    callback?.();
    await this.next;
  }
}

describe('the relays of a peer', () => {
  const { setTimeout, clearTimeout } = globalThis;
  let timers: Timers;
  let platform: Platform;
  let forget = () => {};

  beforeEach(() => {
    timers = new Timers();
    Object.assign(globalThis, { setTimeout: timers.set, clearTimeout: timers.clear });
  });

  afterEach(() => {
    forget();
    Object.assign(globalThis, { setTimeout, clearTimeout });
  });

  const used = () => platform.iceServers.map(({ urls }) => String(urls)).sort();

  async function follow(masters: Masters): Promise<void> {
    platform = { fetch: masters.fetch, iceServers: [] } as unknown as Platform;
    forget = followRelays(platform, await masters.text('one'));
  }

  test('are those of the master that it joined by, at once', async () => {
    await follow(await Masters.of('one', 'two'));
    assert.deepEqual(used(), ['turn:one']);
  });

  test('are of two masters, however many there are', async () => {
    const masters = await Masters.of('one', 'two', 'three', 'four', 'five');
    await follow(masters);
    await timers.next;
    assert.equal(used().length, 2);
    assert.deepEqual(masters.asked, ['one', 'two', 'three', 'four']);
  });

  test('are renewed when half of their time is over, long before its end', async () => {
    const masters = await Masters.of('one', 'two');
    await follow(masters);
    await timers.next;
    assert.ok(timers.wait <= 60 * MINUTE && timers.wait > 59 * MINUTE, `${timers.wait} ms`);
    const before = platform.iceServers;
    await timers.pass();
    assert.equal(masters.asked.length, 4);
    assert.deepEqual(used(), ['turn:one', 'turn:two']);
    assert.notEqual(platform.iceServers, before);
  });

  test('leave out a master that is dead, and have it again within a minute', async () => {
    const masters = await Masters.of('one', 'two');
    masters.dead.add('two');
    await follow(masters);
    await timers.next;
    assert.deepEqual(used(), ['turn:one']);
    assert.equal(timers.wait, MINUTE);
    masters.dead.clear();
    await timers.pass();
    assert.deepEqual(used(), ['turn:one', 'turn:two']);
  });

  test('stay what they are while no master answers', async () => {
    const masters = await Masters.of('one', 'two');
    await follow(masters);
    await timers.next;
    masters.dead.add('one').add('two');
    await timers.pass();
    assert.equal(masters.asked.length, 4);
    assert.deepEqual(used(), ['turn:one', 'turn:two']);
    assert.equal(timers.wait, MINUTE);
  });

  test('are not those of a master of another network', async () => {
    const masters = await Masters.of('one', 'two');
    masters.network.set('two', 'another');
    await follow(masters);
    await timers.next;
    assert.deepEqual(used(), ['turn:one']);
  });

  test('are not asked for any more once the peer has left', async () => {
    await follow(await Masters.of('one'));
    await timers.next;
    assert.ok(timers.callback);
    forget();
    assert.equal(timers.callback, null);
  });
});
