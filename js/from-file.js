// The wasm lies beside the bundle, or is what an edge runtime has imported.
export { loadModule as loadTwin } from './beside.js';

export const file = async () => {
  const url = new URL('./xsolla-login.wasm', import.meta.url);
  if (url.protocol !== 'file:') return url;
  // Node's `fetch` reads no files; and a module that is asked for like this, no bundler looks for.
  const { process } = /** @type {any} */ (globalThis);
  const fs = process?.getBuiltinModule?.('node:fs/promises');
  // What cannot be read cannot be fetched either, which says so.
  return fs ? fs.readFile(url).catch(() => url) : url;
};

export const bytes = undefined;
export const twin = undefined;
export const advice = undefined;
