// How long a token is valid, whatever the service says about it and whatever happens to the clocks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, held, jwt, load, now, OPTIONS, page, settle, signedIn } from './world.mjs';
import { storage, tokens, used, wait, within } from './world.mjs';
import { service } from './service.mjs';

const limit = { timeout: 10_000 };
const LOCAL = { session: { storage: 'localStorage' } };
const JWT_MODE = { is_oauth2: false, clientId: undefined };
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const SAID = Symbol('how long the token is said to last');

/** Signs in with an access token only. */
const alone = async (world, expires_in, access_token = 'opaque', options = {}) => {
  const answer = { access_token, token_type: 'bearer' };
  if (expires_in !== SAID) answer.expires_in = expires_in;
  return signedIn(world, options, answer);
};

/** Returns the access token of the page, and after a reload. */
const both = async (api, options) => [
  await api.session.getAccessToken(),
  await start(options).session.getAccessToken(),
];

for (const text of ['600', '0600']) {
  test(`expires_in may be a string of digits: ${JSON.stringify(text)}`, limit, async () => {
    const world = page();
    const api = await alone(world, text);
    assert.ok(Math.abs((await api.session.get()).expiresAt - Date.now() - 600_000) < 2_000);
    world.skip(590_000);
    assert.equal(await api.session.getAccessToken(), 'opaque');
    world.skip(11_000);
    assert.equal(await api.session.getAccessToken(), null);
  });
}

for (const value of [SAID, null, '', 'soon', '1h', '-5', '0x10', true, {}, [60]]) {
  const what = value === SAID ? 'missing' : JSON.stringify(value);
  test(
    `with expires_in ${what}, an opaque token is valid until the service refuses it`,
    limit,
    async () => {
      const world = page();
      const api = await alone(world, value, 'opaque', LOCAL);
      assert.equal((await api.session.get()).expiresAt, Infinity);
      world.skip(1e9);
      assert.deepEqual(await both(api, LOCAL), ['opaque', 'opaque']);
      assert.equal((await start(LOCAL).session.get()).expiresAt, Infinity);
      assert.equal(world.sent.length, 0);
    },
  );
}

for (const value of [0, -5, '0']) {
  test(`a token with expires_in ${JSON.stringify(value)} has expired`, limit, async () => {
    const world = page();
    const api = await alone(world, value);
    assert.equal(await api.session.getAccessToken(), null);
  });
}

test('tokens that arrive expired do not cause a loop', limit, async () => {
  const world = page();
  const api = await signedIn(world, {}, tokens('a', { expires_in: 0 }));
  const { value, error, ...pending } = await within(world, 60_000, api.session.getAccessToken());
  assert.deepEqual(pending, {});
  assert.ok(value === null || ['APIError', 'SDKError'].includes(error?.name));
  assert.ok(world.sent.length <= 2, `${world.sent.length} requests`);
});

for (const [what, claims] of [
  ['no iat or exp', () => ({})],
  ['a string as exp', () => ({ iat: now(), exp: 'tomorrow' })],
  ['null as exp', () => ({ iat: now(), exp: null })],
  ['a string as iat', () => ({ iat: 'now', exp: now() + 900 })],
  ['an exp but no iat', () => ({ exp: now() + 900 })],
  ['an exp in the year 9999', () => ({ iat: now(), exp: 253_402_300_799 })],
  ['an exp in milliseconds', () => ({ iat: now(), exp: Date.now() + 900_000 })],
  ['an exp beyond any date', () => ({ iat: now(), exp: 1e300 })],
  ['an iat before any date', () => ({ iat: -1e300, exp: now() + 900 })],
]) {
  test(`a JWT with ${what} is accepted`, limit, async () => {
    const world = page();
    const token = jwt(claims());
    const api = await alone(world, SAID, token, LOCAL);
    const { expiresAt } = await api.session.get();
    assert.ok(typeof expiresAt === 'number' && expiresAt > Date.now() + 800_000, `${expiresAt}`);
    assert.deepEqual(await both(api, LOCAL), [token, token]);
    assert.equal((await start(LOCAL).session.get()).expiresAt, expiresAt);
    assert.equal(world.sent.length, 0);
  });
}

