import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import { signIn } from './sign-in.js';

await init();
console.log(JSON.stringify(await signIn(XsollaLogin, JSON.parse(process.env.SETTINGS))));
