import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import { settings, show, signIn } from './sign-in.js';

show(init().then(() => signIn(XsollaLogin, settings())));
