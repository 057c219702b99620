import { demand } from '../attempt.js';
import type {
  Abortable,
  ForwardAnswer,
  ForwardedMessage,
  Key,
  PeerId,
  PeerRecord,
  PutOptions,
  StoredValue,
} from '../api.js';
import { copyOf, fromCore, textOf, toCore } from '../bytes.js';
import { ConnectionsLayer } from '../connections/layer.js';
import { fire } from '../events.js';
import type { CoreRecord, CoreValue } from './core.js';
import { checkedKey, payload, recordOf, type Engine } from './engine.js';

const DEFAULT_TTL = 3_600;
const TTL = [60, 86_400] as const;
const DEFAULT_COUNT = 20;
const MAX_VALUE = 8_192;
const MAX_SALT = 64;

type OnForward = (message: ForwardedMessage) => ForwardAnswer | Promise<ForwardAnswer>;

/** Key-based routing and the DHT, over the links. */
export class RoutingLayer extends ConnectionsLayer {
  readonly #engine: Engine;
  #onforward: OnForward | null = null;

  constructor(engine: Engine) {
    super(engine);
    this.#engine = engine;
    Object.assign(engine.listener, {
      delivered: (key, from, bytes) => {
        const data = fromCore(bytes);
        fire(this, 'deliver', { key, from, data, text: textOf(data) });
      },
      forwarding: (token, key, next, bytes) =>
        void this.#forward(token, { key, next, data: fromCore(bytes) }),
    } satisfies Partial<Engine['listener']>);
  }

  async lookup(id: PeerId, { signal }: Abortable = {}): Promise<PeerRecord> {
    checkedKey(id);
    return recordOf(
      await this.#engine.run<CoreRecord>(signal, (core, ticket) => core.lookup(ticket, id)),
    );
  }

  async put(value: string | BufferSource, options: PutOptions = {}): Promise<Key> {
    const { signal, salt, key, ttl = DEFAULT_TTL } = options;
    const bytes = payload(value);
    const salted = payload(salt ?? '');
    demand(bytes.length <= MAX_VALUE, 'too-large', `above ${MAX_VALUE} bytes`);
    demand(
      ttl >= TTL[0] && ttl <= TTL[1] && salted.length <= MAX_SALT,
      'invalid-argument',
      'ttl or salt',
    );
    const at = key === undefined ? null : checkedKey(key);
    const expires = Date.now() + 1_000 * ttl;
    const entry = salt !== undefined || at !== null;
    let result = '';
    await this.#engine.run(signal, (core, ticket) => {
      result = entry
        ? core.putEntry(ticket, bytes, expires, { key: at, salt: salted })
        : core.putImmutable(ticket, bytes, expires);
    });
    return result;
  }

  async get(key: Key, { signal }: Abortable = {}): Promise<StoredValue[]> {
    checkedKey(key);
    const found = await this.#engine.run<CoreValue[]>(signal, (core, ticket) =>
      core.get(ticket, key),
    );
    return found.map((one) => ({ ...one, value: fromCore(one.value) }));
  }

  async route(key: Key, data: string | BufferSource, { signal }: Abortable = {}): Promise<void> {
    checkedKey(key);
    await this.#engine.run(signal, (core, ticket) => core.route(ticket, key, payload(data)));
  }

  get onforward(): OnForward | null {
    return this.#onforward;
  }

  set onforward(listener: OnForward | null) {
    this.#onforward = listener;
    this.#engine.tell((core) => core.interceptForwards(!!listener));
  }

  async #forward(token: number, message: ForwardedMessage): Promise<void> {
    let answer: ForwardAnswer;
    try {
      answer = await this.#onforward?.({ ...message, data: message.data.slice() });
    } finally {
      const data =
        answer === undefined ? (message.data as Uint8Array<ArrayBuffer>) : answer && copyOf(answer);
      this.#engine.tell((core) => core.forward(token, data ? toCore(data) : null));
    }
  }

  neighbourSet(count = DEFAULT_COUNT): PeerRecord[] {
    return this.#engine.core.neighbourSet(count).map(recordOf);
  }

  replicaSet(key: Key, count = DEFAULT_COUNT): PeerRecord[] {
    return this.#engine.core.replicaSet(checkedKey(key), count).map(recordOf);
  }
}
