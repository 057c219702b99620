import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precache } from './build/precache.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [precache()],
  // `--mode fake` swaps the published package for inventions, to look at the pages without a network.
  resolve: mode === 'fake' ? { alias: { '@gossamer/peer': path('dev/fake-peer.ts') } } : {},
  build: {
    outDir: mode === 'fake' ? 'target/fake' : 'target/classes/gossamer/web/static',
    emptyOutDir: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    // Everything has its own address: a strict content security policy allows no inline data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: path('index.html'), sw: path('src/worker/shell-worker.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
}));
