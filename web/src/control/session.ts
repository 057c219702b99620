import { type Peer, formatLink, join } from '@gossamer/peer';
import { joinProblemOf } from '../model/errors';
import type { Store } from './store';

/** The first retry comes after this many milliseconds, each later one after twice as long … */
const FIRST_RETRY = 5_000;
/** … up to this many. */
const LAST_RETRY = 60_000;

/** Joins the network, again and again until it succeeds, and reports what the peer sees of it. */
export class Session {
  readonly #store: Store;
  readonly #url: string;
  readonly #page: string;
  readonly #joined: Promise<Peer>;
  #resolve: (peer: Peer) => void = () => {};
  #peer: Peer | null = null;
  #joining = false;
  #delay = FIRST_RETRY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param url where the masters' descriptor is, that is where the page comes from */
  constructor(store: Store, url: string) {
    this.#store = store;
    this.#url = url;
    this.#page = new URL('/', url).href;
    this.#joined = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** This page's peer, as soon as it has joined. */
  peer(signal?: AbortSignal): Promise<Peer> {
    if (!signal) {
      return this.#joined;
    }
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason);
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      this.#joined
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', abort));
    });
  }

  /** Tries now: to join, or to find masters again. */
  async start(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#peer) {
      this.setDetached(false);
      return;
    }
    if (this.#joining) {
      return;
    }
    this.#joining = true;
    this.#store.dispatch({ type: 'self/joining' });
    try {
      this.#welcome(await join(this.#url));
    } catch (error) {
      this.#store.dispatch({
        type: 'self/failed',
        problem: joinProblemOf(error),
        retryAt: Date.now() + this.#delay,
      });
      this.#timer = setTimeout(() => void this.start(), this.#delay);
      this.#delay = Math.min(LAST_RETRY, this.#delay * 2);
    } finally {
      this.#joining = false;
    }
  }

  /** Leaves all masters, or takes them up again. */
  setDetached(detached: boolean): void {
    if (detached) {
      this.#peer?.detach();
    } else {
      this.#peer?.attach();
    }
    this.#store.dispatch({ type: 'self/detached', detached });
  }

  #welcome(peer: Peer): void {
    this.#peer = peer;
    // The page's own address without its query: nobody should inherit that.
    const link = () => formatLink({ kind: 'peer', page: this.#page, record: peer.record });
    const look = () => this.#store.dispatch({ type: 'self/network', network: peer.network() });
    peer.addEventListener('change', look);
    peer.addEventListener('record', () =>
      this.#store.dispatch({ type: 'self/link', link: link() }),
    );
    this.#store.dispatch({ type: 'self/joined', self: { id: peer.id, link: link() } });
    look();
    this.#resolve(peer);
  }
}
