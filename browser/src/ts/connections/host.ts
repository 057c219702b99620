import { concat, fromCore, sha256, toCore, type Bytes, type Signed } from '../bytes.js';
import type { Core, CorePort } from '../routing/core.js';
import type { Cryptography } from '../manager/cryptography.js';
import type { Platform } from '../platform.js';
import { CircuitTransport } from './circuit.js';
import { MasterTransport } from './direct.js';
import { Failure, type Transport, type TransportEvents } from './transport.js';
import { WebRtcTransport } from './webrtc.js';

const HEADER = 10;
const TAG_AT = 2;
const INDEX_AT = 6;
const MAX_BLOCK = 16_384;

/** Messages of one link on the bulk channel that may be hashed at a time. */
const HASHING = 640;

/** The rung of {@link CircuitTransport}. */
const CIRCUIT = 2;

type Signalled = WebRtcTransport | CircuitTransport;

const LONGEST_TIMER = 0x7fffffff;

/** Where blocks come from and go to. */
export interface BlockStore {
  /** Reads a block of a share; rejects with a number of {@link Failure}. */
  read(share: number, index: number, length: number): Promise<Bytes>;
  /** Writes a block of a fetch; rejects with a number of {@link Failure}. */
  write(transfer: number, index: number, block: Bytes, digest: Bytes): Promise<void>;
}

interface Kept {
  block: Bytes;
  digest: Bytes;
}

/** The number that tells how this ended: 0 for well. */
async function failureOf(work: () => Promise<void>, otherwise: number): Promise<number> {
  try {
    await work();
    return 0;
  } catch (failure) {
    return typeof failure === 'number' ? failure : otherwise;
  }
}

/** Does for the core what only a host can: links, cryptography, blocks, the clock. */
export class Host implements CorePort {
  core!: Core;
  /** The link on which the last frame was sent. */
  lastLink = 0;
  /** Set while somebody wants to see the frames. */
  trace: ((direction: 'in' | 'out', link: number, frame: Bytes) => void) | null = null;

