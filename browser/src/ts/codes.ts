import { demand } from './attempt.js';
import { bytesOf, copyOf, fromBase64url, textOf, toBase64url, type Bytes } from './bytes.js';
import { GossamerError } from './errors.js';

/** Characters of a code, and bytes of what it means. */
const MAX_CODE = 16_384;
const MAX_BYTES = 65_536;

const through = (bytes: Bytes, stream: ReadableWritablePair<Uint8Array, BufferSource>) =>
  new Blob([bytes]).stream().pipeThrough(stream);

/** Something as a text that people and tabs can carry: `<tag>.<deflated JSON in base64url>`. */
export async function toCode(tag: string, what: unknown): Promise<string> {
  const deflated = through(copyOf(JSON.stringify(what)), new CompressionStream('deflate-raw'));
  return `${tag}.${toBase64url(await bytesOf(new Response(deflated).arrayBuffer()))}`;
}

/**
 * What a code means.
 *
 * @param tag its kind, a letter, and version
 * @throws GossamerError `malformed`, `too-large`, or `unknown-version` for one of a later version
 */
export async function fromCode<T extends object>(tag: string, code: string): Promise<T> {
  demand(code.length <= MAX_CODE, 'too-large', 'code');
  const [head = '', body = ''] = code.trim().split('.');
  demand(head[0] !== tag[0] || head === tag || !/^.\d+$/.test(head), 'unknown-version', head);
  demand(head === tag && body, 'malformed', 'not such a code');
  const inflated = through(fromBase64url(body), new DecompressionStream('deflate-raw'));
  try {
    const meant: unknown = JSON.parse(textOf(await limited(inflated)));
    demand(typeof meant === 'object' && meant, 'malformed', 'not such a code');
    return meant as T;
  } catch (cause) {
    throw cause instanceof GossamerError
      ? cause
      : new GossamerError('malformed', 'not such a code', { cause });
  }
}

async function limited(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  const all = new Uint8Array(MAX_BYTES);
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    demand(length + part.value.length <= MAX_BYTES, 'too-large', 'code');
    all.set(part.value, length);
    length += part.value.length;
  }
  return all.slice(0, length);
}
