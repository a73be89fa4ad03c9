// The entry that does not contain the wasm, which is an ES module only, has the same declarations.
import * as named from 'xsolla-login-wasm';
import XsollaLogin, * as slim from 'xsolla-login-wasm/slim';
import { type Equal, is } from './equal.js';

is<Equal<typeof slim, typeof named>>();
await XsollaLogin.init(new URL('https://game.example/xsolla-login.wasm'));
export const api: named.Api = new XsollaLogin.Api({ projectId: 'project' });
