import type { Signed } from '../bytes.js';
import type { ErrorCode } from '../errors.js';

/** A peer record as the core hands it out. */
export interface CoreRecord {
  id: string;
  /** 0 browser, 1 master, 2 headless peer. */
  kind: number;
  bytes: Signed;
  expires: number;
  addresses: string[];
  location: { latitude: number; longitude: number } | null;
}

export interface CoreValue {
  value: Signed;
  publisher: string | null;
  expires: number;
}

/** What a file is. */
export interface CoreManifest {
  name: string;
  type: string;
  size: number;
}

/** See gossamer.browser.Place. */
export interface CorePlace {
  key: string | null;
  salt: Signed;
}

/** See gossamer.browser.Options. */
export interface CoreOptions {
  network: string;
  signingKey: Signed;
  sealingKey: Signed;
  secret: Signed;
  located: boolean;
  latitude: number;
  longitude: number;
  maxLinks: number;
  links: number;
  webrtc: boolean;
  seed: number;
}

/** See gossamer.browser.Port: what the core asks of its host. */
export interface CorePort {
  now(): number;
  dial(link: number, address: string): void;
  offer(link: number, rung: number): void;
  answer(link: number, offer: Signed, rung: number): void;
  decipher(link: number, bytes: Signed): void;
  credit(link: number): void;
  acceptAnswer(link: number, answer: Signed): void;
  addCandidate(link: number, candidate: Signed): void;
  closeLink(link: number): void;
  send(link: number, frame: Signed): void;
  sign(ticket: number, message: Signed): void;
  verify(ticket: number, key: Signed, message: Signed, signature: Signed): void;
  seal(ticket: number, receiver: Signed, text: Signed, context: Signed): void;
  unseal(ticket: number, body: Signed, context: Signed): void;
  sendBlock(link: number, share: number, header: Signed, length: number): void;
  keepBlock(transfer: number, index: number, ref: number): void;
  dropBlock(ref: number): void;
}

/** See gossamer.browser.Listener: what the core tells the application. */
export interface CoreListener {
  recordRenewed(peer: CoreRecord): void;
  done(ticket: number, value: unknown): void;
  failed(ticket: number, code: ErrorCode, reason: string): void;
  linkUp(peer: CoreRecord, path: number): void;
  linkPath(peer: string, path: number): void;
  linkDown(peer: string, code: ErrorCode): void;
  masterFailed(address: string, code: ErrorCode): void;
  connectionOpened(peer: CoreRecord): void;
  connectionClosed(peer: string, code: ErrorCode): void;
  data(peer: string, text: boolean, bytes: Signed): void;
  message(peer: string, bytes: Signed): void;
  delivered(key: string, source: string, bytes: Signed): void;
  forwarding(token: number, key: string, next: string, bytes: Signed): void;
  manifest(ticket: number, manifest: Signed): void;
  progress(ticket: number, bytes: number, holders: number): void;
  shareLost(share: number, code: ErrorCode): void;
}

/** The protocol, written in Java: see gossamer.browser.Core. */
export class Core {
  constructor(options: CoreOptions, port: CorePort, listener: CoreListener);
  linkOpened(link: number, local: Signed, remote: Signed, path: number): void;
  linkClosed(link: number, error: number): void;
  pathChanged(link: number, path: number): void;
  frameReceived(link: number, frame: Signed): void;
  bulkReceived(link: number, headerAndDigest: Signed, length: number, ref: number): void;
  blockSent(link: number, tag: number, index: number, error: number): void;
  blockStored(transfer: number, index: number, error: number): void;
  descriptionMade(link: number, description: Signed): void;
  candidateFound(link: number, candidate: Signed): void;
  enciphered(link: number, bytes: Signed): void;
  networkChanged(): void;
  relayed(): number;
  signed(ticket: number, signature: Signed): void;
  verified(ticket: number, valid: boolean): void;
  sealed(ticket: number, body: Signed | null): void;
  unsealed(ticket: number, body: Signed | null): void;
  tick(): void;
  deadline(): number;
  join(addresses: string[]): void;
  detach(): void;
  leave(): void;
  cancel(ticket: number): void;
  connect(ticket: number, peer: string, record: Signed | null): void;
  disconnect(peer: string): void;
  sendData(ticket: number, peer: string, text: boolean, bytes: Signed): void;
  sendMessage(ticket: number, peer: string, bytes: Signed): void;
  lookup(ticket: number, peer: string): void;
  putImmutable(ticket: number, bytes: Signed, expires: number): string;
  putEntry(ticket: number, bytes: Signed, expires: number, place: CorePlace): string;
  get(ticket: number, key: string): void;
  route(ticket: number, key: string, bytes: Signed): void;
  interceptForwards(on: boolean): void;
  forward(token: number, bytes: Signed | null): void;
  share(ticket: number, share: number, manifest: Signed, leaves: Signed): void;
  unshare(share: number): void;
  fetch(ticket: number, content: Signed, holders: Signed[]): void;
  receive(ticket: number): void;
  manifest(name: string, type: string, size: number, leaves: Signed): Signed | null;
  describe(manifest: Signed): CoreManifest | null;
  id(): string;
  read(record: Signed): CoreRecord | null;
  neighbours(): CoreRecord[];
  neighboursOf(neighbour: string): string[];
  contacts(): CoreRecord[];
  neighbourSet(count: number): CoreRecord[];
  replicaSet(key: string, count: number): CoreRecord[];
  code(number: number): ErrorCode | null;
  count(number: number): number;
}
