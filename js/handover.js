import { version } from './generated/version.js';

/**
 * The same code as JavaScript. It creates an instance, like `WebAssembly.Instance`.
 * @typedef {(imports: WebAssembly.Imports) => { exports: WebAssembly.Exports }} Twin
 */

/** The name of the global in which the twin's script leaves the twin, for files of the same version. */
export const HANDOVER = /* @__PURE__ */ Symbol.for('xsolla-login-wasm/twin ' + version);

/**
 * Returns the twin. Throws `undefined` if its script has not run.
 * @returns {Twin}
 */
export const handedOver = () => {
  const { [HANDOVER]: twin } = /** @type {any} */ (globalThis);
  if (!twin) throw undefined;
  return twin;
};
