// The wasm stands in the script-tag file as text. The twin lies beside that file, by its own address.
import { integrity } from './generated/integrity.js';
import { version } from './generated/version.js';
import { SDKError } from './errors.js';
import { HANDOVER, handedOver } from './handover.js';

export { unpack as bytes } from './unpack.js';

// Read now: `history.pushState` and `<base>` change what a relative address means. Empty in a module.
const { src, nonce } = /** @type {Partial<HTMLScriptElement>} */ (
  globalThis.document?.currentScript ?? {}
);

/** Under Trusted Types a text cannot be the address of a script. @type {{ createScriptURL: (url: string) => any }} */
let policy;

/** @param {string} url */
const trusted = (url) => {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('xsolla-login-wasm', {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  return policy.createScriptURL(url);
};

/** @returns {Promise<import('./load.js').Twin>} */
export const loadTwin = () =>
  new Promise((resolve, reject) => {
    if (!src) {
      throw new SDKError(`this script does not know its own address; ${advice}`, {
        kind: 'environment',
      });
    }
    // With the version, so that no file from before an update comes out of a cache and fails its hash.
    const url = new URL(`xsolla-login.twin.js?${version}`, src);
    const script = document.createElement('script');
    // Across origins `integrity` needs CORS; for `file:` browsers refuse it.
    if (url.origin !== globalThis.origin) script.crossOrigin = 'anonymous';
    if (url.protocol !== 'file:') script.integrity = integrity;
    // A policy may allow scripts by their nonce alone.
    if (nonce) script.nonce = nonce;
    script.src = trusted(url.href);
    script.onload = script.onerror = () => {
      script.remove();
      try {
        resolve(handedOver());
      } catch (cause) {
        reject(cause);
      }
      delete (/** @type {any} */ (globalThis)[HANDOVER]);
    };
    document.head.append(script);
  });

export const file = undefined;
export const twin = undefined;
export const advice = 'use the file xsolla-login.js.script.js';
