// The package by `import`, in the place of ../package.ts, which takes it from the script tag. Of all that
// the demo consists of, this is the only difference.
import XsollaLogin from 'xsolla-login-wasm';

import type { Package } from '../package.ts';

const installed: Package = XsollaLogin;

export { installed as XsollaLogin };
