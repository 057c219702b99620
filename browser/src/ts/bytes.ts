import { GossamerError } from './errors.js';

/** What the core takes and gives: the same memory as a Uint8Array over it. */
export type Signed = Int8Array<ArrayBuffer>;
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The same memory as the core sees it. */
export const toCore = (bytes: Bytes): Signed =>
  new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** The same memory as the platform sees it. */
export const fromCore = (bytes: Signed | Bytes): Bytes =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** What the platform answers with, as bytes. */
export const bytesOf = async (answer: Promise<ArrayBuffer>): Promise<Bytes> =>
  new Uint8Array(await answer);

/** A copy of what an application gave. */
export function copyOf(data: string | BufferSource): Bytes {
  if (typeof data === 'string') {
    return encoder.encode(data);
  }
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
    : new Uint8Array(data.slice(0));
}

/** UTF-8. */
export const textOf = (bytes: BufferSource): string => decoder.decode(bytes);

/** One array after the other. */
export function concat(...parts: (Signed | Bytes)[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Base64url without padding (RFC 4648 §5). */
export const toBase64url = (bytes: Signed | Bytes): string =>
  btoa(Array.from(fromCore(bytes), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** @throws GossamerError `malformed` */
export function fromBase64url(text: string): Bytes {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch (cause) {
    throw new GossamerError('malformed', 'not base64url', { cause });
  }
}

/** SHA-256. */
export const sha256 = (bytes: BufferSource): Promise<Bytes> =>
  bytesOf(crypto.subtle.digest('SHA-256', bytes));

/** Whether both are the same bytes. */
export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
