import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The package's sources, as long as it does not come built.
const sources = fileURLToPath(new URL('../browser/src/ts/index.ts', import.meta.url));
const sdk = { '@gossamer/peer': sources };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: sdk },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'] },
      },
      {
        test: {
          name: 'pages',
          include: ['test/pages/**/*.test.ts'],
          globalSetup: 'test/pages/build.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
    reporters: ['default', ['junit', { suiteName: 'web' }]],
    outputFile: { junit: 'target/vitest-reports/TEST-web.xml' },
  },
});
