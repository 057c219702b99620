/** The same protocol over Chord: see gossamer.browser.ChordCore. */
export { Core as ChordCore } from './core.js';
