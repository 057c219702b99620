import type { FetchedFile, Share, ShareEvents, TypedEventTarget } from '../api.js';
import type { Bytes } from '../bytes.js';

/** A file that is shared: see {@link Share}. */
export class FileShare extends EventTarget {
  constructor(
    readonly number: number,
    readonly id: string,
    readonly name: string,
    readonly type: string,
    readonly file: Blob,
    readonly leaves: Bytes,
    private readonly links: () => string,
    private readonly end: () => void,
  ) {
    super();
  }

  get size(): number {
    return this.file.size;
  }

  get link(): string {
    return this.links();
  }

  close(): void {
    this.end();
  }
}

export const asShare = (share: FileShare): Share => share as FileShare & TypedEventTarget<ShareEvents>;

/** What a fetch resolves with. */
export const fetched = (share: FileShare, free: () => Promise<void>): FetchedFile => ({
  id: share.id,
  name: share.name,
  type: share.type,
  size: share.size,
  share: asShare(share),
  blob: async () => share.file,
  stream: () => share.file.stream(),
  async discard() {
    share.close();
    await free();
  },
});
