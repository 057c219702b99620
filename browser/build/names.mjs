// The names that TypeScript and the core call each other by: they may be short, unless the public API or the
// platform has the same name.
import { readFile } from 'node:fs/promises';
import { domprops } from '../node_modules/terser/tools/domprops.js';

const BETWEEN = 'src/ts/routing/core.d.ts';
const PUBLIC = ['src/ts/api.ts', 'src/ts/api-events.ts', 'src/ts/api-files.ts', 'src/ts/errors.ts'];

/** A pattern of exactly those names. */
export async function innerNames() {
  const [between, ...open] = await Promise.all(
    [BETWEEN, ...PUBLIC].map((file) => readFile(file, 'utf8')),
  );
  const taken = new Set([...domprops, ...open.join(' ').match(/\w+/g)]);
  const declared = [...between.matchAll(/^  (?:readonly )?(\w+)\??[(:]/gm)].map((m) => m[1]);
  const names = declared.filter((name) => name.length > 2 && !taken.has(name));
  return new RegExp(`^(${names.join('|')})$`);
}
