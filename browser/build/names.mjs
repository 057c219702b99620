// The names that TypeScript and the core, and the layers of TypeScript, call each other by: they may be short, unless
// the public API or the platform has the same name. Not what is stored or sent.
import { readFile } from 'node:fs/promises';
import { domprops } from '../node_modules/terser/tools/domprops.js';

const BETWEEN = 'src/ts/routing/core.d.ts';
const INNER = [
  'src/ts/connections/transport.ts',
  'src/ts/connections/circuit.ts',
  'src/ts/connections/host.ts',
  'src/ts/platform.ts',
  'src/ts/routing/engine.ts',
  'src/ts/application/blocks.ts',
  'src/ts/application/layer.ts',
];
const PUBLIC = ['src/ts/api.ts', 'src/ts/api-events.ts', 'src/ts/api-files.ts', 'src/ts/errors.ts'];

/** A pattern of exactly those names. */
export async function innerNames() {
  const texts = (files) => Promise.all(files.map((file) => readFile(file, 'utf8')));
  const inner = (await texts([BETWEEN, ...INNER])).join('\n');
  const open = await texts(PUBLIC);
  const taken = new Set([...domprops, ...open.join(' ').match(/\w+/g)]);
  const declared = [...inner.matchAll(/^  (?:readonly |async |get )*(\w+)\??[(:]/gm)].map(
    (m) => m[1],
  );
  const names = declared.filter((name) => name.length > 2 && !taken.has(name));
  return new RegExp(`^(${names.join('|')})$`);
}
