import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../../sign-in.js';

export async function load({ url }) {
  const settings = Object.fromEntries(url.searchParams);
  return { settings, outcome: await signIn(XsollaLogin, settings) };
}
