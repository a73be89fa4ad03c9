// Odd results, options and functions of the page have no effect that nobody asked for.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { failing, load, OPTIONS, page, signedIn } from './world.mjs';

const limit = { timeout: 10_000 };
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });

// ---- Results

for (const query of ['?token=of-the-page', '?code=of-the-page&state=of-the-page']) {
  test(
    `an empty URL of the service does not stand for that of the page (${query})`,
    limit,
    async () => {
      for (const empty of ['', '#', '?']) {
        const world = page({ href: `https://game.example/${query}` });
        world.answers['/sso'] = { login_url: empty };
        const { Api, readLoginUrl } = load();
        const api = new Api(OPTIONS);
        assert.deepEqual(readLoginUrl(empty), {});
        assert.deepEqual(await api.checkUserAuthSSO(), { login_url: empty });
        assert.equal((await failing(api.silentSignIn())).kind, 'response');
        assert.equal((await failing(api.completeLogin({ login_url: empty }))).kind, 'response');
        assert.equal(await api.session.get(), null);
      }
    },
  );
}

test('a login_url that is null is not an argument of the caller', limit, async () => {
  const world = page();
  const api = start();
  world.answers['/sso'] = { login_url: null };
  assert.equal((await failing(api.silentSignIn())).kind, 'response');
});

test('an error that a call resolved to keeps its code, even if it is a number', limit, async () => {
  page();
  for (const [result, code] of [
    [{ error: { code: 5, description: 'five' } }, '5'],
    [{ error: { code: '003-011' } }, '003-011'],
    [{ error: 'invalid_grant' }, 'invalid_grant'],
  ]) {
    const error = await failing(start().completeLogin(result));
    assert.deepEqual([error.name, error.code], ['APIError', code]);
  }
});

test('an error in the form of OAuth 2.0 is not a result of ask', limit, async () => {
  const world = page();
  world.answers['/ask'] = { error: '003-011', error_description: 'why' };
  const error = await failing(start().ask({ fields: { email: 'a@b.example' }, token: 't' }));
  assert.deepEqual([error.name, error.code, error.description], ['APIError', '003-011', 'why']);
});

test('an absolute URL is read even if the location of the page is a stub', limit, () => {
  page({ location: { assign() {} } });
  assert.deepEqual(load().readLoginUrl('https://game.example/?token=t'), { token: 't' });
});

// ---- Options and arguments

test('a provider is a string, and the flow of a network has its own state', limit, async () => {
  const world = page();
  world.answers['/login_url'] = ({ url }) => ({ url: `https://network.example/${url.search}` });
  const api = start({ state: 'that of the option' });
  for (const provider of [{ provider: 'google' }, ['google'], 5, Symbol('google')]) {
    const error = await failing(api.createAuthorizationUrl({ provider }));
    assert.deepEqual([error.kind, /^provider: /.test(error.message)], ['argument', true]);
  }
  assert.equal(world.sent.length, 0);
  const { url, state } = await api.createAuthorizationUrl({ provider: 'google' });
  assert.equal(new URL(url).searchParams.get('state'), state);
  assert.notEqual(state, 'that of the option');
  for (const provider of [null, undefined, '']) {
    const flow = await api.createAuthorizationUrl({ provider, extra: { prompt: 'login' } });
    assert.equal(new URL(flow.url).searchParams.get('prompt'), 'login');
  }
});

test('a state that a call generated is recognised when it comes back', limit, async () => {
  const world = page();
  world.answers['/login_url'] = ({ url }) => ({ url: url.searchParams.get('state') });
  world.answers['/oauth2/token'] = { access_token: 'access', expires_in: 3600 };
  const api = start({ state: 'that of the option' });
  const { url: state } = await api.getSocialLink('google', { state: null });
  assert.notEqual(state, 'that of the option');
  const back = `https://game.example/back?code=c&state=${state}`;
  assert.equal((await api.handleRedirectCallback(back)).kind, 'tokens');
});

test('null and an empty string count as not given', limit, async () => {
  page();
  for (const none of [null, '', undefined]) {
    start({ retry: { limit: none } });
    const { url } = await start().createAuthorizationUrl({ provider: none, extra: none });
    assert.ok(new URL(url).pathname.endsWith('/oauth2/auth'));
  }
});

test('an array is not an object of options', limit, () => {
  page();
  for (const name of ['session', 'retry', 'theme', 'social_links']) {
    const refused = { kind: 'config', message: new RegExp(`^${name}: `) };
    assert.throws(() => start({ [name]: [] }), refused);
  }
});

test('a storage that cannot be read is refused', limit, () => {
  page();
  class Session {
    constructor() {
      Object.defineProperty(this, 'storage', {
        enumerable: true,
        get() {
          throw new Error('not now');
        },
      });
    }
  }
  const refused = { kind: 'config', message: /^session: / };
  assert.throws(() => start({ session: new Session() }), refused);
});

