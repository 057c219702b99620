import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { fromCore, toCore, type Signed } from '../../ts/bytes.js';
import { Cryptography, generateKeys } from '../../ts/manager/cryptography.js';
import { Core, type CoreListener, type CorePort, type CoreRecord } from '../../ts/routing/core.js';

interface Call {
  name: string;
  values: unknown[];
}

/** An object whose every method is recorded. */
function recorder<T extends object>(calls: Call[], own: Partial<T>): T {
  return new Proxy(own, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      ((...values: unknown[]) => void calls.push({ name: String(name), values })),
  }) as T;
}

describe('bridge to the core', () => {
  let cryptography: Cryptography;
  let calls: Call[];
  let own: Partial<CorePort>;
  let core: Core;
  let now = 1_700_000_000_000;

  const named = (name: string): Call[] => calls.filter((call) => call.name === name);

  const failed = (ticket: number): unknown =>
    named('failed').find(({ values }) => values[0] === ticket)?.values[1];

  beforeEach(async () => {
    cryptography = await Cryptography.of(await generateKeys());
    calls = [];
    own = { now: () => now };
    const options = {
      network: 'test',
      signingKey: toCore(cryptography.signingKey),
      sealingKey: toCore(cryptography.sealingKey),
      secret: new Int8Array(32),
      located: true,
      latitude: 4_712,
      longitude: -1_234,
      maxLinks: 48,
      links: 0,
      webrtc: true,
      seed: 2 ** 40 + 1,
    };
    core = new Core(options, recorder<CorePort>(calls, own), recorder<CoreListener>(calls, {}));
    core.tick();
  });

  /** Signs the record that the core asks for. */
  async function signRecord(): Promise<CoreRecord> {
    const [ticket, message] = named('sign')[0]?.values as [number, Signed];
    core.signed(ticket, toCore(await cryptography.sign(fromCore(message))));
    return named('recordRenewed')[0]?.values[0] as CoreRecord;
  }

  test('the core asks for its record to be signed and shows it', async () => {
    const record = await signRecord();
    assert.equal(record.id, core.id());
    assert.match(record.id, /^[\da-f]{40}$/);
    assert.deepEqual(record.location, { latitude: 47.12, longitude: -12.34 });
    assert.deepEqual(record.addresses, []);
    assert.ok(record.expires > now);
    assert.deepEqual(core.read(record.bytes.slice()), record);
  });

  test('what is no record is none, whatever its length', async () => {
    const { bytes } = await signRecord();
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(core.read(bytes.slice(0, length)), null, `${length} bytes`);
    }
    assert.equal(core.read(new Int8Array([...bytes, 0])), null);
  });

  test('a join dials each address, and a dial that fails is told', () => {
    core.join(['ws://one.example/gossamer']);
    const [link, address] = named('dial')[0]?.values as [number, string];
    assert.equal(address, 'ws://one.example/gossamer');
    core.linkClosed(link, 15);
    assert.deepEqual(named('masterFailed')[0]?.values, [address, 'connect-failed']);
  });

  test('calls made while outputs are delivered are taken in afterwards', () => {
    own.dial = (link) => {
      core.linkClosed(link, 14);
      calls.push({ name: 'dialled', values: [link] });
    };
    core.join(['ws://one.example/gossamer']);
    const order = calls.map(({ name }) => name).filter((name) => /^(dialled|masterF)/.test(name));
    assert.deepEqual(order, ['dialled', 'masterFailed']);
  });

  test('every command is answered under its ticket, with the code of its failure', async () => {
    await signRecord();
    core.connect(1, core.id(), null);
    core.sendData(2, '1'.repeat(40), true, new Int8Array(1));
    core.sendMessage(3, '1'.repeat(40), new Int8Array(20_000));
    core.lookup(4, core.id());
    core.fetch(5, new Int8Array(3), []);
    assert.deepEqual([1, 2, 3, 5].map(failed), ['self', 'closed', 'too-large', 'invalid-argument']);
    assert.equal((named('done')[0]?.values[1] as CoreRecord).id, core.id());
  });

  test('after leaving, commands fail with left', async () => {
    await signRecord();
    core.leave();
    core.lookup(1, '1'.repeat(40));
    assert.equal(failed(1), 'left');
  });

  test('a manifest says what a file is; names that cannot be shown are refused', () => {
    const leaves = new Int8Array(64).fill(5);
    const size = 2 ** 14 + 1;
    const manifest = core.manifest('Größe ✓.bin', 'text/x-test', size, leaves) as Signed;
    assert.deepEqual(core.describe(manifest), { name: 'Größe ✓.bin', type: 'text/x-test', size });
    assert.equal(core.describe(manifest.slice(1)), null);
    for (const name of ['', '..', 'a/b', 'a\u202eb', 'x'.repeat(256)]) {
      assert.equal(core.manifest(name, '', size, leaves.slice()), null, name);
    }
  });

  test('a frame that is nonsense closes its link and is counted', () => {
    core.join(['ws://one.example/gossamer']);
    const [link] = named('dial')[0]?.values as [number];
    core.linkOpened(link, new Int8Array([1]), new Int8Array([1]), 2);
    core.frameReceived(link, new Int8Array([1, 99]));
    assert.equal(named('closeLink')[0]?.values[0], link);
    const codes = Array.from({ length: 40 }, (_, i) => core.code(i));
    assert.equal(core.count(codes.indexOf('unknown-type')), 1);
  });

  test('time passes by ticks at the deadline', () => {
    core.join(['ws://one.example/gossamer']);
    const [link] = named('dial')[0]?.values as [number];
    core.linkClosed(link, 15);
    const deadline = core.deadline();
    assert.ok(deadline > now && deadline < now + 60_000);
    now = deadline;
    core.tick();
    assert.equal(named('dial').length, 2);
  });
});
