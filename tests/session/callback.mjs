// What a callback URL may contain. Nothing of it is trusted before the state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, jwt, load, now, OPTIONS, page, tokens, used } from './world.mjs';

const BACK = 'https://game.example/back';
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const TOKEN = { kind: 'token', token: 't' };
const CHALLENGE = { kind: 'challenge', challengeId: 'i' };
const JWT_MODE = { is_oauth2: false, clientId: undefined };

test('readLoginUrl returns the sign-in parameters of a URL and nothing else', () => {
  page();
  const { readLoginUrl } = load();
  const query = 'token=t&code=c&state=s&challenge_id=i&error=e&error_description=d&x=1';
  assert.deepEqual(readLoginUrl(`${BACK}?${query}`), {
    token: 't',
    code: 'c',
    state: 's',
    challengeId: 'i',
    error: 'e',
    errorDescription: 'd',
  });
  assert.deepEqual(readLoginUrl(`${BACK}?error_code=003-001&state=`), { error: '003-001' });
  assert.deepEqual(readLoginUrl(new URL(BACK)), {});
  assert.deepEqual(readLoginUrl('?token=t'), { token: 't' });
  for (const url of ['http://', { toString: null, valueOf: null }]) {
    assert.throws(() => readLoginUrl(url), { name: 'SDKError', kind: 'argument' });
  }
});

test('a token in a fragment is ignored', async () => {
  const href = `${BACK}#token=t&code=c&state=s`;
  const world = page({ href });
  assert.deepEqual(load().readLoginUrl(href), {});
  const error = await failing(start(JWT_MODE).handleRedirectCallback());
  assert.equal(error.kind, 'response');
  assert.equal(world.location.href, href);
});

for (const name of ['token', 'code', 'state', 'challenge_id', 'error', 'error_code']) {
  test(`a URL with ${name} twice is refused, and nothing is sent`, async () => {
    const world = page();
    const api = start();
    const { state } = await api.createAuthorizationUrl();
    const address = `${BACK}?state=${state}&code=c&${name}=${state}&${name}=${state}`;
    const kind = name === 'state' ? 'state' : 'response';
    assert.equal((await failing(api.handleRedirectCallback(address))).kind, kind);
    assert.equal((await failing(api.completeLogin({ login_url: address }))).kind, kind);
    assert.deepEqual(world.sent, []);
  });
}

test('a code is exchanged and removed from the address bar', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens('a', { scope: 'offline' });
  const api = start();
  const { state } = await api.createAuthorizationUrl();
  world.go(`${BACK}?a=b%20c&code=c&x&state=${state}&y=1+2#/route`);
  const result = await api.handleRedirectCallback();
  assert.deepEqual(
    { ...result, expiresAt: 0 },
    {
      kind: 'tokens',
      accessToken: 'access-a',
      refreshToken: 'refresh-a',
      scope: 'offline',
      expiresAt: 0,
    },
  );
  assert.ok(Math.abs(result.expiresAt - Date.now() - 3_600_000) < 1_000);
  // The page's own parameters are kept as they were written, and so is its history state.
  assert.equal(world.location.href, `${BACK}?a=b%20c&x&y=1+2#/route`);
  assert.deepEqual(world.replaced, [{ mine: 1 }, '']);
});

test('the address bar is cleaned before the code is sent', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const { state } = await api.createAuthorizationUrl();
  world.go(`${BACK}?code=c&state=${state}`);
  await api.handleRedirectCallback();
  assert.equal(world.sent[0].from, BACK);
});

test('a URL without sign-in parameters is not changed', async () => {
  const href = `${BACK}?q=a%20b&x#y`;
  const world = page({ href });
  await failing(start().handleRedirectCallback());
  assert.equal(world.location.href, href);
  assert.equal(world.replaced, undefined);
});

test("the page's URL is cleaned even if it is passed; another URL is not", async () => {
  const world = page({ href: `${BACK}?token=t` });
  const api = start(JWT_MODE);
  await api.handleRedirectCallback('https://other.example/?token=u');
  assert.equal(world.location.search, '?token=t');
  await api.handleRedirectCallback(new URL(world.location));
  assert.equal(world.location.search, '');
});

test('a page that may not change its URL still gets its tokens', async () => {
  const world = page({
    history: {
      replaceState() {
        throw new Error(`the document with URL ${globalThis.location.href}`);
      },
    },
  });
  world.go(`${BACK}?token=t`);
  assert.deepEqual(await start(JWT_MODE).handleRedirectCallback(), TOKEN);
});

