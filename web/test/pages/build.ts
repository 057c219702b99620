import { build } from 'vite';

/** Builds the application around the invented network. */
export async function setup(): Promise<void> {
  // The test runner names its environment `test`, and Vite would build for that.
  process.env['NODE_ENV'] = 'production';
  await build({ mode: 'fake', logLevel: 'warn' });
}