  readonly #platform: Platform;
  readonly #cryptography: Cryptography;
  readonly #blocks: BlockStore;
  readonly #links = new Map<number, Transport>();
  readonly #closing = new Set<unknown>();
  readonly #kept = new Map<number, Kept>();
  #refs = 0;
  #adopted = -1;
  #time = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(platform: Platform, cryptography: Cryptography, blocks: BlockStore) {
    this.#platform = platform;
    this.#cryptography = cryptography;
    this.#blocks = blocks;
  }

  now(): number {
    return (this.#time = Math.max(this.#time, Date.now()));
  }

  /** Gives the core an input, then sets the clock to its next deadline. */
  tell(input: (core: Core) => void): void {
    if (this.#stopped) {
      return;
    }
    try {
      input(this.core);
    } finally {
      clearTimeout(this.#timer);
      const wait = Math.min(Math.max(this.core.deadline() - this.now(), 0), LONGEST_TIMER);
      this.#timer = setTimeout(() => this.tick(), wait);
    }
  }

  tick(): void {
    this.tell((core) => core.tick());
  }

  /** Ends everything; resolves when the links are closed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    [...this.#links.keys()].forEach((link) => this.closeLink(link));
    await Promise.all(this.#closing);
  }

  transport(link: number): Transport | undefined {
    return this.#links.get(link);
  }

  #events(link: number): TransportEvents {
    let hashing = 0;
    const tell = (input: (core: Core) => void) => {
      if (this.#links.has(link)) {
        this.tell(input);
      }
    };
    const end = (error: number) => {
      tell((core) => {
        this.#links.delete(link);
        core.linkClosed(link, error);
      });
    };
    return {
      opened: (local, remote, path) =>
        tell((core) => core.linkOpened(link, toCore(local), toCore(remote), path)),
      path: (path) => tell((core) => core.pathChanged(link, path)),
      frame: (frame) => {
        this.trace?.('in', link, frame);
        tell((core) => core.frameReceived(link, toCore(frame)));
      },
      described: (sdp) => tell((core) => core.descriptionMade(link, toCore(sdp))),
      candidate: (candidate) => tell((core) => core.candidateFound(link, toCore(candidate))),
      closed: end,
      block: async (message) => {
        const block = message.subarray(HEADER);
        if (hashing >= HASHING || message.length < HEADER || block.length > MAX_BLOCK) {
          const transport = this.#links.get(link);
          end(Failure.limit);
          transport?.close();
          return;
        }
        hashing++;
        const digest = await sha256(block);
        hashing--;
        const ref = ++this.#refs;
        tell((core) => {
          this.#kept.set(ref, { block, digest });
          const head = concat(message.subarray(0, HEADER), digest);
          core.bulkReceived(link, toCore(head), block.length, ref);
        });
      },
    };
  }

  #open(link: number, make: (events: TransportEvents) => Transport): Transport | undefined {
    const events = this.#events(link);
    try {
      const transport = make(events);
      this.#links.set(link, transport);
      return transport;
    } catch {
      // No such address, or more connections than the platform allows.
      queueMicrotask(() => this.tell((core) => core.linkClosed(link, Failure.connectFailed)));
      return undefined;
    }
  }

  dial(link: number, address: string): void {
    this.#open(link, (events) => new MasterTransport(this.#platform, address, events));
  }

  /** A link of which the core hears when it is open; such have odd numbers. */
  adopt(pc: RTCPeerConnection, timeout?: number): void {
    this.#open(
      (this.#adopted += 2),
      (events) => new WebRtcTransport(pc, events, this.#platform, timeout),
    );
  }

  /** What makes descriptions for a link: the one that is there, or by the rung of the ladder. */
  #signalled(link: number, rung: number): Signalled | undefined {
    return (this.#links.get(link) ??
      this.#open(link, (events) =>
        rung === CIRCUIT
          ? new CircuitTransport(events, (bytes) =>
              this.tell((core) => core.enciphered(link, toCore(bytes))),
            )
          : new WebRtcTransport(this.#platform.createConnection(rung), events, this.#platform),
      )) as Signalled | undefined;
  }

  /** The transport of a link as what the core takes it for. */
  #at<T>(link: number): T | undefined {
    return this.#links.get(link) as T | undefined;
  }

  offer(link: number, rung: number): void {
    void this.#signalled(link, rung)?.describe();
  }

  answer(link: number, offer: Signed, rung: number): void {
    void this.#signalled(link, rung)?.describe(offer);
  }

  acceptAnswer(link: number, answer: Signed): void {
    void this.#at<Signalled>(link)?.accept(answer);
  }

  decipher(link: number, bytes: Signed): void {
    this.#at<CircuitTransport>(link)?.receive(bytes);
  }

  credit(link: number): void {
    this.#at<CircuitTransport>(link)?.credit();
  }

  addCandidate(link: number, candidate: Signed): void {
    this.#at<WebRtcTransport>(link)?.addCandidate?.(candidate);
  }

  closeLink(link: number): void {
    const transport = this.#links.get(link);
    this.#links.delete(link);
    if (transport) {
      const closed = Promise.resolve(transport.close()).finally(() => {
        this.#closing.delete(closed);
        this.tell((core) => core.linkClosed(link, 0));
      });
      this.#closing.add(closed);
    }
  }

  send(link: number, frame: Signed): void {
    const bytes = fromCore(frame);
    this.lastLink = link;
    this.trace?.('out', link, bytes);
    this.#links.get(link)?.send(bytes);
  }

  async sign(ticket: number, message: Signed): Promise<void> {
    const signature = await this.#cryptography.sign(message);
    this.tell((core) => core.signed(ticket, toCore(signature)));
  }

  async verify(ticket: number, key: Signed, message: Signed, signature: Signed): Promise<void> {
    const valid = await this.#cryptography.verify(key, message, signature);
    this.tell((core) => core.verified(ticket, valid));
  }

  async seal(ticket: number, receiver: Signed, text: Signed, context: Signed): Promise<void> {
    const body = await this.#cryptography.seal(receiver, text, context);
    this.tell((core) => core.sealed(ticket, body && toCore(body)));
  }

  async unseal(ticket: number, body: Signed, context: Signed): Promise<void> {
    const text = await this.#cryptography.unseal(body, context);
    this.tell((core) => core.unsealed(ticket, text && toCore(text)));
  }

  async sendBlock(link: number, share: number, header: Signed, length: number): Promise<void> {
    const view = new DataView(header.buffer, header.byteOffset);
    const tag = view.getUint32(TAG_AT);
    const index = view.getUint32(INDEX_AT);
    const error = await failureOf(async () => {
      const block = this.#blocks.read(share, index, length);
      const transport = this.#links.get(link);
      await (transport?.sendBlock?.(header, block) ?? block);
      if (!transport) {
        throw Failure.closed;
      }
    }, Failure.contentChanged);
    this.tell((core) => core.blockSent(link, tag, index, error));
  }

  async keepBlock(transfer: number, index: number, ref: number): Promise<void> {
    const error = await failureOf(() => {
      const { block, digest } = this.#kept.get(ref) as Kept;
      this.#kept.delete(ref);
      return this.#blocks.write(transfer, index, block, digest);
    }, Failure.diskFull);
    this.tell((core) => core.blockStored(transfer, index, error));
  }

  dropBlock(ref: number): void {
    this.#kept.delete(ref);
  }
}
