import { demand } from '../attempt.js';
import type { Abortable, Connection, Descriptor, PeerId, PeerRecord } from '../api.js';
import { parseLink } from '../application/links.js';
import { PeerConnection, asConnection } from '../application/connection.js';
import { fromBase64url, fromCore, textOf, toBase64url, toCore } from '../bytes.js';
import { HIGH_WATER } from '../connections/transport.js';
import { fire } from '../events.js';
import type { CoreRecord } from '../routing/core.js';
import { payload, type Engine } from '../routing/engine.js';
import { RoutingLayer } from '../routing/layer.js';

const ID = /^[\da-f]{40}$/;
const MAX_MESSAGE = 1 << 20;

/** Bytes that may wait on a link before a message that nobody awaited is refused. */
const PATIENCE = 8 * HIGH_WATER;

/** Where a peer belongs. */
export interface Home {
  /** Stands before the `#` of links. */
  readonly page: string;
  /** WebSocket addresses. */
  readonly masters: readonly string[];
  readonly descriptor: Descriptor;
  /** The number of its key slot; negative for none. */
  readonly slot: number;
  /** Told when the peer has left. */
  left(): void;
}

/** The peer and its connections to others, over routing. */
export class PeerManagerLayer extends RoutingLayer {
  readonly id: PeerId;
  readonly descriptor: Descriptor;
  readonly #engine: Engine;
  readonly #connections = new Map<PeerId, PeerConnection>();
  /** The link that the last message to a peer went out on. */
  readonly #links = new Map<PeerId, number>();
  readonly #home: Home;
  #record: CoreRecord | null = null;

  constructor(engine: Engine, home: Home) {
    super(engine);
    this.#engine = engine;
    this.#home = home;
    this.descriptor = home.descriptor;
    this.id = engine.core.id();
    Object.assign(engine.listener, {
      recordRenewed: (record) => {
        this.#record = record;
        fire(this, 'record');
      },
      connectionOpened: (peer) =>
        fire(this, 'connection', { connection: this.#connection(peer.id) }),
      connectionClosed: (peer, code) => {
        const connection = this.#connections.get(peer);
        this.#connections.delete(peer);
        this.#links.delete(peer);
        connection?.closed(code);
      },
      data: (peer, text, bytes) => {
        const data = fromCore(bytes);
        this.#connections.get(peer)?.deliver(text ? textOf(data) : data);
      },
      message: (from, bytes) => {
        const data = fromCore(bytes);
        fire(this, 'message', { from, data, text: textOf(data) });
      },
    } satisfies Partial<Engine['listener']>);
  }

  protected override changed(peer?: PeerId): void {
    super.changed();
    fire(this.#connections.get(peer ?? ''), 'path');
  }

  get record(): string {
    return this.#record ? toBase64url(this.#record.bytes) : '';
  }

  get link(): string {
    return `${this.#engine.page}#p1.${this.record}`;
  }

  get connections(): Connection[] {
    return [...this.#connections.values()].map(asConnection);
  }

  #connection(peer: PeerId): Connection {
    let connection = this.#connections.get(peer);
    if (!connection) {
      connection = new PeerConnection(peer, {
        path: (id) => this.pathTo(id),
        sendData: (id, data, signal) => this.#sendData(id, data, signal),
        disconnect: (id) => this.#engine.tell((core) => core.disconnect(id)),
      });
      this.#connections.set(peer, connection);
    }
    return asConnection(connection);
  }

  /** The id that a text stands for, and the record if it holds one. */
  #target(peer: string): { id: PeerId; bytes: Uint8Array<ArrayBuffer> | null } {
    if (ID.test(peer)) {
      return { id: peer, bytes: null };
    }
    let encoded = peer;
    if (peer.includes('#')) {
      const link = parseLink(peer);
      demand(link.kind === 'peer', 'invalid-argument', 'not a link to a peer');
      encoded = link.record;
    }
    const bytes = fromBase64url(encoded);
    const record = this.#engine.core.read(toCore(bytes.slice()));
    demand(record, 'malformed', 'not an id, record or link');
    return { id: record.id, bytes };
  }

  async connect(peer: string | PeerRecord, { signal }: Abortable = {}): Promise<Connection> {
    const { id, bytes } = this.#target(typeof peer === 'string' ? peer : peer.encoded);
    const found = await this.#engine.run<CoreRecord>(signal, (core, ticket) =>
      core.connect(ticket, id, bytes && toCore(bytes)),
    );
    return this.#connection(found.id);
  }

  async #sendData(peer: PeerId, data: string | BufferSource, signal?: AbortSignal): Promise<void> {
    const bytes = payload(data);
    demand(bytes.length <= MAX_MESSAGE, 'too-large', `above ${MAX_MESSAGE} bytes`);
    const { host } = this.#engine;
    const link = this.#links.get(peer);
    demand((host.transport(link ?? 0)?.waiting ?? 0) <= PATIENCE, 'limit', 'await send()');
    let sent = link;
    await this.#engine.run(signal, (core, ticket) => {
      core.sendData(ticket, peer, typeof data === 'string', bytes);
      sent = host.lastLink;
      this.#links.set(peer, sent);
    });
    await host.transport(sent ?? 0)?.drained();
  }

  async send(peer: PeerId, data: string | BufferSource, { signal }: Abortable = {}): Promise<void> {
    const { id } = this.#target(peer);
    await this.#engine.run(signal, (core, ticket) => core.sendMessage(ticket, id, payload(data)));
  }

  detach(): void {
    this.#engine.tell((core) => core.detach());
  }

  attach(): void {
    this.#engine.tell((core) => core.join([...this.#home.masters]));
  }

  async leave(): Promise<void> {
    const engine = this.#engine;
    if (!engine.left) {
      engine.leave();
      [...this.#connections.values()].forEach((connection) => connection.closed('left'));
      this.#connections.clear();
      this.#home.left();
    }
    await engine.host.stop();
  }
}
