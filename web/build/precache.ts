import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Stands in the service worker's source where the list of files belongs. */
const PLACEHOLDER = '__SHELL__';

/**
 * Writes into the service worker which files make up the application and a version over all of them.
 * The worker is an entry of its own, named `sw.js`.
 */
export function precache(): Plugin {
  let publicDir = '';
  return {
    name: 'gossamer:precache',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      // After Vite's own plugin has added the page to the bundle.
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk' || !worker.code.includes(PLACEHOLDER)) {
          this.error(`among the entries there is no sw.js that mentions ${PLACEHOLDER}`);
        }
        if (worker.imports.length > 0) {
          this.error('the service worker must be one file: it shares code with the page');
        }
        const version = createHash('sha256');
        const files: string[] = [];
        const add = (path: string, content: string | Uint8Array) => {
          version.update(path).update(content);
          files.push(path);
        };
        for (const [name, output] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          if (name !== 'sw.js') {
            const content = output.type === 'chunk' ? output.code : output.source;
            add(name === 'index.html' ? '/' : `/${name}`, content);
          }
        }
        for (const name of readdirSync(publicDir).sort()) {
          add(`/${name}`, readFileSync(join(publicDir, name)));
        }
        const shell = { version: version.digest('hex').slice(0, 16), files };
        worker.code = worker.code.replaceAll(PLACEHOLDER, JSON.stringify(shell));
      },
    },
  };
}