test('a missing, unknown or used state is refused, and the URL is cleaned', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const { state } = await api.createAuthorizationUrl();
  await api.handleRedirectCallback(`${BACK}?code=c&state=${state}`);
  const sent = world.sent.length;
  for (const query of [
    'code=d',
    'code=d&state=',
    `code=d&state=${'0'.repeat(32)}`,
    `code=d&state=${state}`,
    'token=t',
    'challenge_id=i',
    `token=t&state=${state.slice(1)}`,
    `token=t&state=${state}0`,
    `token=t&state=${state.slice(0, -1)}`,
    'error_code=003-001',
  ]) {
    world.go(`${BACK}?${query}`);
    const error = await failing(api.handleRedirectCallback());
    assert.equal(error.kind, 'state', query);
    assert.equal(world.location.search, '');
  }
  assert.equal(world.sent.length, sent);
  assert.equal((await api.session.get()).accessToken, 'access-a');
});

test('an error in a URL is trusted only after its state is checked', async () => {
  page();
  const api = start();
  const forged = `${BACK}?error_code=003-001&error_description=Call+us&state=${'0'.repeat(32)}`;
  assert.equal((await failing(api.handleRedirectCallback(forged))).kind, 'state');
  const { state } = await api.createAuthorizationUrl();
  const error = await failing(
    api.handleRedirectCallback(`${BACK}?error_code=e&error_description=d&code=c&state=${state}`),
  );
  assert.ok(error instanceof load().APIError);
  assert.deepEqual([error.code, error.message, error.description], ['e', 'e', 'd']);
});

test("a code with another flow's state is sent with that flow's verifier and refused", async () => {
  const world = page();
  const api = start();
  const [one, other] = [await api.createAuthorizationUrl(), await api.createAuthorizationUrl()];
  // As the service does: the first flow's code is accepted only with the first flow's verifier.
  world.answers['/oauth2/token'] = ({ form }) =>
    form().code_verifier === one.codeVerifier ? tokens() : used;
  const address = `${BACK}?code=of-the-first&state=${other.state}`;
  assert.equal((await failing(api.handleRedirectCallback(address))).code, '010-023');
  assert.equal(world.sent[0].form().code_verifier, other.codeVerifier);
  assert.equal(await api.session.get(), null);
  await failing(api.handleRedirectCallback(address));
  assert.equal(world.sent.length, 1);
});

test("another project's state is unknown", async () => {
  page();
  const { state } = await start().createAuthorizationUrl();
  for (const options of [{ projectId: 'other' }, { clientId: 7 }]) {
    const call = start(options).handleRedirectCallback(`${BACK}?code=c&state=${state}`);
    assert.equal((await failing(call)).kind, 'state');
  }
});

test('a URL with a token needs no state, except in OAuth mode', async () => {
  const world = page({ href: `${BACK}?token=t` });
  assert.equal((await failing(start().handleRedirectCallback(`${BACK}?token=u`))).kind, 'state');
  const api = start(JWT_MODE);
  assert.deepEqual(await api.handleRedirectCallback(), TOKEN);
  assert.equal((await api.session.get()).accessToken, 't');
  assert.equal(world.location.href, BACK);
  const second = `${BACK}?challenge_id=i`;
  assert.deepEqual(await api.handleRedirectCallback(second), CHALLENGE);
  const error = await failing(api.handleRedirectCallback(`${BACK}?error_code=e`));
  assert.equal(error.status, 0);
  assert.equal(error.code, 'e');
});

test('without OAuth mode a code still needs its state', async () => {
  page();
  const error = await failing(start(JWT_MODE).handleRedirectCallback(`${BACK}?code=c`));
  assert.equal(error.kind, 'state');
});

test('parameters that look like redirects are not followed', async () => {
  const targets = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://a@evil.example',
  ];
  for (const target of targets) {
    const names = ['redirect_uri', 'redirect_url', 'login_url', 'url', 'next', 'returnTo'];
    const query = names.map((name) => `${name}=${encodeURIComponent(target)}`).join('&');
    const world = page({ href: `https://game.example//evil.example/?token=t&${query}` });
    assert.deepEqual(await start(JWT_MODE).handleRedirectCallback(), TOKEN);
    assert.equal(world.location.origin, 'https://game.example');
    assert.equal(world.location.search, `?${query}`);
    assert.deepEqual([world.moves, world.sent], [[], []]);
  }
});

