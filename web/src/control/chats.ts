import type { Connection, Peer } from '@gossamer/peer';
import { conversationWith } from '../model/conversations';
import { shortId } from '../model/format';
import { complain, notify } from './notify';
import type { Session } from './session';
import type { Store } from './store';

/** From here on a conversation has a place of its own on the page; see style/layout.css. */
const WIDE = '(min-width: 720px)';

/** Milliseconds before each try to open a lost connection again. */
const PAUSES = [300, 3_000, 12_000];

/** How a connection ends that one side wanted to end. */
const ENDED: readonly string[] = ['closed', 'left', 'refused'];

/** Opens connections to other peers and carries chat over them: a text message is a line of the chat. */
export class Chats {
  readonly #store: Store;
  readonly #session: Session;
  readonly #connections = new Map<string, Connection>();
  readonly #dials = new Map<number, AbortController>();

  constructor(store: Store, session: Session) {
    this.#store = store;
    this.#session = session;
    void session.peer().then((peer) => this.#listen(peer));
  }

  /** Connects to an id or a link and shows the conversation. Resolves with whether that worked. */
  async dial(address: string, label: string): Promise<boolean> {
    const key = this.#store.nextKey();
    const controller = new AbortController();
    this.#dials.set(key, controller);
    this.#store.dispatch({ type: 'page/dialling', dial: { key, label } });
    try {
      const { signal } = controller;
      const peer = await this.#session.peer(signal);
      const connection = await peer.connect(address, { signal });
      this.#adopt(connection);
      this.#store.dispatch({ type: 'chat/shown', peer: connection.peer });
      return true;
    } catch (error) {
      complain(this.#store, error);
      return false;
    } finally {
      this.#dials.delete(key);
      this.#store.dispatch({ type: 'page/dialled', key });
    }
  }

  /** Gives up a {@link dial}. */
  hangUp(key: number): void {
    this.#dials.get(key)?.abort();
  }

  /** Opens a conversation's connection again. Resolves with the error when that did not work. */
  async reconnect(peer: string): Promise<unknown> {
    this.#store.dispatch({ type: 'chat/connecting', peer });
    try {
      const self = await this.#session.peer();
      this.#adopt(await self.connect(peer));
      return null;
    } catch (error) {
      this.#store.dispatch({ type: 'chat/closed', peer });
      return error;
    }
  }

  /** As {@link reconnect}, a few times, for a connection that nobody ended. Tells nobody of failures. */
  async resume(peer: string): Promise<void> {
    for (const pause of PAUSES) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const known = conversationWith(this.#store.state.conversations, peer);
      if (!known || known.presence === 'open' || !(await this.reconnect(peer))) {
        return;
      }
    }
  }

  /** Says something to a peer; the message's delivery tells how far it came. */
  async say(peer: string, text: string): Promise<void> {
    const key = this.#store.nextKey();
    this.#store.dispatch({
      type: 'chat/message',
      peer,
      message: { key, mine: true, text, at: Date.now(), delivery: 'sending' },
    });
    try {
      await this.#connections.get(peer)?.send(text);
      const delivery = this.#connections.has(peer) ? 'sent' : 'failed';
      this.#store.dispatch({ type: 'chat/delivery', peer, key, delivery });
    } catch (error) {
      this.#store.dispatch({ type: 'chat/delivery', peer, key, delivery: 'failed' });
      complain(this.#store, error);
    }
  }

  /** Closes the connection and forgets the conversation. */
  forget(peer: string): void {
    this.#connections.get(peer)?.close();
    this.#connections.delete(peer);
    this.#store.dispatch({ type: 'chat/forgotten', peer });
  }

  #listen(peer: Peer): void {
    for (const connection of peer.connections) {
      this.#adopt(connection);
    }
    peer.addEventListener('connection', ({ connection }) => {
      const { conversations } = this.#store.state;
      this.#adopt(connection);
      if (!conversationWith(conversations, connection.peer)) {
        this.#welcome(connection.peer, conversations.current === null);
      }
    });
  }

  #welcome(peer: string, free: boolean): void {
    notify(this.#store, 'info', `${shortId(peer)} connected to you.`);
    // On a narrow screen the conversation would cover what the reader is doing.
    if (free && matchMedia(WIDE).matches) {
      this.#store.dispatch({ type: 'chat/shown', peer });
    }
  }

  #adopt(connection: Connection): void {
    const { peer } = connection;
    if (this.#connections.get(peer) === connection) {
      return;
    }
    this.#connections.set(peer, connection);
    const opened = () =>
      this.#store.dispatch({ type: 'chat/open', peer, path: connection.path });
    connection.addEventListener('path', opened);
    connection.addEventListener('message', ({ data }) => this.#hear(peer, data));
    connection.addEventListener('close', ({ code }) => {
      if (this.#connections.get(peer) === connection) {
        this.#connections.delete(peer);
        this.#store.dispatch({ type: 'chat/closed', peer });
        if (!ENDED.includes(code)) {
          void this.resume(peer);
        }
      }
    });
    opened();
  }

  #hear(peer: string, data: string | Uint8Array): void {
    // Bytes are another application's business: this one chats in text.
    if (typeof data === 'string') {
      const key = this.#store.nextKey();
      this.#store.dispatch({
        type: 'chat/message',
        peer,
        message: { key, mine: false, text: data, at: Date.now(), delivery: 'sent' },
      });
    }
  }
}
