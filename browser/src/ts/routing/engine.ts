import { copyOf, toBase64url, fromCore, toCore, type Signed } from '../bytes.js';
import { GossamerError } from '../errors.js';
import type { Key, PeerKind, PeerRecord } from '../api.js';
import type { Host } from '../connections/host.js';
import { Tickets } from '../manager/tickets.js';
import { Core, type CoreListener, type CoreOptions, type CoreRecord } from './core.js';

const KINDS: readonly PeerKind[] = ['browser', 'master', 'jvm'];
const HEX = /^[\da-f]{40}$/;

export const kindOf = (record: CoreRecord): PeerKind => KINDS[record.kind] ?? 'jvm';

/** @throws GossamerError `invalid-argument` */
export function checkedKey(key: Key): Key {
  if (!HEX.test(key)) {
    throw new GossamerError(
      'invalid-argument',
      'not an id or key: 40 lower-case hexadecimal digits',
    );
  }
  return key;
}

/** A record as applications see it. */
export const recordOf = (record: CoreRecord): PeerRecord => ({
  id: record.id,
  kind: kindOf(record),
  addresses: record.addresses,
  expires: record.expires,
  encoded: toBase64url(fromCore(record.bytes)),
});

/** The bytes of an application's data as the core takes them. */
export const payload = (data: string | BufferSource): Signed => toCore(copyOf(data));

/** The core with its host: what all layers of a peer share. */
export class Engine {
  readonly core: Core;
  readonly tickets = new Tickets();
  /** Each layer puts the events here that it cares for. */
  readonly listener: CoreListener;
  left = false;

  readonly host: Host;
  /** Stands before the `#` of links. */
  readonly page: string;

  constructor(host: Host, options: CoreOptions, page: string) {
    this.host = host;
    this.page = page;
    this.listener = {
      done: (ticket, value) => this.tickets.done(ticket, value),
      failed: (ticket, code, reason) => this.tickets.failed(ticket, code, reason),
    } as CoreListener;
    this.core = new Core(options, host, this.listener);
    host.core = this.core;
  }

  /** Gives the core a command without an answer. */
  tell(command: (core: Core) => void): void {
    this.host.tell(command);
  }

  /** Gives the core a command and waits for its answer. */
  async run<T>(
    signal: AbortSignal | undefined,
    command: (core: Core, ticket: number) => void,
  ): Promise<T> {
    if (this.left) {
      throw new GossamerError('left');
    }
    return this.tickets.run<T>(
      signal,
      (ticket) => this.tell((core) => command(core, ticket)),
      (ticket) => this.tell((core) => core.cancel(ticket)),
    );
  }
}
