// The same on Node, with the package in the server's bundle.
import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../../sign-in.js';

export default async function handler({ query }, response) {
  response.json(await signIn(XsollaLogin, query).catch(String));
}