test('properties of Object.prototype are not read as a token, state or error', async () => {
  const names = ['token', 'code', 'state', 'challengeId', 'error', 'verifier', 'lasting'];
  page();
  const api = start(JWT_MODE);
  const oauth = start();
  const { state } = await oauth.createAuthorizationUrl();
  const session = await api.session.get();
  for (const name of names) {
    for (const more of [
      { value: 'polluted', writable: true },
      { get: () => 'polluted', set() {} },
    ]) {
      const descriptor = Object.assign(Object.create(null), more, { configurable: true });
      Object.defineProperty(Object.prototype, name, descriptor);
      try {
        assert.equal((await failing(api.handleRedirectCallback(BACK))).kind, 'response', name);
        assert.equal((await failing(oauth.handleRedirectCallback(BACK))).kind, 'state', name);
        const login_url = `${BACK}?x=1`;
        assert.equal((await failing(api.completeLogin({ login_url }))).kind, 'response', name);
        assert.equal((await failing(api.completeLogin({}))).kind, 'argument', name);
      } finally {
        delete Object.prototype[name];
      }
    }
  }
  assert.equal(await api.session.get(), session);
  await failing(oauth.handleRedirectCallback(`${BACK}?code=c&state=${state}`));
  const again = await failing(oauth.handleRedirectCallback(`${BACK}?code=d&state=${state}`));
  assert.equal(again.kind, 'state');
});

test('the URL is required without a page', async () => {
  page({ location: undefined, history: undefined });
  const api = start(JWT_MODE);
  assert.equal((await failing(api.handleRedirectCallback())).kind, 'environment');
  assert.deepEqual(await api.handleRedirectCallback(`${BACK}?token=t`), TOKEN);
});

// ---- completeLogin

test('completeLogin handles every response that signs in', async () => {
  page();
  const api = start(JWT_MODE);
  const address = `${BACK}?token=t`;
  for (const result of [{ login_url: address }, { redirect_url: address }, { url: address }]) {
    assert.deepEqual(await api.completeLogin(result), TOKEN);
  }
  assert.equal((await api.session.get()).accessToken, 't');
  assert.deepEqual(await api.completeLogin({ url: `${BACK}?challenge_id=i` }), CHALLENGE);
  assert.deepEqual(await api.completeLogin({ login_url: BACK, challenge_id: 'i' }), CHALLENGE);
  const error = await failing(api.completeLogin({ login_url: `${BACK}?error_code=e` }));
  assert.equal(error.status, 0);
  assert.equal(error.code, 'e');
});

test('completeLogin returns the fields that are asked for, unless the list is empty', async () => {
  page();
  const api = start(JWT_MODE);
  const ask_fields = [{ name: 'email' }];
  const login_url = `${BACK}?token=t`;
  const result = await api.completeLogin({ ask_fields, login_url, token: 'u' });
  assert.deepEqual(result, { kind: 'ask', askFields: ask_fields, token: 'u' });
  assert.equal(await api.session.get(), null);
  for (const none of [[], null]) {
    const answer = { ask_fields: none, error: null, challenge_id: null, login_url };
    assert.deepEqual(await api.completeLogin(answer), TOKEN);
  }
});

test('completeLogin rejects with the error that ask resolved to', async () => {
  page();
  const result = { error: { code: '003-011', description: 'd', details: { operation_id: 'o' } } };
  const error = await failing(start().completeLogin(result));
  assert.deepEqual(
    [error.name, error.code, error.description, error.details],
    ['APIError', '003-011', 'd', { operation_id: 'o' }],
  );
});

test('completeLogin compares the state with the one that the call sent, every time', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  world.answers['/login'] = ({ url }) => {
    const state = url.searchParams.get('state');
    return { login_url: `${BACK}?code=code-${world.sent.length}&state=${state}` };
  };
  for (const options of [{}, { state: 'given-by-the-app' }]) {
    const api = start(options);
    for (let i = 0; i < 2; i++) {
      const result = await api.login({ credentials: {} });
      assert.equal((await api.completeLogin(result)).accessToken, 'access-a');
    }
    const state = 'another-state-altogether';
    for (const query of [`code=x&state=${state}`, 'code=x', `token=t&state=${state}`]) {
      const error = await failing(api.completeLogin({ login_url: `${BACK}?${query}` }));
      assert.equal(error.kind, 'state', query);
    }
  }
  // Nothing was sent, so there is nothing to compare with.
  const other = await failing(start().completeLogin({ login_url: `${BACK}?code=x&state=y` }));
  assert.equal(other.kind, 'state');
});

