import type {
  ConnectionCloseEvent,
  ConnectionEvent,
  ConnectionMessageEvent,
  DeliverEvent,
  MasterFailedEvent,
  PeerMessageEvent,
  TraceEvent,
} from './api-events.js';
import type { Files } from './api-files.js';
import type { ErrorCode } from './errors.js';

export type * from './api-events.js';
export type * from './api-files.js';

/** A peer's id: the first 20 bytes of the SHA-256 of its public key, as 40 lower-case hexadecimal digits. */
export type PeerId = string;

/** A key of key-based routing and of the DHT: 40 lower-case hexadecimal digits, the same space as ids. */
export type Key = string;

/**
 * How bytes travel: `direct` between the peers' own addresses, `turn` through a TURN relay, `websocket` to a
 * master, `peer` through a common linked peer that cannot read them; `none` while a lost path is being replaced.
 */
export type Path = 'direct' | 'turn' | 'websocket' | 'peer' | 'none';

/** What a peer runs on. */
export type PeerKind = 'browser' | 'master' | 'jvm';

/** What most calls take: abort it to give up; the call then rejects with the signal's reason. */
export interface Abortable {
  signal?: AbortSignal | undefined;
}

/**
 * The type of `join`: becomes a peer of the network to which `url` leads, the address of a master ("https://host",
 * "https://host:port"; ws and wss too). Resolves when the first link to a master is up.
 *
 * The masters' descriptor is fetched from `/.well-known/gossamer.json`; the last good one is remembered, so that
 * a later join works while that master is down and another one lives. Rejects with `unreachable` when no master
 * answers, `master-silent` when one accepts and says nothing, `timeout`, `insecure-context`, `no-webrtc`,
 * `no-crypto`, `storage`, `bad-signature`, `wrong-network`, …
 */
export type Join = (url: string | URL, options?: JoinOptions) => Promise<Peer>;

