import { demand } from '../attempt.js';
import { GossamerError, type ErrorCode } from '../errors.js';
import { copyOf, toBase64url, toCore, type Signed } from '../bytes.js';
import type { Key, PeerKind, PeerRecord } from '../api.js';
import type { Host } from '../connections/host.js';
import { Core, type CoreListener, type CoreOptions, type CoreRecord } from './core.js';

const KINDS: readonly PeerKind[] = ['browser', 'master', 'jvm'];
const HEX = /^[\da-f]{40}$/;

export const kindOf = (record: CoreRecord): PeerKind => KINDS[record.kind] ?? 'jvm';

/** @throws GossamerError `invalid-argument` */
export function checkedKey(key: Key): Key {
  demand(HEX.test(key), 'invalid-argument', 'not an id or key');
  return key;
}

/** A record as applications see it. */
export const recordOf = (record: CoreRecord): PeerRecord => ({
  id: record.id,
  kind: kindOf(record),
  addresses: record.addresses,
  expires: record.expires,
  encoded: toBase64url(record.bytes),
});

/** The bytes of an application's data as the core takes them. */
export const payload = (data: string | BufferSource): Signed => toCore(copyOf(data));

/** A call that waits for the core. */
interface Call {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  /** No longer listens to the signal. */
  settled(): void;
}

/** The core with its host: what all layers of a peer share. */
export class Engine {
  readonly core: Core;
  /** Each layer puts the events here that it cares for. */
  readonly listener: CoreListener;
  left = false;

  readonly host: Host;
  /** Stands before the `#` of links. */
  readonly page: string;

  readonly #calls = new Map<number, Call>();
  #lastTicket = 0;

  constructor(host: Host, options: CoreOptions, page: string) {
    this.host = host;
    this.page = page;
    this.listener = {
      done: (ticket, value) => this.#take(ticket)?.resolve(value),
      failed: (ticket, code, reason) => this.failed(ticket, code, reason),
    } as CoreListener;
    this.core = new Core(options, host, this.listener);
    host.core = this.core;
  }

  /** Gives the core a command without an answer. */
  tell(command: (core: Core) => void): void {
    this.host.tell(command);
  }

  /** Gives the core a command under a fresh ticket and waits for its answer, or until the signal gives up. */
  run<T>(
    signal: AbortSignal | undefined,
    command: (core: Core, ticket: number) => void,
  ): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      demand(!this.left, 'left');
      signal?.throwIfAborted();
      const ticket = ++this.#lastTicket;
      const abort = () => {
        this.#take(ticket)?.reject(signal?.reason);
        this.tell((core) => core.cancel(ticket));
      };
      signal?.addEventListener('abort', abort);
      const settled = () => signal?.removeEventListener('abort', abort);
      this.#calls.set(ticket, { resolve, reject, settled });
      this.tell((core) => command(core, ticket));
    }) as Promise<T>;
  }

  #take(ticket: number): Call | undefined {
    const call = this.#calls.get(ticket);
    this.#calls.delete(ticket);
    call?.settled();
    return call;
  }

  /** The call of this ticket fails. */
  failed(ticket: number, code: ErrorCode, reason?: string): void {
    this.#take(ticket)?.reject(new GossamerError(code, reason));
  }

  /** Says goodbye: nothing that waits will come. */
  leave(): void {
    this.tell((core) => core.leave());
    this.left = true;
    [...this.#calls.keys()].forEach((ticket) => this.failed(ticket, 'left'));
  }
}
