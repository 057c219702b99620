import type { Join } from './api.js';

/** In the place of `overlay.ts` where the package is built for Chord. */
export const VERSION: number = 2;

/** No other is loaded from here. */
export const CHORD = 0;

/** Never called. */
export const chord = (): Promise<{ join: Join }> => Promise.reject(CHORD);
