import { handedOver } from './handover.js';

/**
 * Loads the twin that lies beside a module. It is imported by its address: by its name, bundlers that do not split
 * would put it into the app, or refuse to build. Those that know `new URL(…, import.meta.url)` copy the file; some
 * drop its exports, so this is the file that the script-tag file loads, too.
 * @returns {Promise<import('./load.js').Twin>}
 */
export const loadModule = async () => {
  const url = new URL('./xsolla-login.twin.js', import.meta.url).href;
  // @ts-ignore The build replaces this name by comments for bundlers.
  await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, url));
  return handedOver();
};