/** Options of {@link Join}. All have defaults. */
export interface JoinOptions extends Abortable {
  /** Name of the network, 1 to 64 characters. Default: the one in the master's descriptor. */
  network?: string | undefined;
  /** Given to every RTCPeerConnection: ICE servers, transport policy. Default: none. */
  rtcConfig?: RTCConfiguration | undefined;
  /**
   * In how many of the farthest buckets the overlay keeps a link by itself, beside those to the closest four peers;
   * 0: only links that are asked for. Default 8, which is enough for some thousand peers;
   * for more, the binary logarithm of their number.
   */
  links?: number | undefined;
  /** Links kept at most, 4 to 500. Default 48. */
  maxLinks?: number | undefined;
  /** Until the first link is up, in milliseconds. Default 10,000. */
  timeout?: number | undefined;
  /**
   * Where keys and the last good descriptor are kept. Default: `indexeddb` where the platform has it. With
   * `memory` the peer has a new id every time.
   */
  storage?: 'indexeddb' | 'memory' | undefined;
  /** Where the peer says it is, in degrees; rounded to a hundredth. Default: it does not say. */
  location?: { latitude: number; longitude: number } | undefined;
  /** `optional`: without WebRTC join over WebSockets only, instead of failing with `no-webrtc`. */
  webrtc?: 'required' | 'optional' | undefined;
  /** In place of the one that the master at the address serves, for who cannot reach a master. */
  descriptor?: Descriptor | undefined;
  /**
   * Makes a first link without a master, by {@link Connections.adopt}; masters are tried beside it. What it throws
   * is what `join` rejects with.
   */
  bootstrap?: ((peer: Peer) => Promise<unknown>) | undefined;
  /** In place of the platform's, for example in Node. */
  RTCPeerConnection?: (new (configuration?: RTCConfiguration) => RTCPeerConnection) | undefined;
  /** In place of the platform's, for example in Node 20. */
  WebSocket?: (new (url: string, protocols?: string | string[]) => WebSocket) | undefined;
  /** In place of the platform's. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** Which masters a network has and how peers connect. */
export interface Descriptor {
  /** 1 where the overlay is Kademlia, 2 where it is Chord: who does not know a version cannot take part. */
  readonly version: number;
  readonly network: string;
  /** `direct`: where a master takes data channels without signalling, `fp=HEX&at=IP:PORT[&at=…][&token=…]`. */
  readonly masters: readonly { url: string; record: string; direct?: string }[];
  readonly iceServers: RTCIceServer[];
}

/** An EventTarget whose events are known by name. */
export interface TypedEventTarget<Events> extends EventTarget {
  addEventListener<K extends keyof Events & string>(
    type: K,
    listener: (event: Events[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof Events & string>(
    type: K,
    listener: (event: Events[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/**
 * A peer of the network, made by `join`. It is the sum of the layers of a peer: {@link PeerManager} over
 * {@link Routing} over {@link Connections}, and {@link Files} for the application.
 */
export interface Peer
  extends PeerManager, Routing, Connections, Files, TypedEventTarget<PeerEvents> {}

/** The events of a {@link Peer}. */
export interface PeerEvents {
  /** Another peer opened a connection to this one. */
  connection: ConnectionEvent;
  /** An acknowledged message arrived for this peer's id. */
  message: PeerMessageEvent;
  /** Key-based routing: this peer is the closest one to the key. */
  deliver: DeliverEvent;
  /** The picture of the network changed: see {@link Connections.network}. At most one every 100 ms. */
  change: Event;
  /** This peer's record was signed anew; links made from now on should carry it. */
  record: Event;
  /** A master did not let this peer in or was lost. Others are tried meanwhile. */
  masterfailed: MasterFailedEvent;
  /** A frame went over a link, for tests and for the curious; costs nothing while nobody listens. */
  trace: TraceEvent;
}

/** The lowest layer: links, each one authenticated pipe to one peer. */
export interface Connections {
  /** The peers that are linked now, oldest link first. */
  readonly neighbours: readonly Neighbour[];
  /** The network as this peer sees it. */
  network(): NetworkView;
  /** Bytes that this peer passed on for others that cannot reach each other. */
  readonly bytesRelayed: number;
  /**
   * Makes a link over a connection that the application signals by itself: over a code that is read, another tab, a
   * chat. To be called at both ends before the second description is set; the connection belongs to the peer then. The
   * stream ids 0 and 1 have to be free. `change` tells when the link is up.
   *
   * @param timeout until it has to be open, in milliseconds. Default 15,000.
   */
  adopt(connection: RTCPeerConnection, timeout?: number): void;
  /** How often each error was met since the start; errors that never were are left out. */
  readonly counters: Readonly<Partial<Record<ErrorCode, number>>>;
}

/** A linked peer. */
export interface Neighbour {
  readonly id: PeerId;
  readonly kind: PeerKind;
  readonly path: Path;
  /** Its own neighbours, as it told them. */
  readonly neighbours: readonly PeerId[];
  /** Where the peer says it is, in degrees; null when it does not say. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
}

/** What one peer sees of the network. */
export interface NetworkView {
  readonly id: PeerId;
  readonly neighbours: readonly Neighbour[];
  /** Peers that are known and verified but need not be linked. */
  readonly contacts: readonly { readonly id: PeerId; readonly kind: PeerKind }[];
}

/** Key-based routing and the DHT on top of it. */
export interface Routing {
  /** Finds a peer's record through the overlay. Rejects with `unreachable` or `not-found`. */
  lookup(id: PeerId, options?: Abortable): Promise<PeerRecord>;
  /** Stores a value (at most 8 KiB) in the DHT and keeps it alive until it expires. Resolves with its key. */
  put(value: string | BufferSource, options?: PutOptions): Promise<Key>;
  /** Finds what is stored under a key: at least one value, newest first. Rejects with `not-found`. */
  get(key: Key, options?: Abortable): Promise<StoredValue[]>;
  /** Delivers a message (at most 16 KiB) at the peer closest to the key; resolves when it was delivered. */
  route(key: Key, data: string | BufferSource, options?: Abortable): Promise<void>;
  /**
   * Asked before a message of {@link route} is forwarded, to change or stop it: return other data, or null to
   * stop it; undefined lets it pass. An answer is awaited for 2 s.
   */
  onforward: ((message: ForwardedMessage) => ForwardAnswer | Promise<ForwardAnswer>) | null;
  /** The known peers closest to this one, closest first. */
  neighbourSet(count?: number): PeerRecord[];
  /** The known peers closest to the key, this one possibly among them, closest first. */
  replicaSet(key: Key, count?: number): PeerRecord[];
}

/** What {@link Routing.onforward} may answer. */
export type ForwardAnswer = string | BufferSource | null | undefined | void;

/** A message on its way through this peer. */
export interface ForwardedMessage {
  readonly key: Key;
  /** The peer to which it is about to go. */
  readonly next: PeerId;
  readonly data: Uint8Array;
}

/** Options of {@link Routing.put}. Without salt and key the value's key is its hash, and it cannot change. */
export interface PutOptions extends Abortable {
  /** Stores under a key that belongs to this peer and the salt (at most 64 bytes); a later put replaces it. */
  salt?: string | undefined;
  /** Stores this peer's entry, one of many, under this key. */
  key?: Key | undefined;
  /** How long the value lives, in seconds: 60 to 86,400. Default 3,600. */
  ttl?: number | undefined;
}

/** A value found in the DHT. */
export interface StoredValue {
  readonly value: Uint8Array;
  /** The peer that signed it; null for a value whose key is its hash. */
  readonly publisher: PeerId | null;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** What a peer states of itself, signed. */
export interface PeerRecord {
  readonly id: PeerId;
  readonly kind: PeerKind;
  /** WebSocket addresses, for masters. */
  readonly addresses: readonly string[];
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** The whole record in base64url, as in links. */
  readonly encoded: string;
}

/** The peer itself and its connections to others. */
export interface PeerManager {
  readonly id: PeerId;
  /** The network and its masters, as it joined. */
  readonly descriptor: Descriptor;
  /** This peer's signed record in base64url: whoever has it can connect without looking this peer up. */
  readonly record: string;
  /** A link to this peer for others to open: `<page>#p1.<record>`. */
  readonly link: string;
  /**
   * Opens a connection, to an id, a record or a link to a peer. Connecting twice gives the same connection.
   * Rejects with `unreachable`, `connect-failed`, `wrong-peer`, `self`, …
   */
  connect(peer: PeerId | PeerRecord | string, options?: Abortable): Promise<Connection>;
  /** The open connections. */
  readonly connections: readonly Connection[];
  /**
   * Sends a sealed message (at most 16 KiB) to a peer id, connected or not; resolves when that peer has
   * acknowledged it. Rejects with `unreachable` or `timeout`.
   */
  send(peer: PeerId, data: string | BufferSource, options?: Abortable): Promise<void>;
  /** Leaves all masters and stays with the linked peers. */
  detach(): void;
  /** Takes up the masters again after {@link detach}. */
  attach(): void;
  /** Says goodbye to all neighbours; every later call rejects with `left`. */
  leave(): Promise<void>;
}

/**
 * A connection to another peer's application.
 *
 * It outlives its path: when that fails another is sought for 30 s, by an ICE restart, through TURN, through a
 * common linked peer, and a relayed one is replaced as soon as a direct one can be had. What `send` accepted
 * arrives once and in order whatever the path, as long as the connection is open; after `close` what was not
 * acknowledged by then may or may not have arrived.
 *
 * Messages go to the listeners of `message`; without one they wait for the iterator, at most 1,024 of them or
 * 16 MiB. One more closes the connection with the code `limit`.
 */
export interface Connection
  extends TypedEventTarget<ConnectionEvents>, AsyncIterable<string | Uint8Array> {
  /** The other peer. */
  readonly peer: PeerId;
  readonly path: Path;
  readonly open: boolean;
  /**
   * Sends a message of at most 1 MiB, in order. Resolves when there is room for the next one: await it to be
   * paced by the network. Rejects with `closed`, `too-large` or `limit`.
   */
  send(data: string | BufferSource, options?: Abortable): Promise<void>;
  /** Closes it on both sides. */
  close(): void;
}

/** The events of a {@link Connection}. */
export interface ConnectionEvents {
  message: ConnectionMessageEvent;
  /** The last event. */
  close: ConnectionCloseEvent;
  /** The path changed. */
  path: Event;
}
