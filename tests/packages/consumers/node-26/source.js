import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import source wasm from 'xsolla-login-wasm/xsolla-login.wasm';
import { signIn } from './sign-in.js';

await init(wasm);
console.log(JSON.stringify(await signIn(XsollaLogin, JSON.parse(process.env.SETTINGS))));
