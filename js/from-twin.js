// The Rust is in the bundle as JavaScript, and nothing else.
import twin from './generated/twin.js';

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, twin: /** @type {any} */ (twin) };
