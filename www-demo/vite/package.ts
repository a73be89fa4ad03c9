// Replaces ../package.ts: the Vite app imports the package instead of using the script tag. This is its only
// difference from the plain page.
import XsollaLogin from 'xsolla-login-wasm';

import type { Package } from '../package.ts';

export const installed: Package | undefined = XsollaLogin;
