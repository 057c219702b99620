import { GossamerError, type ErrorCode } from '../errors.js';

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** The calls that wait for the core. */
export class Tickets {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /**
   * Runs a command under a fresh ticket until it is settled or the signal gives up.
   *
   * @param cancel tells the core that nobody waits any more
   */
  run<T>(
    signal: AbortSignal | undefined,
    start: (ticket: number) => void,
    cancel: (ticket: number) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      signal?.throwIfAborted();
      const ticket = ++this.#last;
      const abort = () => {
        this.#waiting.delete(ticket);
        cancel(ticket);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const over = () => signal?.removeEventListener('abort', abort);
      this.#waiting.set(ticket, {
        resolve: (value) => (over(), resolve(value as T)),
        reject: (reason) => (over(), reject(reason)),
      });
      start(ticket);
    });
  }

  #take(ticket: number): Waiting | undefined {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    return waiting;
  }

  done(ticket: number, value: unknown): void {
    this.#take(ticket)?.resolve(value);
  }

  failed(ticket: number, code: ErrorCode, reason?: string): void {
    this.#take(ticket)?.reject(new GossamerError(code, reason));
  }

  /** The peer has left: nothing that waits will come. */
  failAll(code: ErrorCode): void {
    [...this.#waiting.keys()].forEach((ticket) => this.failed(ticket, code));
  }
}
