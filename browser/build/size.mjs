// Prints the size of the package and what it is made of.
import { gzipSync } from 'node:zlib';

const gzip = (text) => gzipSync(text, { level: 9, memLevel: 9 }).length;

export function report(bundle, metafile) {
  const total = gzip(bundle);
  const [output] = Object.values(metafile.outputs);
  const parts = new Map();
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    const part = file.startsWith('src/ts/')
      ? file.slice(7).replace(/\/?[^/]*$/, '') || 'api'
      : 'core (Java)';
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  console.log(`@gossamer/peer: ${total} bytes min + gzip (${bundle.length} min)`);
  for (const [part, bytes] of [...parts].sort((a, b) => b[1] - a[1])) {
    const share = Math.round((bytes * total) / bundle.length);
    console.log(`  ${part.padEnd(14)} ${String(share).padStart(6)} (${bytes} min)`);
  }
}
