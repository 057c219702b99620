import { demand } from '../attempt.js';
import type { Abortable, Connection, ConnectionEvents, Path, TypedEventTarget } from '../api.js';
import type { ErrorCode } from '../errors.js';
import { fire } from '../events.js';

const MAX_MESSAGES = 1_024;
const MAX_BYTES = 16 << 20;

type Message = string | Uint8Array;

/** What a connection needs of its peer. */
export interface ConnectionPort {
  path(peer: string): Path;
  sendData(peer: string, data: string | BufferSource, signal?: AbortSignal): Promise<void>;
  disconnect(peer: string): void;
}

/** See {@link Connection}. */
export class PeerConnection extends EventTarget implements AsyncIterable<Message> {
  readonly peer: string;
  readonly #port: ConnectionPort;
  readonly #queue: Message[] = [];
  #bytes = 0;
  #open = true;
  #listened = false;
  #wake = () => {};

  constructor(peer: string, port: ConnectionPort) {
    super();
    this.peer = peer;
    this.#port = port;
  }

  get path(): Path {
    return this.#port.path(this.peer);
  }

  get open(): boolean {
    return this.#open;
  }

  async send(data: string | BufferSource, { signal }: Abortable = {}): Promise<void> {
    demand(this.#open, 'closed');
    await this.#port.sendData(this.peer, data, signal);
  }

  close(): void {
    if (this.#open) {
      this.#port.disconnect(this.peer);
    }
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args);
    if (args[0] === 'message') {
      this.#listened = true;
      // As with a MessagePort: what came before somebody listened is not lost.
      queueMicrotask(() => {
        for (let data = this.#take(); data !== undefined; data = this.#take()) {
          fire(this, 'message', { data });
        }
      });
    }
  }

  /** A message came in. */
  deliver(data: Message): void {
    if (this.#listened && !this.#queue.length) {
      fire(this, 'message', { data });
      return;
    }
    this.#queue.push(data);
    this.#bytes += data.length;
    if (this.#queue.length > MAX_MESSAGES || this.#bytes > MAX_BYTES) {
      this.#port.disconnect(this.peer);
      this.closed('limit');
    }
    this.#wake();
  }

  /** The connection is gone. */
  closed(code: ErrorCode): void {
    if (this.#open) {
      this.#open = false;
      this.#wake();
      fire(this, 'close', { code });
    }
  }

  #take(): Message | undefined {
    const data = this.#queue.shift();
    this.#bytes -= data?.length ?? 0;
    return data;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Message, void> {
    for (;;) {
      const data = this.#take();
      if (data !== undefined) {
        yield data;
      } else if (this.#open) {
        await new Promise<void>((resume) => (this.#wake = resume));
      } else {
        return;
      }
    }
  }
}

/** The class with its events by name. */
export const asConnection = (connection: PeerConnection): Connection =>
  connection as PeerConnection & TypedEventTarget<ConnectionEvents>;
