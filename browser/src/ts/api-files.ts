import type { ShareLostEvent } from './api-events.js';
import type { Abortable, TypedEventTarget } from './api.js';

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