test('an expired token from a URL is not returned', limit, async () => {
  page();
  const api = start(JWT_MODE);
  const token = jwt({ iat: now() - 7_200, exp: now() - 3_600 });
  await api.completeLogin({ login_url: `https://game.example/?token=${token}` });
  assert.equal(await api.session.getAccessToken(), null);
});

test(
  "the exp of a token from a URL follows the service's clock once it is known",
  limit,
  async () => {
    for (const off of [3_600, -3_600]) {
      const world = page();
      const iat = now() + off;
      const api = await alone(world, SAID, jwt({ iat, exp: iat + 60 }), { is_oauth2: false });
      const token = jwt({ exp: iat + 900 });
      await api.completeLogin({ login_url: `https://game.example/?token=${token}` });
      const { expiresAt } = await api.session.get();
      assert.ok(Math.abs(expiresAt - Date.now() - 900_000) < 5_000, `${off}`);
    }
  },
);

for (const life of [5, 20, 60]) {
  test(`a token that is valid for ${life} s is not refreshed on every use`, limit, async () => {
    const world = page();
    const books = service(world, { life });
    const api = start();
    await api.exchangeCode({ code: 'c' });
    for (let use = 0; use < 10; use++) {
      assert.equal(await api.session.getAccessToken(), 'access-1');
      await world.pass(life * 70);
    }
    assert.deepEqual(books.refreshes, []);
    // It is refreshed in the last quarter of its life, once.
    await world.pass(life * 100);
    for (let use = 0; use < 3; use++) {
      assert.ok(books.isLive(await api.session.getAccessToken()));
      await world.pass(200);
    }
    assert.equal(await api.session.getAccessToken(), 'access-2');
    assert.deepEqual(books.refreshes, ['refresh-1']);
  });
}

test('a listener that calls getUser on every change causes no loop', limit, async () => {
  for (const life of [5, 60]) {
    const world = page();
    const books = service(world, { life });
    const api = start();
    let heard = 0;
    const asked = [];
    const end = api.session.onChange(() => {
      if (++heard < 10) asked.push(api.getUser());
    });
    await api.exchangeCode({ code: 'c' });
    await world.pass(1_000);
    assert.deepEqual([heard, books.refreshes.length], [1, 0], `${life} s`);
    await Promise.all(asked);
    end();
  }
});

test("setting the clock back does not extend a token's lifetime", limit, async () => {
  for (const options of [{}, LOCAL]) {
    const world = page();
    const books = service(world);
    const api = start(options);
    await api.exchangeCode({ code: 'c' });
    world.set(-7_200_000);
    assert.equal(await api.session.getAccessToken(), 'access-1');
    world.skip(3_601_000);
    const wanted = api.session.getAccessToken();
    const { value } = await within(world, 2_000, wanted);
    assert.equal(value, 'access-2');
    assert.deepEqual(books.refreshes, ['refresh-1']);
  }
});

test('setting the clock forward signs nobody out', limit, async () => {
  for (const options of [{}, LOCAL]) {
    const world = page();
    const books = service(world);
    const api = start(options);
    await api.exchangeCode({ code: 'c' });
    world.set(86_400_000);
    const { value } = await within(world, 2_000, api.session.getAccessToken());
    assert.ok(books.isLive(value));
    // Once the clock is right again, tokens from in between are neither expired nor valid forever.
    world.set(-86_400_000);
    assert.ok(books.isLive(await api.session.getAccessToken()));
    world.skip(3_601_000);
    const { value: later } = await within(world, 2_000, api.session.getAccessToken());
    assert.ok(books.isLive(later));
  }
});

test('a token that is still valid is returned at once during a refresh', limit, async () => {
  const world = page();
  const api = await signedIn(world);
  const asked = held(world, '/oauth2/token');
  world.skip(3_550_000);
  const first = api.session.getAccessToken();
  const reply = await asked;
  const second = api.session.getAccessToken();
  assert.deepEqual(
    [await within(world, 500, first), await within(world, 500, second)],
    [{ value: 'access-a' }, { value: 'access-a' }],
  );
  reply(Response.json(tokens('b')));
  await settle();
  assert.equal(await api.session.getAccessToken(), 'access-b');
  assert.equal(world.sent.length, 1);
});

