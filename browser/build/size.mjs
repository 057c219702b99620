// Prints the size of the package and what it is made of; fails when it is too large.
import { gzipSync } from 'node:zlib';

/** What the package may have: bytes, min + gzip. */
const LIMIT = 45_000;

/** What it may have with Chord, which those load in addition who join such a network. */
const CHORD_LIMIT = 55_000;

const gzip = (text) => gzipSync(text, { level: 9, memLevel: 9 }).length;

export function report(bundle, chord, metafile) {
  const total = gzip(bundle);
  const [output] = Object.values(metafile.outputs);
  const parts = new Map();
  let sum = 0;
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    const layer = file.startsWith('src/ts/') ? file.slice(7).replace(/\/?[^/]*$/, '') || 'api' : '';
    const part = layer || 'core (Java)';
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    sum += bytesInOutput;
  }
  console.log(`@gossamer/peer: ${total} bytes min + gzip (${bundle.length} min), made of`);
  for (const [part, bytes] of [...parts].sort((a, b) => b[1] - a[1])) {
    console.log(`  ${part.padEnd(14)} ${String(Math.round((bytes * total) / sum)).padStart(6)}`);
  }
  demand(total, LIMIT, 'the package');
  const more = gzip(chord);
  console.log(`chord.js, for networks of Chord: ${more} bytes more`);
  demand(more, CHORD_LIMIT, 'chord.js');
}

function demand(bytes, limit, what) {
  if (bytes > limit) {
    throw new Error(`${what} has ${bytes} bytes, more than ${limit}`);
  }
}
