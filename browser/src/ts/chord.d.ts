/** What the build makes of `join.ts` over Chord. */
export { join } from './join.js';
