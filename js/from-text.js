// The wasm stands in the bundle as text.
import { loadModule } from './beside.js';
import { unpack } from './unpack.js';

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, bytes: unpack, loadTwin: loadModule };
