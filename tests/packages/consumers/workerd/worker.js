import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import wasm from 'xsolla-login-wasm/xsolla-login.wasm';
import { signIn } from './sign-in.js';

export default {
  async fetch(request) {
    await init(wasm);
    const settings = Object.fromEntries(new URL(request.url).searchParams);
    return Response.json(await signIn(XsollaLogin, settings).catch(String));
  },
};
