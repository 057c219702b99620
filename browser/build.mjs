// Builds dist/ from TeaVM's output and the TypeScript sources.
import { build } from 'esbuild';
import { minify } from 'terser';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const core = 'target/javascript/core.js';
const bundle = await build({
  entryPoints: ['src/ts/index.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
  external: ['./core.js'],
  alias: {},
  plugins: [{ name: 'core', setup(b) { b.onResolve({ filter: /\/core\.js$/ }, () => ({ path: new URL(core, import.meta.url).pathname })); } }],
});
const text = bundle.outputFiles[0].text;
await mkdir('dist', { recursive: true });
await writeFile('dist/index.js', text);
console.log(text.length, gzipSync(text, { level: 9, memLevel: 9 }).length);
