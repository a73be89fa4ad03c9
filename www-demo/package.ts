// Where the plain page finds the package: in the global of the script tag. The Vite app replaces this module.

import type Installed from 'xsolla-login-wasm';

export type Package = typeof Installed;

declare global {
  interface Window {
    /** Missing if the script did not load. */
    XsollaLogin?: Package;
  }
}

export const installed = window.XsollaLogin;
