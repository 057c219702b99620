import { attempt } from '../attempt.js';
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

async function claim(
  storage: Storage,
  stored: StoredSlot | undefined,
  number: number,
  patience: number,
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
  const all = await storage.all<StoredSlot>('slots');
  const stored = new Map(all.map((slot) => [slot.slot, slot]));
  const lastUse = (number: number) => stored.get(number)?.used ?? 0;
  const numbers = [...Array(SLOTS).keys()].sort((a, b) => lastUse(a) - lastUse(b));
  const remembered = await attempt('storage', 'sessionStorage', () =>
    sessionStorage.getItem(MEMORY),
  );
  const own = remembered === null ? -1 : Number(remembered);
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const patience = navigation && navigation.type !== 'navigate' ? HANDOVER : 0;
  for (const number of new Set(own < 0 ? numbers : [own, ...numbers])) {
    const held = await claim(storage, stored.get(number), number, number === own ? patience : 0);
    if (held) {
      return held;
    }
  }
  throw new GossamerError('limit', `${SLOTS} tabs`);
}

/** A slot that nobody remembers. */
export const freshSlot = async (): Promise<Slot> => ({
  number: -1,
  keys: await generateKeys(),
  release() {},
});
