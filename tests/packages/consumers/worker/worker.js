import XsollaLogin from './node_modules/xsolla-login-wasm/dist/xsolla-login.mjs';
import { signIn } from './sign-in.js';

// The event is not dispatched on the page.
addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
  postMessage(`against ${violatedDirective}`),
);

onmessage = async ({ data }) => postMessage(await signIn(XsollaLogin, data).catch(String));
