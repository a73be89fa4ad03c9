// The wasm is a file beside the bundle, or a module that an edge runtime has imported and passed to `init()`.
export { loadModule as loadTwin } from './beside.js';

export const file = async () => {
  const url = new URL('./xsolla-login.wasm', import.meta.url);
  if (url.protocol !== 'file:') return url;
  // Node's `fetch` does not read files. Bundlers do not try to resolve a module that is requested like this.
  const { process } = /** @type {any} */ (globalThis);
  const fs = process?.getBuiltinModule?.('node:fs/promises');
  // If the file cannot be read, fetching its URL fails too, and reports why.
  return fs ? fs.readFile(url).catch(() => url) : url;
};

export const bytes = undefined;
export const twin = undefined;
export const advice = undefined;
