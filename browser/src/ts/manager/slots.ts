import { GossamerError } from '../errors.js';
import { generateKeys, type KeyPairs } from './cryptography.js';
import type { Storage } from './storage.js';

/** Key slots of one browser: so many tabs can be peers at a time. */
const SLOTS = 32;

/** How long a reloaded tab waits for its former self to let go: milliseconds. */
const HANDOVER = 1_000;

const MEMORY = 'gossamer-slot';

interface StoredSlot {
  slot: number;
  keys: KeyPairs;
  /** Milliseconds since 1970. */
  used: number;
}

/** The key slot of one tab, held by a Web Lock until the tab is gone. */
export interface Slot {
  readonly number: number;
  readonly keys: KeyPairs;
  release(): void;
}

/** Resolves with the lock's release, or null when another tab holds it. */
function lock(number: number, patience: number): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const options: LockOptions = patience
      ? { signal: AbortSignal.timeout(patience) }
      : { ifAvailable: true };
    navigator.locks
      .request(`gossamer-slot-${number}`, options, (held) =>
        held ? new Promise<void>((release) => resolve(release)) : resolve(null),
      )
      .catch((error: unknown) => (patience ? resolve(null) : reject(error)));
  });
}

function remembered(): number | null {
  try {
    const text = sessionStorage.getItem(MEMORY);
    return text === null ? null : Number(text);
  } catch (cause) {
    throw new GossamerError('storage', 'no sessionStorage', { cause });
  }
}

async function claim(
  storage: Storage,
  stored: StoredSlot | undefined,
  number: number,
  patience = 0,
) {
  const release = await lock(number, patience);
  if (!release) {
    return null;
  }
  const keys = stored?.keys ?? (await generateKeys());
  await storage.put('slots', number, { slot: number, keys, used: Date.now() } satisfies StoredSlot);
  sessionStorage.setItem(MEMORY, String(number));
  return { number, keys, release };
}

/**
 * Claims a key slot: the one this tab had before its reload, else a new one, else of those that no tab holds the
 * one that was not used for longest. A duplicated tab remembers the slot of its original, finds it held and gets
 * another.
 *
 * @throws GossamerError `limit` when all are held, `storage`, `no-crypto`
 */
export async function claimSlot(storage: Storage): Promise<Slot> {
  const stored = await storage.all<StoredSlot>('slots');
  const byNumber = new Map(stored.map((slot) => [slot.slot, slot]));
  const own = remembered();
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (own !== null) {
    const patience = navigation && navigation.type !== 'navigate' ? HANDOVER : 0;
    const slot = await claim(storage, byNumber.get(own), own, patience);
    if (slot) {
      return slot;
    }
  }
  const fresh = Array.from({ length: SLOTS }, (_, i) => i).filter((i) => !byNumber.has(i));
  const used = stored.sort((a, b) => a.used - b.used).map((slot) => slot.slot);
  for (const number of [...fresh, ...used]) {
    const slot = await claim(storage, byNumber.get(number), number);
    if (slot) {
      return slot;
    }
  }
  throw new GossamerError('limit', `${SLOTS} tabs are peers already`);
}

/** A slot that nobody remembers. */
export const freshSlot = async (): Promise<Slot> => ({
  number: -1,
  keys: await generateKeys(),
  release() {},
});
