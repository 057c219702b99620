import { build } from 'vite';

/** Builds the application around the invented network. */
export async function setup(): Promise<void> {
  await build({ mode: 'fake', logLevel: 'warn' });
}
