// The published package, unchanged, in Node: two peers with injected WebRTC and WebSocket join the master of the
// given URL, meet through the overlay, talk, share a file, and go on without the master.
// usage: node two-peers.mjs URL — prints "all is well" at the end, or fails
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { RTCPeerConnection } from 'werift';
import { WebSocket } from 'ws';
import { GossamerError, join } from '../../../dist/index.js';

const url = process.argv[2];
const options = { RTCPeerConnection, WebSocket, links: 0, signal: AbortSignal.timeout(60_000) };
const event = async (target, type) => (await once(target, type))[0];
const codeOf = (error) => (error instanceof GossamerError ? error.code : error);

const a = await join(url, options);
const b = await join(url, options);
assert.notEqual(a.id, b.id);
assert.deepEqual(
  a.neighbours.map(({ kind, path }) => [kind, path]),
  [['master', 'websocket']],
);

// Messages by id, acknowledged.
const letter = event(a, 'message');
await b.send(a.id, 'a letter');
assert.deepEqual([(await letter).from, (await letter).text], [b.id, 'a letter']);
assert.equal(await b.send('0'.repeat(40), 'x').catch(codeOf), 'unreachable');

// A connection by id alone, found through the overlay.
assert.equal((await b.lookup(a.id)).encoded, a.record);
const incoming = event(a, 'connection');
const toA = await b.connect(a.id, { signal: AbortSignal.timeout(30_000) });
const toB = (await incoming).connection;
assert.deepEqual([toA.peer, toB.peer, toA.path], [a.id, b.id, 'direct']);
assert.equal(await b.connect(a.link), toA);
const large = new Uint8Array(300_000).map((_, i) => i);
await toA.send('first');
await toA.send(large);
const got = toB[Symbol.asyncIterator]();
assert.equal((await got.next()).value, 'first');
assert.deepEqual((await got.next()).value, large);
assert.equal(await toA.send(new Uint8Array(1 << 21)).catch(codeOf), 'too-large');
assert.equal(await a.connect(a.id).catch(codeOf), 'self');
const reason = new Error('no more');
assert.equal(
  await a.connect('1'.repeat(40), { signal: AbortSignal.abort(reason) }).catch((e) => e),
  reason,
);

// Values in the DHT.
const key = await a.put('a value');
const [value] = await b.get(key);
assert.equal(new TextDecoder().decode(value.value), 'a value');
const own = await a.put('mine', { salt: 'profile' });
assert.equal((await b.get(own))[0].publisher, a.id);

// A file of 5 MB by link.
const bytes = new Uint8Array(5_000_000).map((_, i) => (i >> 12) ^ i);
const share = await a.share(new Blob([bytes], { type: 'text/x-test' }), { name: 'one/two.bin' });
const progress = [];
const file = await b.fetch(share.link, { onProgress: (step) => progress.push(step.bytes) });
assert.deepEqual([file.name, file.type, file.size], ['one_two.bin', 'text/x-test', bytes.length]);
assert.equal(
  Buffer.compare(Buffer.from(await (await file.blob()).arrayBuffer()), Buffer.from(bytes)),
  0,
);
assert.equal(progress.at(-1), bytes.length);
assert.deepEqual(
  progress,
  progress.toSorted((x, y) => x - y),
);

// Without the master.
a.detach();
b.detach();
while (a.neighbours.length + b.neighbours.length > 2) {
  await event(a, 'change');
}
assert.deepEqual([a.neighbours[0].id, b.neighbours[0].id], [b.id, a.id]);
await toB.send('still here');
for await (const message of toA) {
  assert.equal(message, 'still here');
  break;
}

const end = event(toA, 'close');
await a.leave();
await end;
assert.equal(toA.open, false);
assert.equal(await a.lookup(b.id).catch(codeOf), 'left');
await b.leave();
console.log('all is well');
process.exit(0);
