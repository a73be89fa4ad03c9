import { version } from './generated/version.js';

/** The name of the global in which the twin's script leaves the twin, for files of the same version. */
export const HANDOVER = /* @__PURE__ */ Symbol.for('xsolla-login-wasm/twin ' + version);

/**
 * Returns the twin. Throws `undefined` if its script has not run.
 * @returns {import('./load.js').Twin}
 */
export const handedOver = () => {
  const { [HANDOVER]: twin } = /** @type {any} */ (globalThis);
  if (!twin) throw undefined;
  return twin;
};
