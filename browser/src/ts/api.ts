import type { ErrorCode, GossamerError } from './errors.js';

/** A peer's id: the first 20 bytes of the SHA-256 of its public key, as 40 lower-case hexadecimal digits. */
export type PeerId = string;

/** A key of key-based routing and of the DHT: 40 lower-case hexadecimal digits, the same space as ids. */
export type Key = string;

/**
 * How bytes travel: `direct` between the peers' own addresses, `turn` through a TURN relay, `websocket` to a
 * master, `peer` through a common linked peer.
 */
export type Path = 'direct' | 'turn' | 'websocket' | 'peer';

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
  /** Links that the overlay opens to other peers by itself; 0: only those that are asked for. Default 8. */
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
  /** In place of the platform's, for example in Node. */
  RTCPeerConnection?: (new (configuration?: RTCConfiguration) => RTCPeerConnection) | undefined;
  /** In place of the platform's, for example in Node 20. */
  WebSocket?: (new (url: string, protocols?: string | string[]) => WebSocket) | undefined;
  /** In place of the platform's. */
  fetch?: typeof globalThis.fetch | undefined;
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
export interface Peer extends PeerManager, Routing, Connections, Files, TypedEventTarget<PeerEvents> {}

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
 * Messages go to the listeners of `message`; without one they wait for the iterator, at most 1,024 of them or
 * 16 MiB. One more closes the connection with the code `limit`.
 */
export interface Connection extends TypedEventTarget<ConnectionEvents>, AsyncIterable<string | Uint8Array> {
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

/** Sharing files by link. */
export interface Files {
  /**
   * Shares a file of any size; it is read block by block and stays where it is. Resolves when the link works.
   * A file that changes later is no longer served: event `lost` with `content-changed`.
   */
  share(file: Blob, options?: ShareOptions): Promise<Share>;
  /**
   * Fetches the file of a link from whoever holds it, verifies every block and then shares it on. Rejects with
   * `no-holder`, `disk-full`, `corrupt`, `content-changed`, …
   */
  fetch(link: string, options?: FetchOptions): Promise<FetchedFile>;
  /** What is shared now, fetched files among them. */
  readonly shares: readonly Share[];
}

/** Options of {@link Files.share}. */
export interface ShareOptions extends Abortable {
  /** The name that others see. Default: the file's own. */
  name?: string | undefined;
  /** The page of the link. Default: the present page, in Node the URL that was joined. */
  page?: string | undefined;
  /** Called while the file is hashed, with the bytes done. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Options of {@link Files.fetch}. */
export interface FetchOptions extends Abortable {
  /** Called when the file is known and whenever blocks were verified and stored, at most every 100 ms. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Writes straight to this file (from showSaveFilePicker) in place of the browser's private storage. */
  to?: FileSystemFileHandle | undefined;
}

/** How far a transfer is. */
export interface Progress {
  readonly name: string;
  readonly type: string;
  /** All bytes of the file. */
  readonly size: number;
  /** Bytes that are done. */
  readonly bytes: number;
  /** Peers that serve it now. */
  readonly holders: number;
}

/** A file that is being shared. */
export interface Share extends TypedEventTarget<ShareEvents> {
  /** The content id: SHA-256 over the file's Merkle tree, name and type, in base64url. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The link to hand over: `<page>#f1.<id>.<this peer's record>`. Everything is in the fragment. */
  readonly link: string;
  /** Stops sharing. */
  close(): void;
}

/** The events of a {@link Share}. */
export interface ShareEvents {
  /** It can no longer be served. */
  lost: ShareLostEvent;
}

/** A file that was fetched. */
export interface FetchedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The share through which this peer now serves it. */
  readonly share: Share;
  /** The content; backed by storage where the platform has it, so that it need not fit into memory. */
  blob(): Promise<Blob>;
  /** The content as a stream. */
  stream(): ReadableStream<Uint8Array>;
  /** Stops sharing and frees the storage. */
  discard(): Promise<void>;
}

/** A link to a file. */
export interface FileLink {
  readonly kind: 'file';
  /** What stands before the `#`. */
  readonly page: string;
  /** The content id in base64url. */
  readonly content: string;
  /** Peers to ask first: ids or records in base64url, at most 4. */
  readonly holders: readonly string[];
  /** Left for the key of encrypted content, in base64url. */
  readonly secret?: string | undefined;
}

/** A link to a peer. */
export interface PeerLink {
  readonly kind: 'peer';
  /** What stands before the `#`. */
  readonly page: string;
  /** The record in base64url. */
  readonly record: string;
}

/** A link that can be handed over; nothing of it reaches a web server, since all is in the fragment. */
export type Link = FileLink | PeerLink;

/** Event `connection` of a peer. */
export interface ConnectionEvent extends Event {
  readonly connection: Connection;
}

/** Event `message` of a peer. */
export interface PeerMessageEvent extends Event {
  readonly from: PeerId;
  readonly data: Uint8Array;
  /** The data read as UTF-8. */
  readonly text: string;
}

/** Event `deliver` of a peer. */
export interface DeliverEvent extends Event {
  readonly key: Key;
  /** The peer that sent it. */
  readonly from: PeerId;
  readonly data: Uint8Array;
  /** The data read as UTF-8. */
  readonly text: string;
}

/** Event `masterfailed` of a peer. */
export interface MasterFailedEvent extends Event {
  readonly address: string;
  readonly error: GossamerError;
}

/** Event `trace` of a peer. */
export interface TraceEvent extends Event {
  readonly direction: 'in' | 'out';
  /** The number of the link on this peer. */
  readonly link: number;
  /** The frame's bytes as this peer sees them. */
  readonly frame: Uint8Array;
}

/** Event `message` of a connection: text, or bytes in an array of its own. */
export interface ConnectionMessageEvent extends Event {
  readonly data: string | Uint8Array;
}

/** Event `close` of a connection: `closed` when one side closed it. */
export interface ConnectionCloseEvent extends Event {
  readonly code: ErrorCode;
}

/** Event `lost` of a share. */
export interface ShareLostEvent extends Event {
  readonly code: ErrorCode;
}
