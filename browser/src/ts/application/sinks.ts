import { attempt, demand } from '../attempt.js';
import { concat, type Bytes } from '../bytes.js';
import { Failure } from '../connections/transport.js';
import { BLOCK } from './blocks.js';

/** Where the blocks of a fetch go. */
export interface Sink {
  /** Resolves when the block is kept. */
  write(index: number, block: Bytes): Promise<void>;
  /** All blocks are written: the content. */
  finish(type: string): Promise<Blob>;
  /** Frees the storage. */
  discard(): Promise<void>;
}

interface Waiting {
  index: number;
  block: Bytes;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Writes to a file; blocks that wait at the same time and adjoin go out as one write. */
class FileSink implements Sink {
  readonly #handle: FileSystemFileHandle;
  readonly #writable: FileSystemWritableFileStream;
  readonly #remove: () => Promise<void>;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(
    handle: FileSystemFileHandle,
    writable: FileSystemWritableFileStream,
    remove: () => Promise<void>,
  ) {
    this.#handle = handle;
    this.#writable = writable;
    this.#remove = remove;
  }

  write(index: number, block: Bytes): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ index, block, resolve, reject });
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    while (this.#waiting.length) {
      const batch = this.#waiting.sort((a, b) => a.index - b.index);
      this.#waiting = [];
      for (let from = 0, to = 0; from < batch.length; from = to) {
        do {
          to++;
        } while (batch[to]?.index === (batch[to - 1]?.index ?? 0) + 1);
        await this.#writeRun(batch.slice(from, to));
      }
    }
    this.#busy = false;
  }

  async #writeRun(run: Waiting[]): Promise<void> {
    try {
      const position = (run[0]?.index ?? 0) * BLOCK;
      await this.#writable.write({
        type: 'write',
        position,
        data: concat(...run.map((one) => one.block)),
      });
      run.forEach((one) => one.resolve());
    } catch {
      run.forEach((one) => one.reject(Failure.diskFull));
    }
  }

  async finish(type: string): Promise<Blob> {
    await this.#writable.close();
    const file = await this.#handle.getFile();
    return file.slice(0, file.size, type);
  }

  async discard(): Promise<void> {
    // It may be closed already, or gone.
    await this.#writable.abort().catch(() => {});
    await this.#remove().catch(() => {});
  }
}

/** Keeps blocks in memory. */
class MemorySink implements Sink {
  readonly #blocks: Bytes[] = [];

  async write(index: number, block: Bytes): Promise<void> {
    this.#blocks[index] = block;
  }

  async finish(type: string): Promise<Blob> {
    return new Blob(this.#blocks, { type });
  }

  async discard(): Promise<void> {
    this.#blocks.length = 0;
  }
}

const directory = async (): Promise<FileSystemDirectoryHandle | null> => {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle('gossamer', { create: true });
  } catch {
    return null; // Node, and windows that keep nothing.
  }
};

/** Removes what an earlier owner of the key slot left behind. */
export async function sweep(slot: number): Promise<void> {
  const files = slot < 0 ? null : await directory();
  for await (const name of files?.keys() ?? []) {
    if (name.startsWith(`${slot}-`)) {
      await files?.removeEntry(name).catch(() => {});
    }
  }
}

/**
 * Opens the store of a fetch: the given file, else the browser's private file system, else memory.
 *
 * @throws GossamerError `disk-full`
 */
export function openSink(name: string, size: number, to?: FileSystemFileHandle): Promise<Sink> {
  return attempt('disk-full', name, async () => {
    if (to) {
      return new FileSink(to, await to.createWritable(), async () => {});
    }
    const files = await directory();
    if (!files) {
      return new MemorySink();
    }
    const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
    demand(size <= quota - usage, 'disk-full', `${size} bytes`);
    const handle = await files.getFileHandle(name, { create: true });
    return new FileSink(handle, await handle.createWritable(), () => files.removeEntry(name));
  });
}
