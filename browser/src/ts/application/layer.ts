import { attempt, demand } from '../attempt.js';
import type { FetchedFile, FetchOptions, FileLink, Share, ShareOptions } from '../api.js';
import { fromBase64url, fromCore, toBase64url, toCore, type Bytes, type Signed } from '../bytes.js';
import type { BlockStore } from '../connections/host.js';
import { Failure } from '../connections/transport.js';
import { GossamerError } from '../errors.js';
import { fire } from '../events.js';
import { PeerManagerLayer, type Home } from '../manager/layer.js';
import type { CoreManifest } from '../routing/core.js';
import type { Engine } from '../routing/engine.js';
import { BLOCK, BlockReader, hashFile } from './blocks.js';
import { formatLink, parseLink } from './links.js';
import { FileShare, asShare, fetched, type Content } from './share.js';
import { openSink, type Sink } from './sinks.js';

const HASH = 32;
const UNSHOWABLE = /[\x00-\x1f\x7f-\x9f/\\\u202a-\u202e\u2066-\u2069]/g;

/** A fetch on its way. */
interface Transfer extends FetchOptions {
  readonly content: string;
  manifest?: CoreManifest;
  encoded?: Bytes;
  leaves?: Bytes;
  sink?: Sink;
}

const report = ({ manifest, onProgress }: Transfer, bytes: number, holders: number) =>
  manifest && onProgress?.({ ...manifest, bytes, holders });

/** Moves the blocks of shares and fetches. */
export class Blocks implements BlockStore {
  readonly shares = new Map<number, FileShare>();
  readonly transfers = new Map<number, Transfer>();
  readonly #reader = new BlockReader();

  async read(number: number, index: number, length: number): Promise<Bytes> {
    const share = this.shares.get(number);
    if (!share) {
      throw Failure.contentChanged;
    }
    return this.#reader.read(share, index, length);
  }

  async write(ticket: number, index: number, block: Bytes, digest: Bytes): Promise<void> {
    const transfer = this.transfers.get(ticket);
    if (!transfer?.sink) {
      throw Failure.diskFull;
    }
    transfer.leaves?.set(digest, index * HASH);
    await transfer.sink.write(index, block);
  }
}

/** The application's layer: files. */
export class ApplicationLayer extends PeerManagerLayer {
  readonly #engine: Engine;
  readonly #blocks: Blocks;
  readonly #slot: number;
  #numbers = 0;

  constructor(engine: Engine, home: Home, blocks: Blocks) {
    super(engine, home);
    this.#engine = engine;
    this.#blocks = blocks;
    this.#slot = home.slot;
    Object.assign(engine.listener, {
      manifest: (ticket, bytes) => {
        const transfer = blocks.transfers.get(ticket);
        const manifest = engine.core.describe(bytes);
        if (transfer && manifest) {
          Object.assign(transfer, { manifest, encoded: fromCore(bytes) });
          void this.#open(ticket, transfer);
        }
      },
      progress: (ticket, bytes, holders) => {
        const transfer = blocks.transfers.get(ticket);
        if (transfer) {
          report(transfer, bytes, holders);
        }
      },
      shareLost: (number, code) => {
        const share = blocks.shares.get(number);
        blocks.shares.delete(number);
        fire(share, 'lost', { code });
      },
    } satisfies Partial<Engine['listener']>);
  }

