import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import wasm from 'xsolla-login-wasm/xsolla-login.wasm';
import { signIn } from './sign-in.js';

await init(Bun.file(wasm).arrayBuffer());
console.log(JSON.stringify(await signIn(XsollaLogin, JSON.parse(process.env.SETTINGS))));
