import { expect, test } from 'vitest';
import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from './sign-in.js';

test('signs in', async () => {
  expect(document.body).toBeInstanceOf(HTMLElement);
  const { SETTINGS, EXPECTED } = process.env;
  expect(await signIn(XsollaLogin, JSON.parse(SETTINGS))).toEqual(JSON.parse(EXPECTED));
});

test('a call can be cancelled', async () => {
  const api = new XsollaLogin.Api(JSON.parse(process.env.SETTINGS));
  const controller = new AbortController();
  const call = api.clearSSO({ signal: controller.signal });
  controller.abort();
  expect(XsollaLogin.isCancel(await call.catch((error) => error))).toBe(true);
});