test(
  'a token that is still valid is returned after a failed refresh, which is not retried yet',
  limit,
  async () => {
    const world = page();
    const api = await signedIn(world);
    world.answers['/oauth2/token'] = 503;
    world.skip(3_550_000);
    for (let use = 0; use < 5; use++) {
      assert.equal(await api.session.getAccessToken(), 'access-a');
      await settle();
    }
    assert.equal(world.sent.length, 1);
  },
);

test('a failing endpoint is retried after a pause that grows to one minute', limit, async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = 503;
  world.skip(3_601_000);
  const ask = async () => {
    const { error } = await within(world, 300, api.session.getAccessToken());
    assert.equal(error?.status, 503);
    return world.sent.length;
  };
  const counts = [await ask()];
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    // Shortly before and shortly after the end of the pause.
    world.skip(seconds * 1_000 - 650);
    counts.push(await ask());
    world.skip(500);
    counts.push(await ask());
  }
  assert.deepEqual(counts, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
  await world.pass(60_000);
  world.answers['/oauth2/token'] = tokens('b');
  assert.equal((await within(world, 300, api.session.getAccessToken())).value, 'access-b');
});

for (const [what, after] of [
  ['seconds', () => '120'],
  ['a date', () => new Date(Date.now() + 120_000).toUTCString()],
]) {
  test(
    `refresh() obeys Retry-After as ${what} and rejects with the same status meanwhile`,
    limit,
    async () => {
      const world = page();
      const api = await signedIn(world);
      const headers = { 'Retry-After': after() };
      world.answers['/oauth2/token'] = () => Response.json({}, { status: 429, headers });
      for (const ms of [0, 60_000, 57_000]) {
        world.skip(ms);
        assert.equal((await failing(api.refresh())).status, 429);
      }
      assert.equal(world.sent.length, 1);
      world.answers['/oauth2/token'] = tokens('b');
      world.skip(4_000);
      assert.equal((await within(world, 500, api.refresh())).value?.accessToken, 'access-b');
    },
  );
}

test('another tab sends no refresh during a Retry-After pause', limit, async () => {
  const world = page();
  const books = service(world);
  const works = world.answers['/oauth2/token'];
  const tabs = [0, 1].map(() => new (world.tab().load().Api)({ ...OPTIONS, ...LOCAL }));
  await tabs[0].exchangeCode({ code: 'c' });
  await world.pass(10);
  world.sent.length = 0;
  const headers = { 'Retry-After': '120' };
  world.answers['/oauth2/token'] = () => Response.json({}, { status: 503, headers });
  assert.equal((await within(world, 1_000, tabs[0].refresh())).error?.status, 503);
  await world.pass(30_000);
  const { error } = await within(world, 1_000, tabs[1].refresh());
  assert.match(error?.name, /^(API|SDK)Error$/);
  assert.equal((await within(world, 10, tabs[1].session.getAccessToken())).value, 'access-1');
  assert.equal(world.sent.length, 1);
  world.answers['/oauth2/token'] = works;
  await world.pass(120_000);
  assert.equal((await within(world, 1_000, tabs[1].refresh())).value?.accessToken, 'access-2');
  assert.equal(books.reused, 0);
});

for (const code of ['invalid_grant', 'invalid_token', '010-023']) {
  test(`the error ${code} of a refresh ends the session`, limit, async () => {
    const world = page();
    const api = await signedIn(world);
    const error = code === '010-023' ? used.error : code;
    world.answers['/oauth2/token'] = () => Response.json({ error }, { status: 400 });
    assert.equal((await failing(api.refresh())).code, code);
    assert.equal(await api.session.get(), null);
  });
}

for (const code of ['invalid_client', 'invalid_request', 'temporarily_unavailable', '010-019']) {
  test(`the error ${code} of a refresh keeps the session`, limit, async () => {
    const world = page();
    const api = await signedIn(world);
    world.answers['/oauth2/token'] = () => Response.json({ error: code }, { status: 400 });
    await failing(api.refresh());
    assert.equal((await api.session.get()).accessToken, 'access-a');
    assert.equal(await api.session.getAccessToken(), 'access-a');
  });
}

