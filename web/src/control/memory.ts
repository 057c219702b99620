import { read, written } from '../model/memory';
import type { Chats } from './chats';
import type { Session } from './session';
import type { Store } from './store';

const KEY = 'conversations';

/** Keeps a tab's conversations over a reload, and connects again to who was connected. */
export class Memory {
  readonly #store: Store;
  readonly #session: Session;
  readonly #chats: Chats;

  constructor(store: Store, session: Session, chats: Chats) {
    this.#store = store;
    this.#session = session;
    this.#chats = chats;
  }

  async start(): Promise<void> {
    const { id } = await this.#session.peer();
    const remembered = read(sessionStorage.getItem(KEY), id, () => this.#store.nextKey());
    this.#store.dispatch({ type: 'chat/restored', list: remembered.list });
    addEventListener('pagehide', () => this.#keep(id));
    for (const peer of remembered.open) {
      // Whoever is gone meanwhile is shown as not connected; nobody asked, so nobody is told.
      void this.#chats.reconnect(peer);
    }
  }

  #keep(id: string): void {
    try {
      sessionStorage.setItem(KEY, written(id, this.#store.state.conversations));
    } catch (error) {
      // A full or blocked storage costs the memory of a reload, no more.
      console.info('Conversations are not kept over a reload:', error);
    }
  }
}
