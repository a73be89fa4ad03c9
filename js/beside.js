/**
 * Loads the twin that lies beside a module: who can run WebAssembly never does. By its address and not by its name:
 * bundlers that split nothing would put it into the app, or refuse to build. Those that know
 * `new URL(…, import.meta.url)` copy the file.
 * @returns {Promise<import('./load.js').Twin>}
 */
export const loadModule = async () => {
  const url = new URL('./xsolla-login.twin.mjs', import.meta.url).href;
  // @ts-ignore The build puts comments for webpack and Vite in the place of this name.
  return (await import((BUNDLERS_SHALL_LEAVE_THIS_IMPORT_ALONE, url))).default;
};
