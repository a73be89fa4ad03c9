import { handedOver } from './handover.js';

/**
 * Loads the twin from the file beside the bundle. The file is imported by its URL: if it were imported by name,
 * bundlers that do not split would put it into the app, or refuse to build. Bundlers that recognise
 * `new URL(…, import.meta.url)` copy the file. Some of them drop its exports, so this is the same script that the
 * script-tag file loads.
 * @returns {Promise<import('./handover.js').Twin>}
 */
export const loadModule = async () => {
  const url = new URL('./xsolla-login.twin.js', import.meta.url).href;
  // @ts-ignore The build replaces this name by comments for bundlers.
  await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, url));
  return handedOver();
};