test('an option whose getter changes the options loses no change', limit, () => {
  page();
  const api = start();
  api.updateConfig({
    get payload() {
      api.updateConfig({ fullLocale: 'de-DE' });
      return 'x';
    },
  });
  const { fullLocale, payload } = api.getConfig();
  assert.deepEqual([fullLocale, payload], ['de-DE', 'x']);
});

// ---- Functions of the page

test('a hook or listener whose promise rejects is ignored', limit, async () => {
  const world = page();
  const rejects = async () => {
    throw new Error('of the page');
  };
  const unhandled = [];
  const note = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const api = await signedIn(world, { onRequest: rejects, onResponse: rejects });
  api.session.onChange(rejects);
  api.session.subscribe(rejects);
  world.answers['/oauth2/logout'] = 204;
  await api.session.logout();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);
});

test('the name of what fetch throws is kept only if it is a word', limit, async () => {
  for (const [name, kept] of [
    ['TypeError', 'TypeError'],
    ['NS_ERROR_DOM_QUOTA_REACHED', 'NS_ERROR_DOM_QUOTA_REACHED'],
    ['hunter2 of projectId=p', undefined],
    ['x'.repeat(41), undefined],
    ['', undefined],
  ]) {
    const world = page();
    world.answers['/login'] = Object.assign(new Error('why'), { name });
    const error = await failing(
      start().login({ credentials: { username: 'u', password: 'hunter2' } }),
    );
    assert.deepEqual([error.kind, error.cause], ['network', kept]);
    assert.ok(!inspect(error).includes('hunter2'));
  }
});

// ---- The reason of a signal, which may be anything, such as the error of another call

/** Aborts a call once its request is under way. Resolves to what it rejects with. */
const aborted = async (world, path, reason, call) => {
  const controller = new AbortController();
  world.answers[path] = () => {
    controller.abort(reason);
    return new Promise(() => {});
  };
  return failing(call({ signal: controller.signal }));
};

const reasons = () => {
  const { APIError, SDKError } = load();
  return [
    new APIError('003-001', { status: 401 }),
    new SDKError('another call', { kind: 'network' }),
    { status: 401, kind: 'network', code: 'invalid_grant' },
  ];
};

test('the reason of a signal is not taken for the response to silentSignIn', limit, async () => {
  const world = page();
  for (const reason of reasons()) {
    const api = start();
    const error = await aborted(world, '/sso', reason, (options) => api.silentSignIn(options));
    assert.equal(error, reason);
  }
});

test('the reason of a signal does not make getUser give up a token', limit, async () => {
  const world = page();
  const api = await signedIn(world);
  for (const reason of reasons()) {
    const error = await aborted(world, '/users/me', reason, (options) =>
      api.getUser(null, options),
    );
    assert.equal(error, reason);
    await api.session.getAccessToken();
  }
  const paths = world.sent.map(({ url }) => url.pathname);
  assert.ok(paths.length === 3 && paths.every((path) => path.endsWith('/users/me')), `${paths}`);
});

test('the reason of a signal does not make a sent code usable again', limit, async () => {
  for (const reason of reasons()) {
    const world = page();
    const api = start({ state: 'state-of-the-app' });
    const login_url = 'https://game.example/back?code=c&state=state-of-the-app';
    const error = await aborted(world, '/oauth2/token', reason, (options) =>
      api.completeLogin({ login_url }, options),
    );
    assert.equal(error, reason);
    const sent = world.sent.length;
    assert.equal((await failing(api.completeLogin({ login_url }))).kind, 'state');
    assert.equal(world.sent.length, sent);
  }
});

// ---- What is not a URL

test(
  'handleRedirectCallback refuses what is not a URL, and leaves the page as it is',
  limit,
  async () => {
    const href = 'https://game.example/back?code=c&state=s';
    const { signal } = new AbortController();
    for (const value of [{ signal }, { timeout: 5 }, 5, true, [], () => {}, Symbol('s')]) {
      const world = page({ href });
      const { kind, message } = await failing(start().handleRedirectCallback(value));
      assert.deepEqual([kind, message], ['argument', 'url: must be a URL']);
      assert.equal(world.location.href, href);
      assert.throws(() => load().readLoginUrl(value), { kind: 'argument' });
    }
  },
);

test('silentSignIn calls a URL of the service that is none a bad response', limit, async () => {
  const world = page();
  world.answers['/sso'] = { login_url: 'http://' };
  assert.equal((await failing(start().silentSignIn())).kind, 'response');
});

test(
  'a sign-out whose token the service refuses ends its session all the same',
  limit,
  async () => {
    const world = page();
    const api = await signedIn(world, {}, { access_token: 'a', refresh_token: 'r' });
    world.answers['/oauth2/logout'] = 401;
    world.answers['/clear_sso'] = 204;
    await api.session.logout();
    const paths = world.sent.map(({ url }) => url.pathname.split('/').at(-1));
    assert.deepEqual(paths, ['logout', 'clear_sso']);
  },
);
