import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { publicKey } from '../../ts/manager/cryptography.js';
import { claimSlot, type Slot } from '../../ts/manager/slots.js';
import { indexedDbStorage, type Storage } from '../../ts/manager/storage.js';
import { rejection } from './failure.js';

/** Web Locks of one browser. */
class Locks {
  readonly held = new Set<string>();

  async request(
    name: string,
    options: LockOptions,
    use: (lock: object | null) => Promise<void> | null,
  ): Promise<void> {
    if (this.held.has(name)) {
      if (options.signal) {
        await new Promise((_, reject) => {
          options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
      }
      await use(null);
      return;
    }
    this.held.add(name);
    await use({});
    this.held.delete(name);
  }
}

/** What a tab keeps over a reload. */
function tab(memory = new Map<string, string>()): Map<string, string> {
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => memory.set(key, value),
    },
  });
  return memory;
}

const keyOf = async (slot: Slot): Promise<string> =>
  Buffer.from(await publicKey(slot.keys.signing)).toString('hex');

describe('key slots', () => {
  let storage: Storage;

  beforeEach(async () => {
    Object.defineProperty(globalThis, 'navigator', {
      configurable: true,
      value: { locks: new Locks() },
    });
    Object.assign(globalThis, { indexedDB: new IDBFactory() });
    storage = await indexedDbStorage();
  });

  test('a tab that is reloaded has its key again', async () => {
    const memory = tab();
    const before = await claimSlot(storage);
    before.release();
    tab(memory);
    const after = await claimSlot(await indexedDbStorage());
    assert.equal(await keyOf(after), await keyOf(before));
  });

  test('two tabs are two peers', async () => {
    tab();
    const first = await claimSlot(storage);
    tab();
    const second = await claimSlot(storage);
    assert.notEqual(await keyOf(first), await keyOf(second));
  });

  test('a duplicated tab remembers a slot that is held and gets another', async () => {
    const memory = tab();
    const original = await claimSlot(storage);
    tab(new Map(memory));
    const copy = await claimSlot(storage);
    assert.notEqual(copy.number, original.number);
    assert.notEqual(await keyOf(copy), await keyOf(original));
  });

  test('when all slots exist the one that was not used for longest is taken again', async () => {
    const slots: Slot[] = [];
    for (let i = 0; i < 32; i++) {
      tab();
      slots.push(await claimSlot(storage));
    }
    const [third, ninth] = [slots[3] as Slot, slots[9] as Slot];
    ninth.release();
    third.release();
    await storage.put('slots', ninth.number, { slot: ninth.number, keys: ninth.keys, used: 1 });
    await storage.put('slots', third.number, { slot: third.number, keys: third.keys, used: 2 });
    tab();
    assert.equal(await keyOf(await claimSlot(storage)), await keyOf(ninth));
    tab();
    assert.equal(await keyOf(await claimSlot(storage)), await keyOf(third));
    tab();
    assert.equal(await rejection(claimSlot(storage)), 'limit');
  });

  test('storage that cannot be used is told', async () => {
    const refuse = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    Object.assign(globalThis, { sessionStorage: { getItem: refuse } });
    assert.equal(await rejection(claimSlot(storage)), 'storage');
    Object.assign(globalThis, { indexedDB: { open: refuse } });
    assert.equal(await rejection(indexedDbStorage()), 'storage');
  });
});
