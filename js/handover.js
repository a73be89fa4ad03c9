import { version } from './generated/version.js';

/** Where the script of the twin puts it for the script-tag file of the same version. */
export const HANDOVER = /* @__PURE__ */ Symbol.for('xsolla-login-wasm/twin ' + version);
