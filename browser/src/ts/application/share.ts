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
  declare readonly number: number;
  declare readonly id: string;
  declare readonly name: string;
  declare readonly type: string;
  declare readonly size: number;
  declare readonly file: Blob;
  declare readonly leaves: Bytes;
  readonly #link: () => string;
  readonly close: () => void;

  constructor(
    content: Content & { number: number; id: string },
    link: () => string,
    close: () => void,
  ) {
    super();
    Object.assign(this, content);
    this.#link = link;
    this.close = close;
  }

  get link(): string {
    return this.#link();
  }
}

export const asShare = (share: FileShare): Share =>
  share as FileShare & TypedEventTarget<ShareEvents>;

/** What a fetch resolves with. */
export const fetched = (share: FileShare, discard: () => Promise<void>): FetchedFile => ({
  id: share.id,
  name: share.name,
  type: share.type,
  size: share.size,
  share: asShare(share),
  blob: async () => share.file,
  stream: () => share.file.stream(),
  discard,
});