  get shares(): Share[] {
    return [...this.#blocks.shares.values()].map(asShare);
  }

  async share(file: Blob, options: ShareOptions = {}): Promise<Share> {
    const { signal, page, onProgress } = options;
    signal?.throwIfAborted();
    const given =
      options.name ?? (file instanceof Blob && 'name' in file ? String(file.name) : 'file');
    const name = given.replace(UNSHOWABLE, '_');
    const { type, size } = file;
    const leaves = await attempt('content-changed', name, () =>
      hashFile(file, (bytes) => {
        signal?.throwIfAborted();
        onProgress?.({ name, type, size, bytes, holders: 0 });
      }),
    ).finally(() => signal?.throwIfAborted());
    const manifest = this.#engine.core.manifest(name, type, size, toCore(leaves));
    demand(manifest, 'invalid-argument', 'name or type');
    const content = { name, type, size, file, manifest: fromCore(manifest), leaves };
    return asShare(await this.#serve(content, page, signal));
  }

  async #serve(content: Content, page?: string, signal?: AbortSignal): Promise<FileShare> {
    const number = ++this.#numbers;
    const { shares } = this.#blocks;
    const answer = await this.#engine.run<Signed>(signal, (core, ticket) =>
      core.share(ticket, number, toCore(content.manifest), toCore(content.leaves)),
    );
    const id = toBase64url(answer);
    const link = () =>
      formatLink({
        kind: 'file',
        page: page ?? this.#engine.page,
        content: id,
        holders: [this.record],
      });
    const close = () => {
      if (shares.delete(number)) {
        this.#engine.tell((core) => core.unshare(number));
      }
    };
    const share = new FileShare({ ...content, number, id }, link, close);
    shares.set(number, share);
    return share;
  }

  /** The records of a link's holders; an id is looked up, and passed over when nobody knows it. */
  async #holders(link: FileLink, signal?: AbortSignal): Promise<Signed[]> {
    const records = await Promise.all(
      link.holders.map(async (holder) => {
        if (holder.length !== 40) {
          return holder;
        }
        const found = await this.lookup(holder, { signal }).catch(() => null);
        return found?.encoded;
      }),
    );
    return records
      .filter((record) => record !== undefined)
      .map((record) => toCore(fromBase64url(record)));
  }

  async fetch(link: string, options: FetchOptions = {}): Promise<FetchedFile> {
    const { signal } = options;
    const parsed = parseLink(link);
    demand(parsed.kind === 'file', 'invalid-argument', 'not a link to a file');
    // What is shared already need not travel, and goes on being shared.
    const known = [...this.#blocks.shares.values()].find((share) => share.id === parsed.content);
    if (known) {
      return fetched(known, async () => {});
    }
    const holders = await this.#holders(parsed, signal);
    const transfer: Transfer = { ...options, content: parsed.content };
    let own = 0;
    try {
      await this.#engine.run(signal, (core, ticket) => {
        own = ticket;
        this.#blocks.transfers.set(ticket, transfer);
        core.fetch(ticket, toCore(fromBase64url(parsed.content)), holders);
      });
      return await this.#finish(transfer, signal);
    } catch (error) {
      await transfer.sink?.discard();
      throw error;
    } finally {
      this.#blocks.transfers.delete(own);
    }
  }

  /** What the fetch is of is known: its blocks may come once there is a place for them. */
  async #open(ticket: number, transfer: Transfer): Promise<void> {
    const { content, to, manifest } = transfer;
    const size = manifest?.size ?? 0;
    try {
      const sink = await openSink(`${this.#slot}-${content}-${ticket}`, size, to);
      if (this.#blocks.transfers.has(ticket)) {
        transfer.sink = sink;
        transfer.leaves = new Uint8Array(Math.ceil(size / BLOCK) * HASH);
        report(transfer, 0, 0);
        this.#engine.tell((core) => core.receive(ticket));
      } else {
        await sink.discard();
      }
    } catch (error) {
      this.#engine.failed(ticket, error instanceof GossamerError ? error.code : 'disk-full');
      this.#engine.tell((core) => core.cancel(ticket));
    }
  }

  async #finish(transfer: Transfer, signal?: AbortSignal): Promise<FetchedFile> {
    const { manifest, encoded, leaves, sink } = transfer as Required<Transfer>;
    const file = await attempt('disk-full', manifest.name, () => sink.finish(manifest.type));
    report(transfer, manifest.size, 0);
    const content = { ...manifest, file, manifest: encoded, leaves };
    const share = await this.#serve(content, undefined, signal);
    return fetched(share, () => {
      share.close();
      return sink.discard();
    });
  }
}
