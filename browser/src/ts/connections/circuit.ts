import { concat, copyOf, type Bytes, type Signed } from '../bytes.js';
import { aes, bodyKey, generateSealing, publicKey } from '../manager/cryptography.js';
import { Failure, HIGH_WATER, OVERFLOW, PATHS, room } from './transport.js';
import type { Transport, TransportEvents } from './transport.js';

/** See gossamer.peer.link.Circuits.WINDOW. */
const WINDOW = 64;

const CLOSE_TIMEOUT = 2_000;
const CONTEXT = copyOf('gossamer circuit 1');

/** One end of a circuit through a common linked peer: see gossamer.peer.host.Rung. */
export class CircuitTransport implements Transport {
  readonly #events: TransportEvents;
  readonly #emit: (message: Bytes) => void;
  readonly #pair = generateSealing();
  /** For what is sent, and for what comes. */
  readonly #keys: Promise<CryptoKey[]>;
  #ready!: (keys: CryptoKey[]) => void;
  #sending: Promise<unknown> = Promise.resolve();
  #receiving = this.#sending;
  #credit = WINDOW;
  #more = () => {};
  #sent = 0;
  #taken = 0;
  #over = false;
  bufferedAmount = 0;
  readonly readyState = 1;

  constructor(events: TransportEvents, emit: (message: Bytes) => void) {
    this.#events = events;
    this.#emit = emit;
    this.#keys = new Promise((resolve) => (this.#ready = resolve));
  }

  /** Gives the own key, in an offer or in the answer to one. */
  async describe(offer?: Signed): Promise<void> {
    this.#events.described(await publicKey(await this.#pair));
    if (offer) {
      await this.accept(offer);
    }
  }

  /** Takes the other side's key. */
  async accept(key: Signed): Promise<void> {
    try {
      const pair = await this.#pair;
      const own = await publicKey(pair);
      const bindings = [concat(own, key), concat(key, own)] as const;
      const keys = bindings.map((salt) => bodyKey(pair.privateKey, key, salt, CONTEXT));
      this.#ready(await Promise.all(keys));
      this.#events.opened(...bindings, PATHS.indexOf('peer'));
    } catch {
      this.#end(Failure.connectFailed);
    }
  }

  #end(error: number): void {
    if (!this.#over) {
      this.#over = true;
      this.#events.closed(error);
    }
  }

  #post(kind: number, bytes: Bytes | Promise<Bytes>): Promise<void> {
    const sent = this.#sending.then(async () => {
      const plain = concat(new Uint8Array([kind]), await bytes);
      while (!this.#credit) {
        await new Promise<void>((resume) => (this.#more = resume));
      }
      this.#credit--;
      const [key] = (await this.#keys) as [CryptoKey];
      const message = await crypto.subtle.encrypt(aes(this.#sent++), key, plain);
      this.#emit(new Uint8Array(message));
    });
    this.#sending = sent.catch(() => {});
    return sent;
  }

  get waiting(): number {
    return this.bufferedAmount;
  }

  send(frame: Bytes): void {
    if (this.waiting > OVERFLOW) {
      this.#end(Failure.limit);
    } else {
      this.bufferedAmount += frame.length;
      void this.#post(0, frame).then(() => (this.bufferedAmount -= frame.length));
    }
  }

  sendBlock(header: Signed, block: Promise<Bytes>): Promise<void> {
    return this.#post(
      1,
      block.then((bytes) => concat(header, bytes)),
    );
  }

  /** One more message may be sent. */
  credit(): void {
    this.#credit++;
    this.#more();
  }

  /** A message came: it opens with the next number or ends the link. */
  receive(message: Signed): void {
    this.#receiving = this.#receiving.then(async () => {
      const key = (await this.#keys)[1] as CryptoKey;
      try {
        const plain = await crypto.subtle.decrypt(aes(this.#taken++), key, message);
        const [kind] = new Uint8Array(plain);
        if (!this.#over) {
          this.#events[kind ? 'block' : 'frame'](new Uint8Array(plain, 1));
        }
      } catch {
        this.#end(Failure.badSeal);
      }
    });
  }

  drained(): Promise<void> {
    return room(this, HIGH_WATER);
  }

  async close(): Promise<void> {
    await Promise.race([this.#sending, new Promise((resume) => setTimeout(resume, CLOSE_TIMEOUT))]);
    this.#over = true;
  }
}
