import type { Share } from '@gossamer/peer';
import { problemOf } from '../model/errors';
import type { Session } from './session';
import type { Store } from './store';

/** Offers files to whoever has their links. */
export class Sharing {
  readonly #store: Store;
  readonly #session: Session;
  readonly #page: string;
  readonly #hashing = new Map<number, AbortController>();
  readonly #shares = new Map<number, Share>();

  /** @param page what stands in links before the `#` */
  constructor(store: Store, session: Session, page: string) {
    this.#store = store;
    this.#session = session;
    this.#page = page;
  }

  /** Shares a file. Resolves with its link, or null when that failed or was cancelled. */
  async offer(file: File): Promise<string | null> {
    const key = this.#store.nextKey();
    const controller = new AbortController();
    this.#hashing.set(key, controller);
    this.#store.dispatch({ type: 'share/started', key, name: file.name, size: file.size });
    try {
      const { signal } = controller;
      const peer = await this.#session.peer(signal);
      const onProgress = ({ bytes }: { bytes: number }) =>
        this.#store.dispatch({ type: 'share/hashed', key, bytes });
      const share = await peer.share(file, { signal, onProgress, page: this.#page });
      this.#offered(key, share);
      return share.link;
    } catch (error) {
      const problem = problemOf(error);
      this.#store.dispatch(
        problem.code === 'cancelled'
          ? { type: 'share/removed', key }
          : { type: 'share/failed', key, problem },
      );
      return null;
    } finally {
      this.#hashing.delete(key);
    }
  }

  /** Stops a share, whether it is offered already or still being hashed. */
  stop(key: number): void {
    this.#hashing.get(key)?.abort();
    this.#shares.get(key)?.close();
    this.#shares.delete(key);
    this.#store.dispatch({ type: 'share/removed', key });
  }

  #offered(key: number, share: Share): void {
    this.#shares.set(key, share);
    share.addEventListener('lost', ({ code }) => {
      const problem = problemOf(Object.assign(new Error(code), { code }));
      this.#store.dispatch({ type: 'share/failed', key, problem });
    });
    this.#store.dispatch({ type: 'share/offered', key, link: share.link });
  }
}
