// The package: here from the classic script tag, in the Vite app (vite/) from its module.

import type Installed from 'xsolla-login-wasm';

export type Package = typeof Installed;

declare global {
  interface Window {
    XsollaLogin: Package;
  }
}

export const { XsollaLogin } = window;
