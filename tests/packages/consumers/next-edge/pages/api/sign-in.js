import XsollaLogin, { init } from 'xsolla-login-wasm/slim';
import wasm from 'xsolla-login-wasm/xsolla-login.wasm?module';
import { signIn } from '../../sign-in.js';

export const config = { runtime: 'edge' };

export default async function handler(request) {
  await init(wasm);
  const settings = Object.fromEntries(new URL(request.url).searchParams);
  return Response.json(await signIn(XsollaLogin, settings).catch(String));
}
