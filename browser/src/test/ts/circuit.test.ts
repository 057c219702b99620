import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { copyOf, equal, textOf, toCore, type Bytes } from '../../ts/bytes.js';
import { CircuitTransport } from '../../ts/connections/circuit.js';

const BAD_SEAL = 7;
const CONNECT_FAILED = 15;

/** One end, what it told its link, and what it gave for the other end. */
class End {
  readonly told: string[] = [];
  readonly bindings: Bytes[] = [];
  readonly emitted: Bytes[] = [];
  key: Bytes | undefined;
  onemit = (_message: Bytes) => {};
  ontell = () => {};

  readonly transport = new CircuitTransport(
    {
      opened: (local, remote, path) => {
        this.bindings.push(local, remote);
        this.#tell(`opened ${path}`);
      },
      path: () => {},
      frame: (frame) => this.#tell(`frame ${textOf(frame)}`),
      block: (block) => this.#tell(`block ${textOf(block)}`),
      described: (key) => {
        this.key = key;
        this.ontell();
      },
      candidate: () => {},
      closed: (error) => this.#tell(`closed ${error}`),
    },
    (message) => {
      this.emitted.push(message);
      this.onemit(message);
    },
  );

  #tell(what: string) {
    this.told.push(what);
    this.ontell();
  }

  async until(condition: () => unknown): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resume) => (this.ontell = resume));
    }
  }
}

describe('a circuit', () => {
  let a: End;
  let b: End;

  beforeEach(async () => {
    a = new End();
    b = new End();
    const core = (bytes: Bytes | undefined) => toCore(bytes as Bytes);
    void a.transport.describe();
    await a.until(() => a.key);
    void b.transport.describe(core(a.key));
    await b.until(() => b.told.length);
    void a.transport.accept(core(b.key));
    await a.until(() => a.told.length);
  });

  const pass = (from: End, to: End, change = (message: Bytes): Bytes[] => [message]) => {
    from.onemit = (message) =>
      change(message).forEach((each) => {
        from.transport.credit();
        to.transport.receive(toCore(each.slice()));
      });
  };

  test('opens with mirrored bindings and the path of a peer', () => {
    assert.deepEqual([a.told, b.told], [['opened 3'], ['opened 3']]);
    assert.equal(a.bindings[0]?.length, 64);
    assert.ok(equal(a.bindings[0] as Bytes, b.bindings[1] as Bytes));
    assert.ok(equal(a.bindings[1] as Bytes, b.bindings[0] as Bytes));
  });

  test('carries frames and blocks in order, unreadable in between', async () => {
    pass(a, b);
    pass(b, a);
    a.transport.send(copyOf('one'));
    void a.transport.sendBlock(toCore(copyOf('header ')), Promise.resolve(copyOf('secret')));
    a.transport.send(copyOf('two'));
    b.transport.send(copyOf('back'));
    await b.until(() => b.told.length === 4);
    await a.until(() => a.told.length === 2);
    assert.deepEqual(b.told.slice(1), ['frame one', 'block header secret', 'frame two']);
    assert.deepEqual(a.told.slice(1), ['frame back']);
    const seen = a.emitted.map((message) => Buffer.from(message).toString('latin1')).join('');
    assert.ok(!seen.includes('secret') && !seen.includes('one'));
  });

  for (const [deed, change] of Object.entries({
    alters: (message: Bytes) => [message.map((byte, at) => (at === 1 ? byte ^ 1 : byte))],
    repeats: (message: Bytes) => [message, message],
    shortens: (message: Bytes) => [message.slice(0, -1)],
    empties: () => [new Uint8Array()],
  })) {
    test(`ends when who relays ${deed}`, async () => {
      pass(a, b, (message) => (a.emitted.length === 2 ? change(message) : [message]));
      a.transport.send(copyOf('one'));
      a.transport.send(copyOf('two'));
      a.transport.send(copyOf('three'));
      await b.until(() => b.told.includes(`closed ${BAD_SEAL}`));
      const rest = deed === 'repeats' ? ['frame one', 'frame two'] : ['frame one'];
      assert.deepEqual(b.told, ['opened 3', ...rest, `closed ${BAD_SEAL}`]);
    });
  }

  test('ends when who relays drops or swaps', async () => {
    const kept: Bytes[] = [];
    pass(a, b, (message) => (kept.push(message) === 1 ? [] : [message]));
    a.transport.send(copyOf('one'));
    a.transport.send(copyOf('two'));
    await b.until(() => b.told.length === 2);
    assert.deepEqual(b.told, ['opened 3', `closed ${BAD_SEAL}`]);
  });

  test('sends no more than its window until there is credit', async () => {
    let settled = 0;
    const blocks = Array.from({ length: 70 }, () =>
      a.transport
        .sendBlock(toCore(copyOf('h')), Promise.resolve(copyOf('b')))
        .then(() => settled++),
    );
    await Promise.all(blocks.slice(0, 64));
    assert.deepEqual([a.emitted.length, settled], [64, 64]);
    for (let i = 0; i < 6; i++) {
      a.transport.credit();
      await blocks[64 + i];
      assert.equal(a.emitted.length, 65 + i);
    }
  });

  test('a block that cannot be read does not stop what follows', async () => {
    pass(a, b);
    const failed = a.transport.sendBlock(toCore(copyOf('h')), Promise.reject(20));
    await assert.rejects(failed, (reason) => reason === 20);
    a.transport.send(copyOf('on'));
    await b.until(() => b.told.length === 2);
    assert.equal(b.told[1], 'frame on');
  });

  test('a key that is none is a failure to connect', async () => {
    const c = new End();
    void c.transport.describe(toCore(new Uint8Array(5)));
    await c.until(() => c.told.length);
    assert.deepEqual(c.told, [`closed ${CONNECT_FAILED}`]);
  });
});
