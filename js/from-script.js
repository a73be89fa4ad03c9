// The script-tag file contains the wasm as text. The twin is a file beside it, found by the URL of this script.
import { integrity } from './generated/integrity.js';
import { version } from './generated/version.js';
import { SDKError } from './errors.js';
import { HANDOVER, handedOver } from './handover.js';

export { unpack as bytes } from './unpack.js';

// Read now, because `history.pushState` and `<base>` change what a relative URL resolves to. In a module, `src` and
// `nonce` are undefined.
const { src, nonce } = /** @type {Partial<HTMLScriptElement>} */ (
  globalThis.document?.currentScript ?? {}
);

/**
 * Trusted Types do not allow a string as the URL of a script.
 * @type {{ createScriptURL: (url: string) => any }}
 */
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

/** @returns {Promise<import('./handover.js').Twin>} */
export const loadTwin = () =>
  new Promise((resolve, reject) => {
    if (!src) {
      throw new SDKError(`this script does not know its own URL; ${advice}`, {
        kind: 'environment',
      });
    }
    // With the version: a file that was cached before an update would fail the integrity check.
    const url = new URL(`xsolla-login.twin.js?${version}`, src);
    const script = document.createElement('script');
    // From another origin, `integrity` needs CORS. Browsers refuse `integrity` for `file:` URLs.
    if (url.origin !== globalThis.origin) script.crossOrigin = 'anonymous';
    if (url.protocol !== 'file:') script.integrity = integrity;
    // A Content-Security-Policy may allow scripts only by their nonce.
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
