// The wasm stands in the CommonJS bundle as text.
import { unpack } from './unpack.js';

/** As `loadModule` in `beside.js`. */
const loadTwin = async () => {
  // Put together, or esbuild would look for it.
  const path = ['.', 'xsolla-login.twin.mjs'].join('/');
  // @ts-ignore See there.
  return (await import((BUNDLERS_SHALL_LEAVE_THIS_IMPORT_ALONE, path))).default;
};

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, bytes: unpack, loadTwin };
