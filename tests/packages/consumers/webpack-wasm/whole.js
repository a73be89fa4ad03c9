import XsollaLogin from 'xsolla-login-wasm';
import { settings, show, signIn } from './sign-in.js';

show(signIn(XsollaLogin, settings()));
