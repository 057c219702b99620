import type { FetchedFile, Share, ShareEvents, TypedEventTarget } from '../api.js';
import type { Readable } from './blocks.js';
import type { Bytes } from '../bytes.js';
import type { CoreManifest } from '../routing/core.js';

/** What a file is and where it is. */
export interface Content extends CoreManifest {
  readonly file: Blob;
  readonly manifest: Bytes;
  readonly leaves: Bytes;
}

/** A file that is shared: see {@link Share}. */
export class FileShare extends EventTarget implements Readable {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly file: Blob;
  readonly leaves: Bytes;
  readonly #link: () => string;
  readonly close: () => void;

  constructor(
    number: number,
    id: string,
    content: Content,
    ends: { link(): string; close(): void },
  ) {
    super();
    this.number = number;
    this.id = id;
    ({ name: this.name, type: this.type, size: this.size } = content);
    ({ file: this.file, leaves: this.leaves } = content);
    this.#link = ends.link;
    this.close = ends.close;
  }

  get link(): string {
    return this.#link();
  }
}

export const asShare = (share: FileShare): Share =>
  share as FileShare & TypedEventTarget<ShareEvents>;

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
