import type { Descriptor } from '../api.js';
import { attempt, demand } from '../attempt.js';
import {
  bytesOf,
  concat,
  copyOf,
  equal,
  fromBase64url,
  textOf,
  toBase64url,
  type Bytes,
} from '../bytes.js';
import { GossamerError } from '../errors.js';
import { verify } from './cryptography.js';
import type { Storage } from './storage.js';
import type { Platform } from '../platform.js';

const PATH = '/.well-known/gossamer.json';
const SIGNATURE = 'gossamer-signature';
const MAX_BYTES = 256 * 1024;
const TIMEOUT = 8_000;

/** Where the signing key stands in a record: behind version and kind. */
const RECORD_KEY = [2, 34] as const;

/** Where a master serves pages, by its WebSocket address. */
export const originOf = ({ protocol, host }: URL) => `${protocol.replace(/^ws/, 'http')}//${host}`;

/**
 * Checks the detached JWS (RFC 7515 appendix F, EdDSA) over the body: its key must be the one of the first
 * master's record.
 */
export async function verifyDescriptor(body: Bytes, signature: string | null): Promise<Descriptor> {
  const [head = '', , proof = ''] = (signature ?? '').split('.');
  const wrong = (cause?: unknown) => new GossamerError('bad-signature', 'descriptor', { cause });
  let descriptor: Descriptor;
  try {
    const { alg, jwk } = JSON.parse(textOf(fromBase64url(head)));
    descriptor = JSON.parse(textOf(body));
    const key = fromBase64url(jwk.x);
    const input = concat(copyOf(`${head}.`), copyOf(toBase64url(body)));
    const record = fromBase64url(descriptor.masters[0]?.record ?? '');
    const own = equal(record.subarray(...RECORD_KEY), key);
    if (alg !== 'EdDSA' || !own || !(await verify(key, input, fromBase64url(proof)))) {
      throw wrong();
    }
  } catch (cause) {
    throw wrong(cause);
  }
  return descriptor;
}

/** The descriptor of a master as it is now. */
export async function download(
  platform: Platform,
  origin: string,
  signal?: AbortSignal,
): Promise<Descriptor> {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const either = AbortSignal.any([signal ?? timeout, timeout]);
  const response = await platform.fetch(origin + PATH, { signal: either });
  demand(response.ok, 'unreachable', `HTTP ${response.status}`);
  const body = await bytesOf(response.arrayBuffer());
  demand(body.length <= MAX_BYTES, 'too-large', 'descriptor');
  return verifyDescriptor(body, response.headers.get(SIGNATURE));
}

/**
 * The descriptor of the master at an origin; while it does not answer, the last good one.
 *
 * @throws GossamerError `unreachable`, `bad-signature`, … when there is none
 */
export async function descriptorOf(
  platform: Platform,
  storage: Storage,
  origin: string,
  signal?: AbortSignal,
): Promise<Descriptor> {
  try {
    const descriptor = await attempt('unreachable', origin, () =>
      download(platform, origin, signal),
    );
    await storage.put('descriptors', origin, descriptor);
    return descriptor;
  } catch (cause) {
    signal?.throwIfAborted();
    const known = await storage.get<Descriptor>('descriptors', origin);
    if (known) {
      return known;
    }
    throw cause;
  }
}
