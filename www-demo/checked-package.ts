// The package, once demo.ts has checked that it is installed.

import type { Package } from './package.ts';

/** Unset until `usePackage()`: use it inside functions, not while a module loads. */
export let XsollaLogin: Package;

export function usePackage(checked: Package): void {
  XsollaLogin = checked;
}
