import { attempt } from '../attempt.js';

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
  const tried = <T>(what: () => Promise<T>) => attempt('storage', 'IndexedDB', what);
  const database = await tried(() => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () =>
      STORES.forEach((name) => request.result.createObjectStore(name));
    return settled(request);
  });
  const store = (name: StoreName, mode: IDBTransactionMode) =>
    database.transaction(name, mode).objectStore(name);
  return {
    get: (name, key) => tried(() => settled(store(name, 'readonly').get(key))),
    all: (name) => tried(() => settled(store(name, 'readonly').getAll())),
    put: (name, key, value) =>
      tried(async () => {
        await settled(store(name, 'readwrite').put(value, key));
      }),
  };
}

/** Forgets everything with the page. */
export function memoryStorage(): Storage {
  const stores: Record<StoreName, Map<IDBValidKey, unknown>> = {
    slots: new Map(),
    descriptors: new Map(),
  };
  return {
    get: async <T>(name: StoreName, key: IDBValidKey) => stores[name].get(key) as T | undefined,
    all: async <T>(name: StoreName) => [...stores[name].values()] as T[],
    put: async (name, key, value) => void stores[name].set(key, value),
  };
}
