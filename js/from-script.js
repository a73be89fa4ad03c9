// The wasm stands in the script-tag file as text. The twin lies beside that file, by its own address.
import { integrity } from './generated/integrity.js';
import { HANDOVER } from './handover.js';
import { unpack } from './unpack.js';

/** The script of this file, which only it knows, and only while it runs. */
const self = /** @type {HTMLScriptElement | null | undefined} */ (
  globalThis.document?.currentScript
);

/** @returns {Promise<import('./load.js').Make>} */
const twin = () =>
  new Promise((resolve, reject) => {
    if (!self?.src) throw undefined;
    const script = document.createElement('script');
    script.integrity = integrity;
    // A script of another origin is compared with its integrity only if that origin allows it to be read.
    if (new URL(self.src).origin !== location.origin) script.crossOrigin = 'anonymous';
    // A policy may allow scripts by their nonce alone.
    script.nonce = self.nonce;
    script.src = new URL('xsolla-login.twin.js', self.src).href;
    script.onload = script.onerror = () => {
      script.remove();
      const global = /** @type {any} */ (globalThis);
      const make = global[HANDOVER];
      delete global[HANDOVER];
      make ? resolve(make) : reject();
    };
    document.head.append(script);
  });

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, bytes: unpack, twin };
