import { bytesOf, concat, equal, sha256, type Bytes } from '../bytes.js';
import { Failure } from '../connections/transport.js';

/** Bytes of a block. */
export const BLOCK = 16_384;

const HASH = 32;
const CHUNK = 1 << 20;
const CHUNK_BLOCKS = CHUNK / BLOCK;

/** Chunks of all shares that are kept in memory. */
const CHUNKS = 12;

/** SHA-256 of every block of a chunk. */
async function hashBlocks(chunk: Bytes): Promise<Bytes> {
  const hashes: Promise<Bytes>[] = [];
  for (let at = 0; at < chunk.length; at += BLOCK) {
    hashes.push(sha256(chunk.subarray(at, at + BLOCK)));
  }
  return concat(...(await Promise.all(hashes)));
}

const load = (file: Blob, start: number): Promise<Bytes> =>
  bytesOf(file.slice(start, start + CHUNK).arrayBuffer());

/** SHA-256 of every block of a file, read chunk by chunk. */
export async function hashFile(file: Blob, progress: (bytes: number) => void): Promise<Bytes> {
  const leaves = new Uint8Array(Math.ceil(file.size / BLOCK) * HASH);
  let next = load(file, 0);
  for (let start = 0; start < file.size; start += CHUNK) {
    const chunk = await next;
    next = load(file, start + CHUNK);
    next.catch(() => {});
    leaves.set(await hashBlocks(chunk), (start / BLOCK) * HASH);
    progress(start + chunk.length);
  }
  return leaves;
}

/** A shared file with the hashes of its blocks. */
export interface Readable {
  readonly number: number;
  readonly file: Blob;
  readonly leaves: Bytes;
}

/** Reads blocks of shared files, whole chunks ahead, and never gives out one that was changed. */
export class BlockReader {
  readonly #chunks = new Map<string, Promise<Bytes>>();

  /** Rejects with Failure.contentChanged. */
  async read(share: Readable, index: number, length: number): Promise<Bytes> {
    const number = Math.floor(index / CHUNK_BLOCKS);
    const key = `${share.number} ${number}`;
    const chunk = this.#chunks.get(key) ?? this.#load(share, number);
    this.#chunks.delete(key);
    this.#chunks.set(key, chunk);
    const [oldest = ''] = this.#chunks.keys();
    if (this.#chunks.size > CHUNKS) {
      this.#chunks.delete(oldest);
    }
    const at = (index % CHUNK_BLOCKS) * BLOCK;
    return (await chunk).subarray(at, at + length);
  }

  async #load(share: Readable, number: number): Promise<Bytes> {
    const first = number * CHUNK_BLOCKS * HASH;
    const expected = share.leaves.subarray(first, first + CHUNK_BLOCKS * HASH);
    // The platform may refuse to read a file that was changed or removed.
    const chunk = await load(share.file, number * CHUNK).catch(() => new Uint8Array());
    if (!equal(await hashBlocks(chunk), expected)) {
      throw Failure.contentChanged;
    }
    return chunk;
  }
}
