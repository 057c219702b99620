import { fetchOf } from '../model/fetches';
import { shortId } from '../model/format';
import { type Target, targetIn, targetOf } from '../model/links';
import { type Panel, initialState } from '../model/state';
import { Chats } from './chats';
import { Fetching } from './fetching';
import { Memory } from './memory';
import { complain, notify } from './notify';
import { Session } from './session';
import { Sharing } from './sharing';
import { Shell } from './shell';
import { Store } from './store';

/** The application without its looks: what views show is in the store, what they do is here. */
export class Application {
  readonly store: Store;
  readonly session: Session;
  readonly chats: Chats;
  readonly sharing: Sharing;
  readonly fetching: Fetching;
  readonly shell: Shell;
  readonly #memory: Memory;

  /** @param url the address of a master: where the page comes from */
  constructor(url: string) {
    this.store = new Store(initialState(globalThis.isSecureContext));
    this.session = new Session(this.store, url);
    this.chats = new Chats(this.store, this.session);
    this.sharing = new Sharing(this.store, this.session, new URL('/', url).href);
    this.fetching = new Fetching(this.store, this.session);
    this.shell = new Shell(this.store);
    this.#memory = new Memory(this.store, this.session, this.chats);
  }

  /** Joins the network and opens what the page's address asks for. */
  start(): void {
    if (this.store.state.phase === 'insecure') {
      return;
    }
    void this.shell.start();
    void this.#memory.start();
    void this.session.start();
    this.#openFragment();
    addEventListener('hashchange', () => this.#openFragment());
    addEventListener('online', () => {
      // Whoever left the masters on purpose is not brought back by the Wi-Fi.
      if (!this.store.state.detached) {
        void this.session.start();
      }
    });
  }

  /** Opens what was pasted: a peer's link or id, or a file's link. Resolves with whether that worked. */
  async open(text: string): Promise<boolean> {
    try {
      return await this.#follow(targetOf(text));
    } catch (error) {
      complain(this.store, error);
      return false;
    }
  }

  /** Opens a conversation with a peer. */
  talkTo(id: string): void {
    this.show('people');
    void this.chats.dial(id, shortId(id));
  }

  /** Shares files and shows them. */
  share(files: Iterable<File>): void {
    this.show('files');
    for (const file of files) {
      void this.sharing.offer(file);
    }
  }

  /** Shares a file and says its link to a peer. */
  async shareWith(peer: string, file: File): Promise<void> {
    const link = await this.sharing.offer(file);
    if (link) {
      await this.chats.say(peer, link);
    }
  }

  show(panel: Panel): void {
    this.store.dispatch({ type: 'page/panel', panel });
  }

  /** Puts text into the clipboard and says so. */
  async copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      notify(this.store, 'good', `${what} copied.`);
    } catch {
      // The permission is missing; the text is on the page and can be copied by hand.
      notify(this.store, 'bad', 'The browser does not allow copying. Select the text instead.');
    }
  }

  /** Hands a link to the system's share sheet. */
  async handOver(url: string): Promise<void> {
    try {
      await navigator.share({ title: 'Gossamer', url });
    } catch (error) {
      complain(this.store, error);
    }
  }

  /** A file's link stays in the address, so that a reload goes on; a peer's goes once it is connected. */
  #openFragment(): void {
    try {
      const target = targetIn(location.hash);
      if (target) {
        void this.#follow(target).then((done) => {
          if (done && target.kind === 'peer') {
            history.replaceState(null, '', location.pathname + location.search);
          }
        });
      }
    } catch (error) {
      complain(this.store, error);
    }
  }

  async #follow(target: Target): Promise<boolean> {
    if (target.kind === 'file') {
      this.show('files');
      if (!fetchOf(this.store.state.fetches, target.link)) {
        void this.fetching.start(target.link);
      }
      return true;
    }
    this.show('people');
    return this.chats.dial(target.address, target.label);
  }
}
