import type { Connection, Key, PeerId } from './api.js';
import type { ErrorCode, GossamerError } from './errors.js';

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
