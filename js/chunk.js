/**
 * The twin as a module of its own, which bundlers make a chunk: only who cannot run WebAssembly loads it.
 * @returns {Promise<import('./load.js').Make>}
 */
export const chunk = async () =>
  // @ts-ignore The build makes it, beside the bundle.
  (await import('./xsolla-login.twin.mjs')).default;
