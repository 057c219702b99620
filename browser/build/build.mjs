// Builds dist/: TeaVM's output and the TypeScript bundled into one module, and the declarations.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { innerNames } from './names.mjs';
import { shrink, shrinkWhole } from './shrink.mjs';
import { report } from './size.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** What of the declarations is public; the rest is inside. */
const PUBLIC = ['index', 'api', 'api-events', 'api-files', 'errors', 'join', 'application/links'];

for (const name of ['core', 'chord']) {
  const java = await shrink(await readFile(`target/javascript/${name}.js`, 'utf8'));
  await writeFile(`target/javascript/${name}.min.js`, java);
}

const core = {
  name: 'core',
  setup(builder) {
    builder.onResolve({ filter: /\/core\.js$/ }, () => ({
      path: `${root}target/javascript/core.min.js`,
    }));
    // Loaded by whom the network's descriptor tells so.
    builder.onResolve({ filter: /\/chord\.js$/ }, () => ({ path: './chord.js', external: true }));
  },
};
// Both in one build, so that they agree about the names between TypeScript and the core.
const { outputFiles, metafile } = await build({
  entryPoints: { index: 'src/ts/index.ts', chord: 'target/javascript/chord.min.js' },
  outdir: 'dist',
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
  mangleProps: await innerNames(),
  metafile: true,
  plugins: [core],
});

// Once more over the whole, where TypeScript and Java are one module.
const textOf = (name) => outputFiles.find(({ path }) => path.endsWith(`/${name}.js`)).text;
const code = await shrinkWhole(textOf('index'));
const chord = textOf('chord');

await rm('dist', { recursive: true, force: true });
await mkdir('dist/application', { recursive: true });
await writeFile('dist/index.js', code);
await writeFile('dist/chord.js', chord);
execFileSync('node_modules/.bin/tsc', ['-p', '.'], { stdio: 'inherit' });
for (const name of PUBLIC) {
  await cp(`target/types/${name}.d.ts`, `dist/${name}.d.ts`);
}
report(code, chord, metafile);
