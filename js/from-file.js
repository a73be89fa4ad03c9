// The wasm lies beside the bundle, or is what an edge runtime has imported.
import { chunk } from './chunk.js';

/** @type {import('./load.js').Source} */
export const source = {
  __proto__: null,
  file: async () => {
    const url = new URL('./xsolla-login.wasm', import.meta.url);
    if (url.protocol !== 'file:') return url;
    // Node's `fetch` reads no files; and a module that is asked for like this, no bundler looks for.
    const { process } = /** @type {any} */ (globalThis);
    const fs = process?.getBuiltinModule?.('node:fs/promises');
    try {
      return fs ? await fs.readFile(url) : url;
    } catch {
      // As `fetch` fails.
      throw new TypeError();
    }
  },
  twin: chunk,
};
