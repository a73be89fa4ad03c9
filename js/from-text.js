// The wasm stands in the bundle as text.
import { chunk } from './chunk.js';
import { unpack } from './unpack.js';

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, bytes: unpack, twin: chunk };
