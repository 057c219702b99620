import type { WorkerMessage } from '../worker/answer';
import type { Store } from './store';

// Only the type is shared: worker and page are built into one file each.
const activated: WorkerMessage = 'activated';

/**
 * Keeps the application in the browser's cache, so that it opens while every master is dead. The
 * page is never reloaded unasked: the connections and chats in it would be lost.
 */
export class Shell {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Registers the service worker, where there is one. */
  async start(): Promise<void> {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) {
      return;
    }
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      if (data === activated) {
        void this.#compare();
      }
    });
    try {
      await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    } catch (error) {
      // Private windows and full disks refuse it; the application works without.
      console.info('The page cannot be kept for later:', error);
    }
  }

  /** Loads the newer version. */
  update(): void {
    location.reload();
  }

  /** A new worker has thrown away the files of older versions: is this page's script among them? */
  async #compare(): Promise<void> {
    const kept = await caches.match(import.meta.url);
    if (!kept) {
      this.#store.dispatch({ type: 'page/update-ready' });
    }
  }
}
