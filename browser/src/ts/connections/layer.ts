import type { Neighbour, NetworkView, Path, PeerId } from '../api.js';
import type { ErrorCode } from '../errors.js';
import { GossamerError } from '../errors.js';
import { fire } from '../events.js';
import { kindOf, type Engine } from '../routing/engine.js';
import { PATHS } from './transport.js';

const CHANGE_INTERVAL = 100;

/** The lowest layer of a peer: its links. */
export class ConnectionsLayer extends EventTarget {
  readonly #engine: Engine;
  readonly #paths = new Map<PeerId, Path>();
  #news = false;
  #resting = false;

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
    const set = (peer: PeerId, number: number) => {
      const path = PATHS[number] ?? 'none';
      const moved = path !== this.pathTo(peer);
      this.#paths.set(peer, path);
      this.changed(moved ? peer : undefined);
    };
    Object.assign(engine.listener, {
      linkUp: (peer, path) => set(peer.id, path),
      linkPath: set,
      linkDown: (peer) => {
        this.#paths.delete(peer);
        this.changed(peer);
      },
      masterFailed: (address, code) =>
        fire(this, 'masterfailed', { address, error: new GossamerError(code, address) }),
    } satisfies Partial<Engine['listener']>);
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args);
    if (args[0] === 'trace') {
      this.#engine.host.trace = (direction, link, frame) =>
        fire(this, 'trace', { direction, link, frame });
    }
  }

  /** Something that the picture of the network shows is different now: perhaps the path to a peer. */
  protected changed(_peer?: PeerId): void {
    this.#news = true;
    if (!this.#resting) {
      this.#tellChange();
    }
  }

  #tellChange(): void {
    this.#resting = this.#news;
    if (this.#news) {
      this.#news = false;
      queueMicrotask(() => fire(this, 'change'));
      setTimeout(() => this.#tellChange(), CHANGE_INTERVAL);
    }
  }

  /** How bytes travel to a linked peer. */
  protected pathTo(peer: PeerId): Path {
    return this.#paths.get(peer) ?? 'none';
  }

  get neighbours(): Neighbour[] {
    const { core } = this.#engine;
    return core.neighbours().map((record) => ({
      id: record.id,
      kind: kindOf(record),
      path: this.pathTo(record.id),
      neighbours: core.neighboursOf(record.id),
      location: record.location,
    }));
  }

  get bytesRelayed(): number {
    return this.#engine.core.relayed();
  }

  adopt(connection: RTCPeerConnection, timeout?: number): void {
    this.#engine.host.adopt(connection, timeout);
  }

  network(): NetworkView {
    const { core } = this.#engine;
    const contacts = core.contacts().map((record) => ({ id: record.id, kind: kindOf(record) }));
    return { id: core.id(), neighbours: this.neighbours, contacts };
  }

  get counters(): Partial<Record<ErrorCode, number>> {
    const { core } = this.#engine;
    const counters: Partial<Record<ErrorCode, number>> = {};
    for (let number = 1, code = core.code(1); code; code = core.code(++number)) {
      const count = core.count(number);
      if (count) {
        counters[code] = count;
      }
    }
    return counters;
  }
}
