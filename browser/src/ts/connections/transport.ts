import { copyOf, type Bytes, type Signed } from '../bytes.js';

/** Numbers of the core's error codes that a host reports. */
export const Failure = {
  limit: 5,
  badSeal: 7,
  timeout: 14,
  connectFailed: 15,
  closed: 16,
  contentChanged: 20,
  diskFull: 22,
} as const;

/** The core's numbers of the paths. */
export const PATHS = ['direct', 'turn', 'websocket', 'peer'] as const;

/** What a transport tells its link, whatever it is made of. */
export interface TransportEvents {
  /** Frames can travel; the bindings are those of the Hello. */
  opened(local: Bytes, remote: Bytes, path: number): void;
  path(path: number): void;
  frame(frame: Bytes): void;
  block(message: Bytes): void;
  /** An offer or answer (UTF-8 SDP). */
  described(description: Bytes): void;
  candidate(candidate: Bytes): void;
  /** Final, with one of {@link Failure}. */
  closed(error: number): void;
}

/** One link's pipe. */
export interface Transport {
  send(frame: Bytes): void;
  /** Resolves when there is room on the control channel; rejects never. */
  drained(): Promise<void>;
  /** Sends a block behind its header once there is room, after those that were given before. */
  sendBlock?(header: Signed, block: Promise<Bytes>): Promise<void>;
  /** Bytes that wait on the control channel. */
  readonly waiting: number;
  /** Closes after what was sent has left, within 2 s. */
  close(): void;
}

/** Bytes that may wait for the network before a sender is told to pause. */
export const HIGH_WATER = 1 << 20;

/** Bytes that may wait at the very most: a link that takes nothing any more is closed. */
export const OVERFLOW = 12 << 20;

const PAUSE = 50;

interface Buffered {
  readonly bufferedAmount: number;
  readonly readyState: string | number;
  onbufferedamountlow?: RTCDataChannel['onbufferedamountlow'];
}

/**
 * Waits until at most {@code limit} bytes are buffered or the channel is no longer open. Woken where the platform
 * tells, and by the clock elsewhere.
 */
export async function room(channel: Buffered, limit: number): Promise<void> {
  const state = channel.readyState;
  while (channel.bufferedAmount > limit && channel.readyState === state) {
    await new Promise<unknown>((resume) => {
      channel.onbufferedamountlow = resume;
      setTimeout(resume, PAUSE);
    });
  }
}

/** The bytes of a message in an array of their own. */
export function messageBytes(data: unknown): Bytes | null {
  if (data instanceof ArrayBuffer) {
    return new Uint8Array(data);
  }
  return ArrayBuffer.isView(data) ? copyOf(data as ArrayBufferView<ArrayBuffer>) : null;
}
