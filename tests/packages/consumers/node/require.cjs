const XsollaLogin = require('xsolla-login-wasm');

import('./sign-in.js')
  .then(({ signIn }) => signIn(XsollaLogin, JSON.parse(process.env.SETTINGS)))
  .then((outcome) => console.log(JSON.stringify(outcome)));
