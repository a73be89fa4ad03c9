import XsollaLogin from './node_modules/xsolla-login-wasm/dist/xsolla-login.mjs';
import { signIn } from './sign-in.js';

// The page does not hear of it.
addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
  postMessage(`against ${violatedDirective}`),
);

onmessage = async ({ data }) => postMessage(await signIn(XsollaLogin, data).catch(String));
