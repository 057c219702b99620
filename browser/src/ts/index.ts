/**
 * A peer of the Gossamer network, for browsers and Node.
 *
 * ```js
 * const peer = await join('https://example.org');
 * const connection = await peer.connect(link);
 * await connection.send('hello');
 * for await (const message of connection) console.log(message);
 * ```
 *
 * @packageDocumentation
 */
export type * from './api.js';
export { GossamerError } from './errors.js';
export type { ErrorCode, HostErrorCode, WireErrorCode } from './errors.js';
export { formatLink, parseLink } from './application/links.js';
export { join } from './join.js';
