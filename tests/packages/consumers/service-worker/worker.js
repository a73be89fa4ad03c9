import XsollaLogin from './node_modules/xsolla-login-wasm/dist/xsolla-login.mjs';
import { signIn } from './sign-in.js';

let violation;

// The event is not dispatched on the page.
addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
  violation = `against ${violatedDirective}`;
});

addEventListener('message', (event) => {
  const told = signIn(XsollaLogin, event.data)
    .catch(String)
    .then((outcome) => event.ports[0].postMessage(violation ?? outcome));
  event.waitUntil(told);
});
