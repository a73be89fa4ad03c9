// The wasm lies beside the bundle, or is what an edge runtime has imported.
import { chunk } from './chunk.js';

/** @type {import('./load.js').Source} */
export const source = {
  __proto__: null,
  url: () => new URL('./xsolla-login.wasm', import.meta.url),
  twin: chunk,
};
