// TypeScript's two ways to write `require`.
import sdk = require('xsolla-login-wasm');
import XsollaLogin from 'xsolla-login-wasm';

export const api: sdk.Api = new sdk.Api({ projectId: 'project' });
export const same: XsollaLogin.Api = new XsollaLogin.Api({ projectId: 'project' });
export const also: sdk.Api = new sdk.default.Api({ projectId: 'project' });
