import { copyOf, type Bytes } from '../bytes.js';
import type { Platform } from '../platform.js';
import { Failure, type Transport, type TransportEvents } from './transport.js';
import { WebRtcTransport } from './webrtc.js';
import { WebSocketTransport } from './websocket.js';

/** How long a direct data channel is alone before a WebSocket races it. */
const HEAD_START = 500;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * What tells this connection apart at the master, whatever address it comes from. It is long, because the master
 * sends no more than three times what it got from an address that proved nothing: Firefox may send one check
 * only, and that has to pay for a DTLS flight that is repeated (as QUIC pads its first packet, RFC 9000, section 8.1).
 */
const suffix = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(200)), (byte) => ALPHABET[byte & 31]).join('');

/**
 * The answer that a master would send: it is an ICE-lite endpoint (RFC 8445, section 2.5) whose address and
 * certificate are known, so nobody has to carry it. The master is the DTLS client: one round trip less.
 */
export function answerOf(direct: string): string {
  const where = new URLSearchParams(direct);
  const print = where.get('fp') ?? '';
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'a=ice-lite',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${where.get('token') ?? ''}${suffix()}`,
    `a=ice-pwd:${print}`,
    `a=fingerprint:sha-256 ${print.toUpperCase().match(/../g)?.join(':')}`,
    'a=setup:active',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
    ...where.getAll('at').flatMap((at, index) => {
      const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(at) ?? [];
      return [
        `a=candidate:${index}u 1 udp ${2130706431 - index} ${host} ${port} typ host`,
        `a=candidate:${index}t 1 tcp ${1694498815 - index} ${host} ${port} typ host tcptype passive`,
      ];
    }),
    'a=end-of-candidates',
  ];
  return lines.join('\r\n') + '\r\n';
}

/** A link to a master: a data channel without signalling where it has one, raced by a WebSocket. */
export class MasterTransport implements Transport {
  readonly #racers = new Set<Transport>();
  readonly #events: TransportEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #chosen: Transport | undefined;
  #fallback: (() => void) | undefined;

  constructor(platform: Platform, address: string, events: TransportEvents) {
    this.#events = events;
    const direct = platform.direct.get(address);
    const webSocket = () =>
      this.#race((racer) => new WebSocketTransport(platform.WebSocket, address, racer));
    if (direct && platform.webrtc) {
      this.#fallback = webSocket;
      this.#timer = setTimeout(() => this.#fallBack(), HEAD_START);
      this.#race((racer) => {
        const transport = new WebRtcTransport(platform.createConnection(), racer);
        void transport.describe(undefined, copyOf(answerOf(direct)));
        return transport;
      });
    } else {
      webSocket();
    }
  }

  #fallBack(): void {
    clearTimeout(this.#timer);
    const start = this.#fallback;
    this.#fallback = undefined;
    try {
      start?.();
    } catch {
      this.#lost(Failure.connectFailed);
    }
  }

  /** One way less: with the last one the link is lost. */
  #lost(error: number): void {
    if (!this.#chosen && !this.#racers.size) {
      this.#events.closed(error);
    }
  }

  #race(make: (events: TransportEvents) => Transport): void {
    const racer = make({
      ...this.#events,
      described() {},
      candidate() {},
      opened: (...args) => {
        if (!this.#chosen) {
          this.#racers.delete(racer);
          this.close();
          this.#chosen = racer;
          this.#events.opened(...args);
        }
      },
      closed: (error) => {
        this.#racers.delete(racer);
        if (this.#chosen === racer) {
          this.#events.closed(error);
        } else if (this.#fallback) {
          this.#fallBack();
        } else {
          this.#lost(error);
        }
      },
    });
    this.#racers.add(racer);
  }

  get waiting(): number {
    return this.#chosen?.waiting ?? 0;
  }

  send(frame: Bytes): void {
    this.#chosen?.send(frame);
  }

  async drained(): Promise<void> {
    await this.#chosen?.drained();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#fallback = undefined;
    const all = [...this.#racers];
    this.#racers.clear();
    all.forEach((racer) => racer.close());
    this.#chosen?.close();
  }
}
