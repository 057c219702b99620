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
const PUBLIC = [
  'index',
  'api',
  'api-events',
  'api-files',
  'errors',
  'invite',
  'join',
  'application/links',
];

const CHORD = `${root}target/javascript/chord.min.js`;

for (const name of ['core', 'chord']) {
  const java = await shrink(await readFile(`target/javascript/${name}.js`, 'utf8'));
  await writeFile(`target/javascript/${name}.min.js`, java);
}

const kademlia = {
  name: 'kademlia',
  setup(builder) {
    const path = `${root}target/javascript/core.min.js`;
    builder.onResolve({ filter: /\/core\.js$/ }, () => ({ path }));
    // Loaded by whom the network's descriptor tells so.
    builder.onResolve({ filter: /\/chord\.js$/ }, () => ({ path: './chord.js', external: true }));
  },
};
const chord = {
  name: 'chord',
  setup(builder) {
    const contents = `export { ChordCore as Core } from ${JSON.stringify(CHORD)};`;
    builder.onResolve({ filter: /\/core\.js$/ }, () => ({ path: 'core', namespace: 'chord' }));
    builder.onLoad({ filter: /./, namespace: 'chord' }, () => ({ contents, resolveDir: root }));
    const path = `${root}src/ts/overlay-chord.ts`;
    builder.onResolve({ filter: /\/overlay\.js$/ }, () => ({ path }));
    // So that there is one class of errors.
    builder.onResolve({ filter: /\/errors\.js$/ }, () => ({ path: './index.js', external: true }));
  },
};

// Beside the package, for those who use it.
const invitations = {
  name: 'invitations',
  setup(builder) {
    const main = { path: './index.js', external: true };
    builder.onResolve({ filter: /\/(errors|join)\.js$/ }, () => main);
  },
};

const mangleProps = await innerNames();
const bundle = (entry, plugin) =>
  build({
    entryPoints: [`src/ts/${entry}.ts`],
    outfile: `dist/${entry}.js`,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    mangleProps,
    metafile: true,
    plugins: [plugin],
  });
const main = await bundle('index', kademlia);
const other = await bundle('join', chord);
const invite = await bundle('invite', invitations);

// Once more over the whole, where TypeScript and Java are one module.
const code = await shrinkWhole(main.outputFiles[0].text);
const chordCode = other.outputFiles[0].text;

await rm('dist', { recursive: true, force: true });
await mkdir('dist/application', { recursive: true });
await writeFile('dist/index.js', code);
await writeFile('dist/chord.js', chordCode);
await writeFile('dist/invite.js', invite.outputFiles[0].text);
execFileSync('node_modules/.bin/tsc', ['-p', '.'], { stdio: 'inherit' });
for (const name of PUBLIC) {
  await cp(`target/types/${name}.d.ts`, `dist/${name}.d.ts`);
}
report(code, chordCode, main.metafile);
