import type { Join } from './api.js';

/** The version of the descriptors that this build of the package follows: those of Kademlia. */
export const VERSION: number = 1;

/** The version of those that say Chord. */
export const CHORD = 2;

/** The package once more, with Chord in the place of Kademlia. */
export const chord = (): Promise<{ join: Join }> => import('./chord.js');
