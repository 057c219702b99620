import { GossamerError } from '../errors.js';

const NAME = 'gossamer';

/** A small store of a browser's: keys by slot, descriptors by origin. */
export interface Storage {
  get<T>(store: StoreName, key: IDBValidKey): Promise<T | undefined>;
  all<T>(store: StoreName): Promise<T[]>;
  put(store: StoreName, key: IDBValidKey, value: unknown): Promise<void>;
}

const STORES = ['slots', 'descriptors'] as const;
export type StoreName = (typeof STORES)[number];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** IndexedDB. @throws GossamerError `storage` */
export async function indexedDbStorage(): Promise<Storage> {
  const attempt = async <T>(what: () => Promise<T>): Promise<T> => {
    try {
      return await what();
    } catch (cause) {
      throw new GossamerError('storage', 'IndexedDB cannot be used', { cause });
    }
  };
  const database = await attempt(() => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () =>
      STORES.forEach((name) => request.result.createObjectStore(name));
    return settled(request);
  });
  const store = (name: StoreName, mode: IDBTransactionMode) =>
    database.transaction(name, mode).objectStore(name);
  return {
    get: (name, key) => attempt(() => settled(store(name, 'readonly').get(key))),
    all: (name) => attempt(() => settled(store(name, 'readonly').getAll())),
    put: (name, key, value) =>
      attempt(async () => {
        await settled(store(name, 'readwrite').put(value, key));
      }),
  };
}

/** Forgets everything with the page. */
export function memoryStorage(): Storage {
  const map = new Map<string, unknown>();
  return {
    get: async <T>(name: StoreName, key: IDBValidKey) =>
      map.get(`${name} ${String(key)}`) as T | undefined,
    all: async <T>(name: StoreName) =>
      [...map].filter(([key]) => key.startsWith(name)).map(([, value]) => value as T),
    put: async (name, key, value) => void map.set(`${name} ${String(key)}`, value),
  };
}
