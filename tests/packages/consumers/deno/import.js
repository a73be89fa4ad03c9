import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from './sign-in.js';

console.log(JSON.stringify(await signIn(XsollaLogin, JSON.parse(process.env.SETTINGS))));
