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
    // Before the peer is made: when the page is left it says goodbye, which closes what was open.
    addEventListener('pagehide', () => this.#keep());
    const { id } = await this.#session.peer();
    const remembered = read(sessionStorage.getItem(KEY), id, () => this.#store.nextKey());
    this.#store.dispatch({ type: 'chat/restored', list: remembered.list });
    for (const peer of remembered.open) {
      void this.#chats.resume(peer);
    }
  }

  #keep(): void {
    const { self, conversations } = this.#store.state;
    if (!self) {
      return;
    }
    try {
      sessionStorage.setItem(KEY, written(self.id, conversations));
    } catch (error) {
      // A full or blocked storage costs the memory of a reload, no more.
      console.info('Conversations are not kept over a reload:', error);
    }
  }
}
