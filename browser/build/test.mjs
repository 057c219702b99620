// Bundles every src/test/ts/*.test.ts for Node and runs it; the report is JUnit's XML.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const files = (await readdir('src/test/ts')).filter((name) => name.endsWith('.test.ts'));
await rm('target/tests', { recursive: true, force: true });
await mkdir('target/node-reports', { recursive: true });
await build({
  entryPoints: files.map((name) => `src/test/ts/${name}`),
  outdir: 'target/tests',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
  plugins: [
    {
      name: 'core',
      setup(builder) {
        const path = `${root}target/javascript/core.min.js`;
        builder.onResolve({ filter: /\/core\.js$/ }, () => ({ path }));
        const chord = `${root}dist/chord.js`;
        builder.onResolve({ filter: /\/chord\.js$/ }, () => ({ path: chord, external: true }));
      },
    },
  ],
});
const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=junit',
    '--test-reporter-destination=target/node-reports/TEST-browser.xml',
    ...files.map((name) => `target/tests/${name.replace('.ts', '.mjs')}`),
  ],
  { stdio: 'inherit' },
);
// As for the other modules' tests: where failures are counted the report tells, and the build goes on.
process.exit(process.env.FAILURES_ARE_COUNTED === 'true' ? 0 : (status ?? 1));
