import { HANDOVER } from './handover.js';

/**
 * Loads the twin that lies beside a module: who can run WebAssembly never does. By its address and not by its name:
 * bundlers that split nothing would put it into the app, or refuse to build. Those that know
 * `new URL(…, import.meta.url)` copy the file. It is the one of the script-tag file, since not all of them keep what
 * a file exports that they copy.
 * @returns {Promise<import('./load.js').Twin>}
 */
export const loadModule = async () => {
  const url = new URL('./xsolla-login.twin.js', import.meta.url).href;
  // @ts-ignore The build puts comments for bundlers in the place of this name.
  await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, url));
  const { [HANDOVER]: twin } = /** @type {any} */ (globalThis);
  if (!twin) throw undefined;
  return twin;
};
