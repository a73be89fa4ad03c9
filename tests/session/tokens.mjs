// The code exchange, the user, and what `api.session` stores.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { failing, jwt, load, now, OPTIONS, page, signedIn, tick, tokens, used } from './world.mjs';
import { settle, slowStorage, storage } from './world.mjs';

const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const KEY = 'xsolla-login-wasm/session/project/42';

/** Everything that an error shows when it is logged. */
const shown = (error) =>
  [String(error), JSON.stringify(error), inspect(error, { showHidden: true, depth: 9 })].join();

test('a code is sent once, as a form, without cookies and without a client secret', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  await start().exchangeCode({ code: 'a code&', codeVerifier: 'v' });
  const [{ url, init, form }] = world.sent;
  assert.equal(url.href, 'https://login.xsolla.com/api/oauth2/token');
  assert.equal(init.method, 'POST');
  assert.deepEqual([init.credentials, init.redirect, init.cache], ['omit', 'error', 'no-store']);
  assert.deepEqual({ ...init.headers }, { 'Content-Type': 'application/x-www-form-urlencoded' });
  assert.deepEqual(form(), {
    grant_type: 'authorization_code',
    code: 'a code&',
    code_verifier: 'v',
    client_id: '42',
    redirect_uri: OPTIONS.redirectUri,
  });
});

test('no request to the token endpoint is retried, whatever the response', async () => {
  for (const answer of [503, 429, 408, new TypeError('offline'), '<html>', '', used]) {
    const world = page();
    world.answers['/oauth2/token'] = answer;
    const api = start({ retry: { limit: 3 } });
    await failing(api.exchangeCode({ code: 'c' }));
    await failing(api.refresh({ refreshToken: 'r' }));
    assert.equal(world.sent.length, 2);
  }
});

test('no error shows a code, a verifier or a token', async () => {
  const answers = [
    ...[503, 400, '<html>secret-of-the-answer', '', '{"access_token":"secret-of-the-answer"', used],
    ...[
      new TypeError('https://x/?code=secret-code'),
      { refresh_token: 'secret-of-the-answer' },
      '5',
    ],
    ...[{ access_token: { x: 'secret-of-the-answer' } }, '[]', 'null', { access_token: '' }],
  ];
  for (const answer of answers) {
    const world = page();
    world.answers['/oauth2/token'] = answer;
    const api = start();
    const secrets = { code: 'secret-code', codeVerifier: 'secret-verifier' };
    for (const call of [
      () => api.exchangeCode(secrets),
      () => api.exchangeCode(secrets),
      () => api.refresh({ refreshToken: 'secret-refresh' }),
      () => api.handleRedirectCallback('https://x/?code=secret-code&state=secret-state'),
      () => api.handleRedirectCallback('https://x/?code=secret-a&code=secret-b'),
      () => api.completeLogin({ login_url: 'https://x/?code=secret-code&state=secret-state' }),
    ]) {
      const error = await failing(call());
      assert.match(error.name, /^(API|SDK)Error$/);
      assert.doesNotMatch(shown(error), /secret-/);
    }
    world.answers['/users/me'] = answer;
    const error = await api.getUser('secret-access').catch((error) => error);
    if (error instanceof Error) assert.doesNotMatch(shown(error), /secret-access/);
    const user = await signedIn(world, {}, tokens('secret-x'));
    world.answers['/oauth2/logout'] = answer;
    const left = await user.session.logout().catch((error) => error);
    if (left) assert.doesNotMatch(shown(left), /secret-/);
  }
});

test('hooks get the path and nothing that was sent', async () => {
  const told = [];
  const hook = (report) => told.push(JSON.stringify(report));
  page().answers['/oauth2/token'] = tokens();
  await start({ onRequest: hook, onResponse: hook }).exchangeCode({ code: 'secret' });
  assert.equal(told.length, 2);
  assert.doesNotMatch(told.join(), /secret|access-a/);
});

test('a code is sent once per page, even by another instance', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const { Api } = load();
  await new Api(OPTIONS).exchangeCode({ code: 'c' });
  assert.equal((await failing(new Api(OPTIONS).exchangeCode({ code: 'c' }))).kind, 'state');
  assert.equal(world.sent.length, 1);
});

