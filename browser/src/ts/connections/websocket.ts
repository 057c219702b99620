import { copyOf, type Bytes } from '../bytes.js';
import { Failure, HIGH_WATER, OVERFLOW, PATHS, messageBytes, room } from './transport.js';
import type { Transport, TransportEvents } from './transport.js';

const PROTOCOL = 'gossamer';
const CONNECT_TIMEOUT = 8_000;

/** A link to a master over a WebSocket. */
export class WebSocketTransport implements Transport {
  readonly #socket: WebSocket;
  readonly #events: TransportEvents;
  readonly #timer: ReturnType<typeof setTimeout>;
  #over = false;

  constructor(
    WebSocket: new (url: string, protocol: string) => WebSocket,
    address: string,
    events: TransportEvents,
  ) {
    this.#events = events;
    this.#timer = setTimeout(() => this.#end(Failure.timeout), CONNECT_TIMEOUT);
    const url = new URL(address);
    const socket = (this.#socket = new WebSocket(address, PROTOCOL));
    socket.binaryType = 'arraybuffer';
    let error: number = Failure.connectFailed;
    socket.onopen = () => {
      clearTimeout(this.#timer);
      error = Failure.closed;
      const port = url.port || (url.protocol === 'wss:' ? 443 : 80);
      const authority = copyOf(`${url.hostname}:${port}`.toLowerCase());
      events.opened(authority, authority.slice(), PATHS.indexOf('websocket'));
    };
    socket.onmessage = ({ data }) => {
      const frame = messageBytes(data);
      if (frame && !this.#over) {
        events.frame(frame);
      }
    };
    socket.onerror = () => {};
    socket.onclose = () => this.#end(error);
  }

  #end(error: number): void {
    if (!this.#over) {
      this.close();
      this.#events.closed(error);
    }
  }

  get waiting(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Bytes): void {
    if (this.waiting > OVERFLOW) {
      this.#end(Failure.limit);
    } else if (this.#socket.readyState === 1) {
      this.#socket.send(frame);
    }
  }

  drained(): Promise<void> {
    return room(this.#socket, HIGH_WATER);
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket.close();
  }
}
