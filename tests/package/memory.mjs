// The secrets of a call must not be found in the wasm memory, which never shrinks.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { runInThisContext } from 'node:vm';

const dist = (name) => new URL(`../../pkg/dist/xsolla-login.${name}`, import.meta.url);
const BUILDS = {
  module: async () => import(dist('mjs')),
  script: async () => {
    runInThisContext(await readFile(dist('script.js'), 'utf8'));
    return globalThis.XsollaLogin;
  },
};

const { Instance } = WebAssembly;
const { fetch } = globalThis;
const memories = [];

/** The strings that must never be found, and those that were. */
const secrets = new Set();
const found = new Set();

const look = () => {
  for (const text of secrets) if (!found.has(text) && holds(text)) found.add(text);
};

/** Searches after each call from the wasm to JavaScript, because a copy may soon be overwritten. */
const watched = (f) =>
  function (...args) {
    try {
      return f.apply(this, args);
    } finally {
      look();
    }
  };

before(() => {
  WebAssembly.Instance = function (module, imports) {
    // The small wasm that unpacks the package's own.
    if (!imports) return new Instance(module);
    const wrapped = {};
    for (const [name, functions] of Object.entries(imports)) {
      const entries = Object.entries(functions).map(([name, f]) => [name, watched(f)]);
      wrapped[name] = Object.fromEntries(entries);
    }
    const instance = new Instance(module, wrapped);
    memories.push(instance.exports.memory);
    return instance;
  };
});

after(() => {
  WebAssembly.Instance = Instance;
  globalThis.fetch = fetch;
});

/** Returns whether a memory contains the string, as UTF-8 or UTF-16. */
const holds = (text) =>
  memories.some(({ buffer }) =>
    ['utf8', 'utf16le'].some((encoding) =>
      Buffer.from(buffer).includes(Buffer.from(text, encoding)),
    ),
  );

/** Fails if a memory contains one of the strings or a half of it, or if a secret was found before. */
const assertGone = (...texts) => {
  const halves = texts.flatMap((text) => {
    const middle = text.length / 2;
    return [text, text.slice(0, middle), text.slice(middle)];
  });
  assert.deepEqual(halves.filter(holds), []);
  assert.deepEqual([...found], []);
  secrets.clear();
};

let made = 0;
const watch = (text) => {
  secrets.add(text);
  return text;
};
const unique = (name) => `${name}-${++made}-${Math.random().toString(36).slice(2)}`;
const secret = (name) => watch(`${unique(name)}-é日本`);
/** A secret of characters that are allowed in a header. */
const token = () => watch(unique('token'));

const answers = (status, body) => {
  globalThis.fetch = async () => new Response(JSON.stringify(body), { status });
};

for (const [build, load] of Object.entries(BUILDS)) {
  const start = async (more) => {
    const { Api } = await load();
    return new Api({ projectId: 'p', clientId: 42, ...more });
  };

  test(`${build}: a string that does go through the wasm is found in its memory`, async () => {
    const callbackUrl = watch(`https://game.example/${Math.random()}`);
    const api = await start({ callbackUrl });
    globalThis.fetch = async () => new Response(null, { status: 204 });
    await api.login({ credentials: {} });
    assert.ok(holds(callbackUrl) && found.delete(callbackUrl));
    secrets.clear();
    assert.ok(memories.length > 0);
  });

  test(`${build}: no password or body is left in memory after login and signup`, async () => {
    const api = await start();
    const [password, username, login] = [secret('password'), secret('name'), secret('login')];
    answers(200, { login_url: `https://game.example/?token=${login}`, token: login });
    const credentials = { username, password, remember_me: true };
    const results = [await api.login({ credentials }), await api.signup({ userInfo: credentials })];
    assert.ok(results.every((result) => result.token === login));
    assertGone(password, username, login, JSON.stringify(credentials));
  });

  test(`${build}: no secret is left in memory after failed calls`, async () => {
    const api = await start();
    const password = secret('password');
    const credentials = { username: 'John', password };
    const description = secret('description');
    const failures = [
      () => answers(422, { error: { code: '003-001', description, details: { password } } }),
      () => (globalThis.fetch = () => Promise.reject(new TypeError(password))),
      () => (globalThis.fetch = async () => new Response(`<html>${password}`)),
      () => (globalThis.fetch = async () => new Response(`<html>${password}`, { status: 502 })),
      () => {
        throw Object.assign(credentials, { cyclic: credentials });
      },
    ];
    for (const fail of failures) {
      try {
        fail();
      } catch {
        // The last failure has made the credentials cyclic, so they can no longer be written as JSON.
      }
      await assert.rejects(api.login({ credentials }));
      await assert.rejects(api.signup({ userInfo: credentials }));
    }
    await assert.rejects(api.login({ credentials }, { signal: AbortSignal.abort() }));
    await assert.rejects(api.login({ credentials, captchaData: password }));
    await assert.rejects(api.login({ credentials, captchaData: { gen_time: password } }));
    assertGone(password, description, `{"username":"John","password":"${password}"}`);
  });

  test(`${build}: no token is left in memory after calls that send or return one`, async () => {
    const api = await start();
    const [refreshToken, accessToken, access, next] = Array.from({ length: 4 }, token);
    answers(200, { access_token: access, refresh_token: next, expires_in: 3600 });
    assert.equal((await api.refresh({ refreshToken })).refreshToken, next);
    await api.getUser(accessToken);
    await api.getUser();
    await api.logout(accessToken, 'all');
    await api.getAskFields(accessToken);
    await api.oauth2ConsentValidate(accessToken);
    await api.oauth2PostConsent(accessToken, true);
    await api.oneTapLogin(accessToken, 'google');
    await api.agreement({ token: accessToken, isAccepted: true });
    await api.ask({ fields: { email: 'a@b' }, token: accessToken });
    answers(401, { error: 'invalid_grant', error_description: 'too late' });
    await assert.rejects(api.getUser(accessToken));
    await assert.rejects(api.refresh({ refreshToken }));
    await assert.rejects(api.logout(`${accessToken}\n`, 'all'));
    assertGone(refreshToken, accessToken, access, next, `Bearer ${accessToken}`);
  });

  test(`${build}: no code, verifier or new password is left in memory`, async () => {
    const api = await start();
    const [code, codeVerifier, accessToken] = [token(), token(), token()];
    answers(200, { access_token: accessToken, token_type: 'bearer' });
    await api.exchangeCode({ code, codeVerifier });
    const password = secret('password');
    globalThis.fetch = async () => new Response(null, { status: 204 });
    await api.set({ new_password: password, reset_code: code, user_id: 'u' });
    const phone = { phone_number: '+1', code, operation_id: token() };
    await api.loginWithPhoneCode(phone);
    assertGone(code, codeVerifier, accessToken, password, phone.operation_id);
  });
}