test('a refused token leads to one refresh and one retry', limit, async () => {
  const world = page();
  const books = service(world);
  const api = start();
  await api.exchangeCode({ code: 'c' });
  books.end('access-1');
  assert.deepEqual((await within(world, 1_000, api.getUser())).value, { id: 'u' });
  assert.deepEqual(books.refreshes, ['refresh-1']);
  world.answers['/users/me'] = 401;
  assert.equal((await within(world, 1_000, api.getUser())).error?.status, 401);
  assert.equal(books.refreshes.length, 2);
});

for (const [what, refreshable] of [
  ['has ended, with a refresh token', true],
  ['has ended, without a refresh token', false],
  ['the service has refused', false],
]) {
  test(`logout with a token that ${what} ends the single sign-on session`, limit, async () => {
    const world = page();
    const books = service(world);
    const exchange = world.answers['/oauth2/token'];
    if (!refreshable) world.answers['/oauth2/token'] = { access_token: 'x', expires_in: 3600 };
    const api = start();
    await api.exchangeCode({ code: 'c' });
    world.answers['/oauth2/token'] = exchange;
    if (what.includes('ended')) world.skip(3_601_000);
    else assert.equal((await failing(api.getUser())).status, 401);
    const { error } = await within(world, 5_000, api.session.logout());
    assert.equal(error, undefined);
    assert.equal(await api.session.get(), null);
    const none = { kind: 'signed-out', signedIn: false, reason: 'no-session-visible' };
    assert.deepEqual(await api.silentSignIn(), none);
    assert.deepEqual([books.sso, await api.session.get()], [false, null]);
  });
}

test(
  'logout with a used refresh token ends the single sign-on session or rejects',
  limit,
  async () => {
    const world = page();
    const books = service(world);
    const api = start();
    await api.exchangeCode({ code: 'c' });
    world.skip(3_601_000);
    world.answers['/oauth2/token'] = used;
    const { error, ...end } = await within(world, 5_000, api.session.logout());
    // Either it has ended, or the caller learns that it has not.
    assert.ok(books.sso ? error : Object.hasOwn(end, 'value'));
    assert.equal(await api.session.get(), null);
  },
);

const SHARED = {
  memory: () => 'memory',
  localStorage: () => 'localStorage',
  'an adapter': () => storage(),
};

/** The refresh tokens that were sent to the service. */
const sentTokens = ({ sent }) =>
  sent
    .filter(({ url }) => url.pathname.endsWith('/oauth2/token'))
    .map(({ form }) => form().refresh_token)
    .filter(Boolean);

const asked = ({ sent }, path) => sent.some(({ url }) => url.pathname.endsWith(path));

/** A page on which the access token has ended, and whose storage other pages may share. */
const over = async (place) => {
  const world = page();
  const books = service(world);
  const options = { session: { storage: SHARED[place]() } };
  const api = start(options);
  await api.exchangeCode({ code: 'c' });
  world.skip(3_601_000);
  return { world, books, api, options, works: world.answers['/oauth2/token'] };
};

test('logout sends no refresh token if another tab may have sent it meanwhile', limit, async () => {
  const { world, books, api, options } = await over('an adapter');
  const adapter = options.session.storage;
  const { getItem } = adapter;
  // Slow reads: when this tab knows who is signed in, another tab may already have claimed the token and sent it.
  adapter.getItem = async (key) => {
    const found = getItem.call(adapter, key);
    await wait(900);
    return found;
  };
  assert.equal((await within(world, 20_000, api.session.logout('all'))).error, undefined);
  assert.deepEqual(books.refreshes, []);
  assert.ok(asked(world, '/oauth2/clear_sso'));
});

