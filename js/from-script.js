// The wasm stands in the script-tag file as text. The twin lies beside that file, by its own address.
import { integrity } from './generated/integrity.js';
import { version } from './generated/version.js';
import { SDKError } from './errors.js';
import { HANDOVER } from './handover.js';

export { unpack as bytes } from './unpack.js';

// Now, since a page may change what its addresses are relative to. A module is no current script.
const { src, nonce } = /** @type {Partial<HTMLScriptElement>} */ (
  globalThis.document?.currentScript ?? {}
);

/** Trusted Types take no text as the address of a script. @type {{ createScriptURL: (url: string) => any }} */
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
    // A file that was cached before an update would have another hash.
    const url = new URL(`xsolla-login.twin.js?${version}`, src);
    const script = document.createElement('script');
    // What comes from another origin has a hash only if it may be read; a file has no origin.
    if (url.origin !== globalThis.origin) script.crossOrigin = 'anonymous';
    if (url.protocol !== 'file:') script.integrity = integrity;
    // A policy may allow scripts by their nonce alone.
    if (nonce) script.nonce = nonce;
    script.src = trusted(url.href);
    script.onload = script.onerror = () => {
      script.remove();
      const global = /** @type {any} */ (globalThis);
      const twin = global[HANDOVER];
      delete global[HANDOVER];
      twin ? resolve(twin) : reject();
    };
    document.head.append(script);
  });

export const file = undefined;
export const twin = undefined;
export const advice = 'use the file xsolla-login.js.script.js';
