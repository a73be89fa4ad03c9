// What a page may lack, or have too much of, before the first `new Api()`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, test } from 'node:test';
import { file } from '../chromium.mjs';

const script = new Function(
  `${await file('pkg/dist/xsolla-login.script.js')}\nreturn XsollaLogin;`,
);

const kept = globals('TextEncoder', 'TextDecoder', 'fetch', 'Request');

function globals(...names) {
  return Object.fromEntries(names.map((name) => [name, globalThis[name]]));
}

afterEach(() => Object.assign(globalThis, kept));

/** Signs in with a fresh copy of the package. Resolves to the body that was sent. */
async function signIn(credentials) {
  let sent;
  globalThis.fetch = async (_, { body }) => {
    sent = body;
    return kept.fetch('data:application/json,{"login_url":"https://g.example/?token=ü"}');
  };
  const api = new (script().Api)({ projectId: 'p', callbackUrl: 'https://g.example/ü' });
  const { login_url } = await api.login({ credentials });
  assert.equal(login_url, 'https://g.example/?token=ü');
  assert.equal(api.getConfig().callbackUrl, 'https://g.example/ü');
  return JSON.parse(sent);
}

test('any string goes through without TextEncoder and TextDecoder', async () => {
  delete globalThis.TextEncoder;
  delete globalThis.TextDecoder;
  const credentials = { username: 'ŭ €😀', password: 'x'.repeat(500) + 'é' };
  assert.deepEqual(await signIn(credentials), credentials);
});

test('without them, a lone surrogate becomes U+FFFD', async () => {
  delete globalThis.TextEncoder;
  delete globalThis.TextDecoder;
  let url;
  globalThis.fetch = async (address) => {
    url = new URL(address);
    return kept.fetch('data:application/json,{}');
  };
  const callbackUrl = 'https://g.example/?a=b😀';
  const api = new (script().Api)({ projectId: 'p', payload: 'a\ud800b\udc00c😀', callbackUrl });
  await api.login({ credentials: { username: 'u', password: 'p' } }).catch(() => {});
  assert.equal(url.searchParams.get('payload'), 'a\ufffdb\ufffdc😀');
});

test("a redirect is not followed even if fetch does not support redirect: 'error'", async () => {
  globalThis.Request = class {
    constructor(_, { redirect }) {
      if (redirect === 'error') throw new TypeError(redirect);
    }
  };
  const modes = [];
  const answers = [new Response('{"code":"1"}'), new Response(null, { status: 302 })];
  globalThis.fetch = async (_, { redirect }) => {
    modes.push(redirect);
    return answers.shift();
  };
  const api = new (script().Api)({ projectId: 'p' });
  assert.deepEqual(await api.clearSSO(), { code: '1' });
  await assert.rejects(api.clearSSO(), { kind: 'network' });
  assert.deepEqual(modes, ['manual', 'manual']);
});

test('the package loads despite a polluted prototype', async () => {
  const names = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'default'];
  for (const name of names) {
    const descriptor = { __proto__: null, value: 'polluted', configurable: true, writable: true };
    Object.defineProperty(Object.prototype, name, descriptor);
  }
  try {
    const XsollaLogin = script();
    const api = new XsollaLogin.Api({ projectId: 'p' });
    assert.equal(api.getConfig().projectId, 'p');
    assert.ok(new XsollaLogin.SDKError('x') instanceof XsollaLogin.SDKError);
  } finally {
    for (const name of names) delete Object.prototype[name];
  }
});
