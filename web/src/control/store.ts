import { type Action, type State, reduce } from '../model/state';

/** Holds the state, applies actions to it, and tells who listens. */
export class Store {
  #state: State;
  #lastKey = 0;
  readonly #listeners = new Set<() => void>();

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  dispatch(action: Action): void {
    this.#state = reduce(this.#state, action);
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** Calls the listener after every action; the function returned ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A number that was never handed out before, for list entries. */
  nextKey(): number {
    return ++this.#lastKey;
  }
}