test('a code that was not sent is still valid', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  for (const args of [
    { code: 'c', codeVerifier: 5 },
    {},
    {},
    { code: '' },
    undefined,
    { code: 5 },
  ]) {
    assert.equal((await failing(api.exchangeCode(args))).kind, 'argument');
  }
  assert.equal((await failing(api.exchangeCode({ code: 'c' }, { timeout: -1 }))).kind, 'argument');
  assert.equal((await api.exchangeCode({ code: 'c' })).accessToken, 'access-a');
});

test('without a client id nothing is sent to the token endpoint', async () => {
  const world = page();
  const api = start({ clientId: undefined });
  for (const call of [api.exchangeCode({ code: 'c' }), api.refresh({ refreshToken: 'r' })]) {
    const error = await failing(call);
    assert.deepEqual([error.kind, world.sent.length], ['argument', 0]);
    assert.match(error.message, /clientId/);
  }
});

test('the result has no empty or unknown fields of the response', async () => {
  page().answers['/oauth2/token'] = tokens('a', { refresh_token: null, scope: '', extra: 1 });
  const result = await start().exchangeCode({ code: 'c' });
  assert.deepEqual(Object.keys(result), ['accessToken', 'expiresAt']);
});

test("without expires_in, the token's claims say when it expires", async () => {
  const world = page();
  for (const [claims, seconds] of [
    [{ iat: now() - 7200, exp: now() - 7200 + 600 }, 600],
    [{ exp: now() + 900 }, 900],
    [{ iat: 5, exp: 4 }, 0],
  ]) {
    const access_token = jwt(claims);
    world.answers['/oauth2/token'] = { access_token };
    const { expiresAt } = await start().exchangeCode({ code: 'c' });
    assert.ok(Math.abs(expiresAt - Date.now() - seconds * 1000) < 2_000, JSON.stringify(claims));
  }
});

// ---- getUser

test("getUser sends the given token, or else the session's", async () => {
  const world = page();
  world.answers['/users/me'] = { id: 'u' };
  const api = await signedIn(world);
  assert.deepEqual(await api.getUser('mine'), { id: 'u' });
  assert.deepEqual(await api.getUser(), { id: 'u' });
  assert.deepEqual(
    world.sent.map(({ url, init }) => [init.method, url.pathname, url.search, { ...init.headers }]),
    ['mine', 'access-a'].map((token) => [
      'GET',
      '/api/users/me',
      '',
      { Authorization: `Bearer ${token}` },
    ]),
  );
});

test('getUser refreshes an expired token, and sends nothing if nobody is signed in', async () => {
  const world = page();
  world.answers['/users/me'] = { id: 'u' };
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = tokens('b');
  world.skip(3_601_000);
  await api.getUser();
  assert.equal(world.sent.at(-1).init.headers.Authorization, 'Bearer access-b');
  world.sent.length = 0;
  assert.equal((await failing(start().getUser())).kind, 'state');
  assert.equal(world.sent.length, 0);
});

// ---- api.session

test('tokens are in memory unless a storage is configured', async () => {
  const world = page();
  const api = await signedIn(world);
  assert.equal((await api.session.get()).refreshToken, 'refresh-a');
  assert.deepEqual([world.session.map.size, world.local.map.size], [0, 0]);
  assert.equal(await start().session.get(), null);
});

for (const name of ['sessionStorage', 'localStorage', 'an adapter', 'a slow adapter']) {
  test(`with ${name}, tokens survive a reload and are deleted by logout`, async () => {
    const world = page();
    const adapter = { 'an adapter': storage(), 'a slow adapter': slowStorage() }[name];
    const options = { session: { storage: adapter ?? name } };
    const api = await signedIn(world, options);
    const { map } = adapter ?? globalThis[name];
    assert.ok([...map.keys()].every((key) => key.startsWith(KEY)));
    assert.deepEqual(await start(options).session.get(), await api.session.get());
    assert.equal(await start({ ...options, projectId: 'other' }).session.get(), null);
    world.answers['/oauth2/logout'] = 204;
    await api.session.logout();
    assert.doesNotMatch([...map.values()].join(), /access-|refresh-/);
    assert.equal(await start(options).session.getAccessToken(), null);
  });
}

test("an invalid entry under the session's key signs nobody in", async () => {
  const world = page();
  const api = start({ session: { storage: 'localStorage' } });
  for (const text of ['', 'x', 'null', '5', '[]', '{}', '{"accessToken":5,"expiresAt":1}']) {
    world.local.setItem(KEY, text);
    assert.equal(await api.session.get(), null);
    assert.equal(await api.session.getAccessToken(), null);
  }
});

