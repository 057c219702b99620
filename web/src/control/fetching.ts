import type { FetchedFile, Progress } from '@gossamer/peer';
import { problemOf } from '../model/errors';
import { complain } from './notify';
import type { Session } from './session';
import type { Store } from './store';

/** The address of a saved file's content is given back after this many milliseconds. */
const SAVING = 60_000;

/** Downloads files by their links. */
export class Fetching {
  readonly #store: Store;
  readonly #session: Session;
  readonly #running = new Map<number, AbortController>();
  readonly #files = new Map<number, FetchedFile>();

  constructor(store: Store, session: Session) {
    this.#store = store;
    this.#session = session;
  }

  /** Fetches the file of a link. */
  async start(link: string): Promise<void> {
    const key = this.#store.nextKey();
    const controller = new AbortController();
    this.#running.set(key, controller);
    this.#store.dispatch({ type: 'fetch/started', key, link, at: Date.now() });
    try {
      const { signal } = controller;
      const peer = await this.#session.peer(signal);
      const onProgress = (progress: Progress) => this.#report(key, progress);
      const file = await peer.fetch(link, { signal, onProgress });
      this.#files.set(key, file);
      const { name, size } = file;
      this.#store.dispatch({ type: 'fetch/done', key, name, size, at: Date.now() });
    } catch (error) {
      const problem = problemOf(error);
      this.#store.dispatch({ type: 'fetch/failed', key, problem, at: Date.now() });
    } finally {
      this.#running.delete(key);
    }
  }

  /** Gives up a download. */
  cancel(key: number): void {
    this.#running.get(key)?.abort();
  }

  /** Hands a finished file to the browser's downloads. */
  async save(key: number): Promise<void> {
    const file = this.#files.get(key);
    if (!file) {
      return;
    }
    try {
      const url = URL.createObjectURL(await file.blob());
      const anchor = document.createElement('a');
      anchor.href = url;
      anchor.download = file.name;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(url), SAVING);
    } catch (error) {
      complain(this.#store, error);
    }
  }

  /** Takes a download off the list; a finished one is no longer passed on to others. */
  remove(key: number): void {
    this.cancel(key);
    this.#files.get(key)?.discard().catch((error: unknown) => complain(this.#store, error));
    this.#files.delete(key);
    this.#store.dispatch({ type: 'fetch/removed', key });
  }

  #report(key: number, { name, size, bytes, holders }: Progress): void {
    this.#store.dispatch({ type: 'fetch/named', key, name, size });
    this.#store.dispatch({ type: 'fetch/progress', key, bytes, holders, at: Date.now() });
  }
}