for (const place of Object.keys(SHARED)) {
  test(`logout after a failed refresh refreshes first (${place})`, limit, async () => {
    const { world, books, api, works } = await over(place);
    world.answers['/oauth2/token'] = 503;
    const { error } = await within(world, 5_000, api.session.getAccessToken());
    assert.equal(error?.status, 503);
    world.answers['/oauth2/token'] = works;
    await world.pass(2_000);
    assert.equal((await within(world, 5_000, api.session.logout('all'))).error, undefined);
    assert.ok(asked(world, '/oauth2/logout'));
    assert.deepEqual(books.refreshes, ['refresh-1']);
  });

  for (const reads of [false, true]) {
    const how = reads ? ' after another read' : '';
    test(`logout sends no refresh token before Retry-After${how} (${place})`, limit, async () => {
      const { world, books, api } = await over(place);
      const headers = { 'Retry-After': '120' };
      world.answers['/oauth2/token'] = () => Response.json({}, { status: 429, headers });
      const { error } = await within(world, 5_000, api.session.getAccessToken());
      assert.equal(error?.status, 429);
      if (reads) await api.session.get();
      assert.equal((await within(world, 5_000, api.session.logout())).error, undefined);
      assert.deepEqual(sentTokens(world), ['refresh-1']);
      assert.deepEqual([books.sso, await api.session.get()], [false, null]);
    });
  }

  test(`logout does not send a refresh token for a third time (${place})`, limit, async () => {
    const { world, api } = await over(place);
    const lost = new TypeError('no response');
    world.answers['/oauth2/token'] = ({ form }) => (form().refresh_token ? lost : 400);
    for (const count of [1, 2]) {
      const { error } = await within(world, 20_000, api.session.getAccessToken());
      assert.equal(error?.kind, 'network');
      assert.equal(sentTokens(world).length, count);
    }
    await api.session.get();
    assert.equal((await within(world, 5_000, api.session.logout())).error, undefined);
    assert.equal(sentTokens(world).length, 2);
    assert.ok(asked(world, '/oauth2/clear_sso'));
  });

  for (const reached of [true, false]) {
    const what = reached ? 'once the service responds' : 'not while the service does not respond';
    test(
      `after a lost response, logout sends it again, but ${what} (${place})`,
      limit,
      async () => {
        const { world, api, works } = await over(place);
        const lost = new TypeError('no response');
        world.answers['/oauth2/token'] = lost;
        const { error } = await within(world, 5_000, api.session.getAccessToken());
        assert.equal(error?.kind, 'network');
        if (reached) world.answers['/oauth2/token'] = works;
        else world.answers['/users/me'] = lost;
        await world.pass(2_000);
        await within(world, 20_000, api.session.logout('all'));
        assert.equal(sentTokens(world).length, reached ? 2 : 1);
        assert.equal(asked(world, '/oauth2/logout'), reached);
      },
    );
  }
}

test('logout does not send a refresh token that another page is sending', limit, async () => {
  const { world, books, api, options } = await over('an adapter');
  const other = start(options);
  await other.session.get();
  books.delay = 10_000;
  const call = api.session.getAccessToken();
  await world.pass(4_000);
  assert.deepEqual(books.refreshes, ['refresh-1']);
  assert.equal((await within(world, 5_000, other.session.logout())).error, undefined);
  assert.deepEqual(books.refreshes, ['refresh-1']);
  assert.deepEqual([books.reused, books.sso], [0, false]);
  assert.equal((await within(world, 20_000, call)).value, null);
});

test('logout ends the tokens that another page has refreshed', limit, async () => {
  const { world, books, api, options } = await over('an adapter');
  const other = start(options);
  await other.session.get();
  assert.equal((await within(world, 5_000, api.session.getAccessToken())).value, 'access-2');
  assert.equal((await within(world, 5_000, other.session.logout('all'))).error, undefined);
  assert.ok(asked(world, '/oauth2/logout'));
  assert.deepEqual([books.refreshes, books.reused], [['refresh-1'], 0]);
});

test(
  'logout sends no refresh token if the storage does not say whether it may',
  limit,
  async () => {
    const { world, books, api, options } = await over('an adapter');
    const { storage: adapter } = options.session;
    const { getItem } = adapter;
    adapter.getItem = () => {
      throw new Error('secret');
    };
    await within(world, 5_000, api.session.logout());
    assert.deepEqual(books.refreshes, []);
    assert.equal(api.session.current, null);
    adapter.getItem = getItem;
    assert.equal(await api.session.get(), null);
  },
);