test('completeLogin uses a code once', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start({ state: 'given-by-the-app' });
  const result = { login_url: `${BACK}?code=c&state=given-by-the-app` };
  await api.completeLogin(result);
  assert.equal((await failing(api.completeLogin(result))).kind, 'state');
  assert.equal(world.sent.length, 1);
});

test('a second factor that leads to another one does not use up the state', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const { state, codeVerifier } = await api.createAuthorizationUrl();
  const address = (query) => `${BACK}?${query}&state=${state}`;
  assert.deepEqual(await api.handleRedirectCallback(address('challenge_id=i')), CHALLENGE);
  for (let i = 0; i < 2; i++) {
    const result = await api.completeLogin({ login_url: address('challenge_id=i') });
    assert.deepEqual(result, CHALLENGE);
  }
  const result = await api.completeLogin({ login_url: address('code=c') });
  assert.equal(result.accessToken, 'access-a');
  assert.equal(world.sent[0].form().code_verifier, codeVerifier);
  const again = api.completeLogin({ login_url: address('code=d') });
  assert.equal((await failing(again)).kind, 'state');
});

test('completeLogin rejects with kind argument for anything else', async () => {
  page();
  for (const result of [undefined, null, 5, {}, { code: 302 }, { login_url: 5 }, [], () => {}]) {
    const { kind, message } = await failing(start().completeLogin(result));
    assert.equal(kind, 'argument');
    assert.match(message, /^result: must be the result of a call that signs in/);
  }
});

test('completeLogin of an empty response says that the email must be confirmed first', async () => {
  page();
  const { kind, message } = await failing(start().completeLogin({ code: 204 }));
  assert.equal(kind, 'argument');
  assert.match(message, /confirmed by email/);
});

// ---- silentSignIn

test('silentSignIn resolves to signed-out if no session is visible', async () => {
  const world = page();
  world.answers['/oauth2/sso'] = 401;
  const none = { kind: 'signed-out', signedIn: false, reason: 'no-session-visible' };
  assert.deepEqual(await start().silentSignIn(), none);
  world.answers['/jwt/sso'] = 401;
  assert.deepEqual(await start(JWT_MODE).silentSignIn(), none);
});

test('silentSignIn signs in, and rejects as other calls do', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  world.answers['/oauth2/sso'] = ({ url }) => ({
    login_url: `${BACK}?code=c&state=${url.searchParams.get('state')}`,
  });
  const api = start();
  const result = await api.silentSignIn();
  assert.deepEqual([result.signedIn, result.kind], [true, 'tokens']);
  assert.equal(result.accessToken, 'access-a');
  assert.equal(await api.session.getAccessToken(), 'access-a');
  world.answers['/jwt/sso'] = { code: 'x' };
  const found = { kind: 'code', signedIn: true, code: 'x' };
  assert.deepEqual(await start(JWT_MODE).silentSignIn(), found);
  world.answers['/oauth2/sso'] = { login_url: `${BACK}?code=c&state=forged` };
  assert.equal((await failing(start().silentSignIn())).kind, 'state');
  world.answers['/oauth2/sso'] = 503;
  assert.equal((await failing(start().silentSignIn())).status, 503);
  world.answers['/oauth2/sso'] = new TypeError('offline');
  assert.equal((await failing(start().silentSignIn())).kind, 'network');
});

test('a token from a URL is valid until its exp', async () => {
  const world = page();
  const api = start(JWT_MODE);
  const token = jwt({ iat: now() - 600, exp: now() + 1800, name: 'ü€' });
  await api.completeLogin({ login_url: `${BACK}?token=${token}` });
  const { expiresAt } = await api.session.get();
  assert.ok(Math.abs(expiresAt - Date.now() - 1_800_000) < 2_000);
  assert.equal(await api.session.getAccessToken(), token);
  world.skip(1_798_000);
  assert.equal(await api.session.getAccessToken(), token);
  world.skip(3_000);
  assert.equal(await api.session.getAccessToken(), null);
});