test('a sign-in works if the storage fails, and then lasts as long as the page', async () => {
  const refuse = () => {
    throw new Error('secret');
  };
  const full = { ...storage(), setItem: refuse };
  const broken = { getItem: refuse, setItem: async () => refuse(), removeItem: () => {} };
  for (const adapter of [full, broken]) {
    const world = page();
    const api = await signedIn(world, { session: { storage: adapter } });
    assert.equal((await api.session.get()).persisted, false);
    assert.equal(await api.session.getAccessToken(), 'access-a');
    world.answers['/oauth2/token'] = tokens('b');
    assert.equal((await api.refresh()).accessToken, 'access-b');
    assert.equal((await api.session.get()).accessToken, 'access-b');
  }
  const world = page();
  Object.defineProperty(globalThis, 'localStorage', { get: refuse, configurable: true });
  world.answers['/oauth2/token'] = tokens();
  const api = start({ session: { storage: 'localStorage' } });
  // A storage to which all access is forbidden cannot be cleared either.
  const outcome = await api.exchangeCode({ code: 'c' }).then(
    ({ persisted }) => persisted,
    ({ kind }) => kind,
  );
  assert.ok([false, 'environment'].includes(outcome));
});

test('logout rejects when the storage cannot be cleared, and shows no secret', async () => {
  const stubborn = {
    ...storage(),
    removeItem: () => Promise.reject(new Error('secret')),
  };
  const world = page();
  const api = await signedIn(world, { session: { storage: stubborn } });
  world.answers['/oauth2/logout'] = 204;
  const error = await failing(api.session.logout());
  assert.equal(error.kind, 'environment');
  assert.doesNotMatch(shown(error), /secret/);
});

test("the session's tokens cannot be changed from outside", async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const given = [await api.exchangeCode({ code: 'c' }), await api.session.get()];
  api.session.onChange((tokens) => given.push(tokens));
  given.push(await api.refresh());
  // They are frozen, or copies.
  for (const tokens of given) Reflect.set(tokens, 'accessToken', 'changed');
  assert.equal(await api.session.getAccessToken(), 'access-a');
  assert.ok(Object.isFrozen(api.session));
});

test('properties of Object.prototype are not read as tokens and change none', async () => {
  for (const [name, value] of [
    ['refreshToken', 'polluted'],
    ['refresh_token', 'polluted'],
    ['toJSON', () => 'polluted'],
    ['access_token', 'polluted'],
  ]) {
    const world = page();
    const api = await signedIn(world, {}, tokens('a', { refresh_token: undefined }));
    const stored = await signedIn(world, { session: { storage: 'localStorage' } });
    world.sent.length = 0;
    const descriptor = Object.assign(Object.create(null), { value, configurable: true });
    Object.defineProperty(Object.prototype, name, descriptor);
    try {
      assert.equal((await failing(api.refresh())).kind, 'state', name);
      world.skip(3_590_000);
      assert.equal(await api.session.getAccessToken(), 'access-a', name);
      assert.equal((await stored.refresh()).accessToken, 'access-a');
      assert.deepEqual(world.sent.splice(0)[0]?.form().refresh_token, 'refresh-a', name);
      assert.equal((await stored.session.get()).refreshToken, 'refresh-a', name);
    } finally {
      delete Object.prototype[name];
    }
  }
});

test('an access token is refreshed 60 s before it expires, and not earlier', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = tokens('b');
  world.skip(3_539_000);
  assert.equal(await api.session.getAccessToken(), 'access-a');
  assert.equal(world.sent.length, 0);
  world.skip(2_000);
  // It is still valid, so the caller does not wait.
  assert.equal(await api.session.getAccessToken(), 'access-a');
  await settle();
  assert.equal(await api.session.getAccessToken(), 'access-b');
  assert.equal(world.sent.length, 1);
});

test('without a refresh token, an access token is returned until it expires', async () => {
  const world = page();
  const api = await signedIn(world, {}, tokens('a', { refresh_token: undefined }));
  world.skip(3_599_000);
  assert.equal(await api.session.getAccessToken(), 'access-a');
  world.skip(2_000);
  assert.equal(await api.session.getAccessToken(), null);
  assert.equal((await api.session.get()).accessToken, 'access-a');
  assert.equal(world.sent.length, 0);
});

