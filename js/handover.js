import { version } from './generated/version.js';

/** Where the script of the twin leaves it, for the files of the same version. */
export const HANDOVER = /* @__PURE__ */ Symbol.for('xsolla-login-wasm/twin ' + version);

/**
 * The twin, once its script has run.
 * @returns {import('./load.js').Twin}
 */
export const handedOver = () => {
  const { [HANDOVER]: twin } = /** @type {any} */ (globalThis);
  if (!twin) throw undefined;
  return twin;
};