test('a failed refresh rejects only once the old token has expired', async () => {
  for (const answer of [new TypeError('offline'), 503, '<html>']) {
    const world = page();
    const api = await signedIn(world);
    world.answers['/oauth2/token'] = answer;
    world.skip(3_590_000);
    assert.equal(await api.session.getAccessToken(), 'access-a');
    world.skip(11_000);
    assert.match((await failing(api.session.getAccessToken())).name, /^(API|SDK)Error$/);
  }
});

test('a clock an hour off changes nothing: lifetimes count from the response', async () => {
  for (const off of [3_600_000, -3_600_000]) {
    const world = page();
    world.set(off);
    const iat = now() - off / 1000;
    const access_token = jwt({ iat, exp: iat + 3600 });
    const api = await signedIn(world, {}, { access_token, refresh_token: 'r' });
    assert.equal(await api.session.getAccessToken(), access_token);
    assert.equal(world.sent.length, 0);
    world.skip(3_601_000);
    world.answers['/oauth2/token'] = tokens('b');
    assert.equal(await api.session.getAccessToken(), 'access-b');
  }
});

test('a listener is notified of each change until it is removed, and may throw', async () => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  const api = await signedIn(world);
  const heard = [];
  api.session.onChange(() => {
    throw new Error('a listener');
  });
  const listener = (tokens) => heard.push(tokens?.accessToken ?? tokens);
  const ends = [api.session.onChange(listener), api.session.onChange(listener)];
  world.answers['/oauth2/token'] = tokens('b');
  await api.refresh();
  ends[0]();
  ends[0]();
  await api.session.logout();
  ends[1]();
  await api.exchangeCode({ code: 'again' });
  assert.deepEqual(heard, ['access-b', 'access-b', null]);
  assert.throws(() => api.session.onChange(5), { name: 'SDKError', kind: 'argument' });
});

test('a listener is notified of changes in another tab until it is removed', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens('other');
  world.answers['/oauth2/logout'] = 204;
  const options = { session: { storage: 'localStorage' } };
  const api = start(options);
  assert.equal(await api.session.get(), null);
  const other = new (world.tab().load().Api)({ ...OPTIONS, ...options });
  const heard = [];
  const listener = (tokens) => heard.push(tokens?.accessToken ?? tokens);
  const ends = [1, 2].map(() => api.session.onChange(listener));
  world.local.setItem('another key', 'x');
  await other.exchangeCode({ code: 'c' });
  await world.pass(10);
  assert.deepEqual(heard.splice(0), ['access-other', 'access-other']);
  await other.session.logout();
  await world.pass(10);
  assert.deepEqual(heard.splice(0), [null, null]);
  ends.forEach((end) => end());
  await other.exchangeCode({ code: 'd' });
  await world.pass(10);
  assert.deepEqual(heard, []);
});

// ---- logout

test('logout deletes the tokens first, then tells the service which sessions end', async () => {
  const world = page();
  const api = await signedIn(world);
  let answer;
  world.answers['/oauth2/logout'] = () => new Promise((resolve) => (answer = resolve));
  const heard = [];
  api.session.onChange((tokens) => heard.push(tokens));
  const over = api.session.logout('all');
  await tick(5);
  assert.equal(await api.session.get(), null);
  assert.deepEqual(heard, [null]);
  const [{ url, init }] = world.sent;
  assert.equal(url.searchParams.get('sessions'), 'all');
  assert.equal(init.headers.Authorization, 'Bearer access-a');
  answer(new Response(null, { status: 204 }));
  assert.equal(await over, undefined);
  await api.session.logout();
  assert.equal(world.sent.length, 1);
});

test('logout deletes the tokens even if the service does not respond, and rejects', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/logout'] = new TypeError('offline');
  assert.equal((await failing(api.session.logout())).kind, 'network');
  assert.equal(await api.session.get(), null);
});

test('logout with an invalid argument changes nothing', async () => {
  const world = page();
  const api = await signedIn(world);
  for (const session of ['SSO', 5, null, {}, Symbol()]) {
    assert.equal((await failing(api.session.logout(session))).kind, 'argument');
  }
  assert.equal(await api.session.getAccessToken(), 'access-a');
  assert.equal(world.sent.length, 0);
});
