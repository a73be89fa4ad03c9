// Repeating a call is not misuse: what was not sent is not used up, and a URL that was already
// handled has a result, on the same page and after a reload.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, held, load, now, jwt, OPTIONS, page, settle, slowStorage } from './world.mjs';
import { storage, tokens, used, wait, within } from './world.mjs';

const limit = { timeout: 10_000 };
const BACK = 'https://game.example/back';
const JWT_MODE = { is_oauth2: false, clientId: undefined };
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
// Only the call that a test is about may time out, not what prepares it on a slow machine.
const PATIENT = { timeout: 0 };

/** Returns an `Api`, and the callback URL of its sign-in, to which the page has gone. */
const back = async (world, options, more = '') => {
  world.answers['/oauth2/token'] ??= tokens();
  const api = start(options);
  const { state } = await api.createAuthorizationUrl({}, PATIENT);
  const address = `${BACK}?code=c-${state}&state=${state}${more}`;
  world.go(address);
  return { api, address, state };
};

for (const [what, given] of [
  ['its URL passed', true],
  ["the page's URL", false],
]) {
  test(`concurrent calls handle a callback once: ${what}`, limit, async () => {
    const world = page();
    const { api, address } = await back(world);
    const call = () => (given ? api.handleRedirectCallback(address) : api.handleRedirectCallback());
    const [one, two] = [call(), call()];
    if (given) assert.equal(one, two);
    const [result, again] = await Promise.all([one, two]);
    assert.equal(result.accessToken, 'access-a');
    assert.deepEqual(again, result);
    assert.deepEqual(await call(), result);
    assert.equal(world.sent.length, 1);
    assert.equal(world.location.href, BACK);
  });
}

test('a failed callback does not resolve to another session when reloaded', limit, async () => {
  const world = page();
  const options = { session: { storage: 'localStorage' } };
  world.answers['/oauth2/token'] = tokens('alice');
  await start(options).exchangeCode({ code: 'of alice' });
  world.answers['/oauth2/token'] = used;
  const { api, address } = await back(world, options);
  await failing(api.handleRedirectCallback());
  for (const url of [address, BACK]) {
    world.go(url);
    const error = await failing(start(options).handleRedirectCallback());
    assert.equal(error.name, 'SDKError', url);
  }
});

test('a URL with a token is not stored, whatever else it has', limit, async () => {
  for (const more of ['challenge_id=c', 'code=c']) {
    const world = page();
    const api = start(JWT_MODE);
    world.go(`${BACK}?token=secret-token&${more}`);
    await api.handleRedirectCallback().catch(() => {});
    const entries = JSON.stringify([...world.session.map, ...world.local.map]);
    assert.ok(!entries.includes('secret-token&'), more);
  }
});

test('two instances on a page handle a callback once', limit, async () => {
  const world = page();
  const { Api } = load();
  world.answers['/oauth2/token'] = tokens();
  const [one, two] = [new Api(OPTIONS), new Api(OPTIONS)];
  const { state } = await one.createAuthorizationUrl();
  world.go(`${BACK}?code=c&state=${state}`);
  const results = await Promise.all([one.handleRedirectCallback(), two.handleRedirectCallback()]);
  assert.deepEqual(results[0], results[1]);
  assert.equal(world.sent.length, 1);
});

/** Two instances on a page with a session each, and the URL of a sign-in that one of them has begun. */
const twoSessions = async (world, storages) => {
  const { Api } = load();
  const [one, two] = storages.map((storage) => new Api({ ...OPTIONS, session: { storage } }));
  const { state } = await one.createAuthorizationUrl();
  world.answers['/oauth2/token'] ??= tokens();
  world.answers['/users/me'] = { id: 'u' };
  const handle = (api, more = 'code=c') =>
    api.handleRedirectCallback(`${BACK}?${more}&state=${state}`);
  return { one, two, handle };
};

test(
  'an instance that would refuse a callback does not join another that accepts it',
  limit,
  async () => {
    for (const differs of [{ is_oauth2: true }, { issuer: 'https://issuer.example' }]) {
      const world = page();
      const { Api } = load();
      const one = new Api({ ...OPTIONS, is_oauth2: false });
      const two = new Api({ ...OPTIONS, is_oauth2: false, ...differs });
      const url = `${BACK}?token=t${differs.issuer ? '&iss=https://other.example' : ''}`;
      assert.equal((await one.handleRedirectCallback(url)).token, 't');
      const error = await failing(two.handleRedirectCallback(url));
      assert.equal(error.kind, 'state');
      assert.equal(await two.session.get(), null);
      assert.equal(world.sent.length, 0);
    }
  },
);

test('instances that retry at once after a failure send the code again, once', limit, async () => {
  const world = page();
  const { one, two, handle } = await twoSessions(world, ['memory', 'memory']);
  let requests = 0;
  world.answers['/oauth2/token'] = () => (requests++ ? tokens() : new TypeError('offline'));
  const retrying = (api) => handle(api).catch(() => handle(api));
  const results = await Promise.all([retrying(one), retrying(two)]);
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['tokens', 'tokens'],
  );
  assert.equal(requests, 2);
  assert.equal((await two.session.get()).accessToken, 'access-a');
});

test(
  'each session that joins a callback says whether it could store the tokens',
  limit,
  async () => {
    const world = page();
    const { one, two, handle } = await twoSessions(world, ['memory', 'localStorage']);
    const { setItem } = world.local;
    world.local.setItem = (key, value) => {
      if (key.includes('/session/')) throw new DOMException('full', 'QuotaExceededError');
      return setItem(key, value);
    };
    const [first, second] = await Promise.all([handle(one), handle(two)]);
    assert.deepEqual([first.persisted, second.persisted], [undefined, false]);
    world.local.setItem = setItem;
  },
);

for (const storages of [
  ['memory', 'memory'],
  ['memory', 'localStorage'],
  ['localStorage', 'sessionStorage'],
]) {
  const what = storages.join(' and ');
  for (const when of ['at once', 'later']) {
    test(
      `a callback signs in to each session that handles it, ${when}: ${what}`,
      limit,
      async () => {
        const world = page();
        const { one, two, handle } = await twoSessions(world, storages);
        const first = handle(one);
        if (when === 'later') await first;
        const second = handle(two);
        assert.equal(handle(two), second);
        assert.equal(handle(one), first);
        assert.deepEqual(await second, await first);
        assert.equal(sentCodes(world).length, 1);
        assert.deepEqual(await two.getUser(), { id: 'u' });
        assert.equal(await two.session.getAccessToken(), 'access-a');
        // Only one session may send the refresh token.
        assert.equal(one.session.current.refreshToken, 'refresh-a');
        assert.equal(two.session.current.refreshToken, undefined);
        assert.deepEqual(await handle(two), await first);
      },
    );
  }

  test(`a callback that fails does so for each session: ${what}`, limit, async () => {
    const world = page();
    world.answers['/oauth2/token'] = used;
    const { one, two, handle } = await twoSessions(world, storages);
    const calls = [handle(one), handle(two)];
    for (const call of calls) assert.equal((await failing(call)).code, '010-023');
    assert.equal((await failing(handle(two))).code, '010-023');
    assert.equal(sentCodes(world).length, 1);
  });

  test(`after a sign-out, a callback signs in to no other session: ${what}`, limit, async () => {
    const world = page();
    world.answers['/oauth2/logout'] = 204;
    const { one, two, handle } = await twoSessions(world, storages);
    await handle(one);
    await one.session.logout();
    assert.equal((await failing(handle(two))).kind, 'state');
    assert.equal(await two.session.get(), null);
  });

  test(`a second factor is asked for in each session: ${what}`, limit, async () => {
    const world = page();
    const { one, two, handle } = await twoSessions(world, storages);
    const challenge = { kind: 'challenge', challengeId: 'i' };
    const calls = [handle(one, 'challenge_id=i'), handle(two, 'challenge_id=i')];
    assert.deepEqual(await Promise.all(calls), [challenge, challenge]);
    assert.equal(await two.session.get(), null);
  });
}

test('a JWT callback handled twice resolves to its token twice', limit, async () => {
  const world = page();
  const api = start(JWT_MODE);
  const token = jwt({ exp: now() + 900 });
  world.go(`${BACK}?token=${token}`);
  const results = await Promise.all([api.handleRedirectCallback(), api.handleRedirectCallback()]);
  assert.deepEqual(results, [
    { kind: 'token', token },
    { kind: 'token', token },
  ]);
  assert.deepEqual(await api.handleRedirectCallback(), { kind: 'token', token });
});

test('a second call rejects with the same error of the callback', limit, async () => {
  page();
  const api = start();
  const { state } = await api.createAuthorizationUrl();
  const address = `${BACK}?error_code=003-001&error_description=d&state=${state}`;
  const errors = [0, 1].map(() => failing(api.handleRedirectCallback(address)));
  assert.deepEqual(
    (await Promise.all(errors)).map(({ code }) => code),
    ['003-001', '003-001'],
  );
});

// ---- What uses nothing up

const UNSENT = {
  'a network failure': [{}, (world) => (world.answers['/oauth2/token'] = new TypeError('offline'))],
  'an abort before the request is sent': [{ signal: AbortSignal.abort('enough') }],
  'an invalid timeout': [{ timeout: -1 }],
  'an invalid signal': [{ signal: 5 }],
  'an invalid options argument': [5],
};

for (const [what, [options, break_ = () => {}]] of Object.entries(UNSENT)) {
  test(`${what} uses up neither state nor code`, limit, async () => {
    const world = page();
    const { api, address } = await back(world);
    break_(world);
    await failing(api.handleRedirectCallback(address, options));
    world.answers['/oauth2/token'] = tokens('b');
    const { accessToken } = await api.handleRedirectCallback(address);
    assert.equal(accessToken, 'access-b');
    const { code_verifier } = world.sent.at(-1).form();
    assert.match(code_verifier, /^[\w-]{43}$/);
  });

  test(`${what} uses up no code of exchangeCode and completeLogin`, limit, async () => {
    const world = page();
    world.answers['/oauth2/token'] = tokens();
    const api = start({ state: 'given-by-the-app' });
    const result = { login_url: `${BACK}?code=d&state=given-by-the-app` };
    break_(world);
    await failing(api.exchangeCode({ code: 'c' }, options));
    await failing(api.completeLogin(result, options));
    world.answers['/oauth2/token'] = tokens('b');
    assert.equal((await api.exchangeCode({ code: 'c' })).accessToken, 'access-b');
    assert.equal((await api.completeLogin(result)).accessToken, 'access-b');
  });
}

test('a missing client id uses up neither state nor code', limit, async () => {
  const world = page();
  const { api, address } = await back(world);
  const { clientId } = OPTIONS;
  const other = start({ clientId: undefined });
  assert.equal((await failing(other.exchangeCode({ code: 'c' }))).kind, 'argument');
  other.updateConfig({ clientId });
  assert.equal((await other.exchangeCode({ code: 'c' })).accessToken, 'access-a');
  assert.equal((await api.handleRedirectCallback(address)).accessToken, 'access-a');
});

test('a code that was sent is not sent again after its call was aborted', limit, async () => {
  const world = page();
  const { api, address } = await back(world);
  const asked = held(world, '/oauth2/token');
  const controller = new AbortController();
  const call = failing(api.handleRedirectCallback(address, { signal: controller.signal }));
  const reply = await asked;
  controller.abort('enough');
  assert.equal(await call, 'enough');
  world.answers['/oauth2/token'] = tokens('b');
  const again = api.handleRedirectCallback(address);
  reply(Response.json(tokens('c')));
  assert.equal((await again).accessToken, 'access-c');
  assert.equal(world.sent.length, 1);
});

test('a code that the service has refused is not sent again', limit, async () => {
  const world = page();
  const { api, address } = await back(world);
  world.answers['/oauth2/token'] = { error: { code: '010-023' } };
  assert.equal((await failing(api.handleRedirectCallback(address))).code, '010-023');
  await failing(api.handleRedirectCallback(address));
  assert.equal(world.sent.length, 1);
});

// ---- What is used up, although the call ended before it knew

const never = () => new Promise(() => {});
const sentCodes = (world) => world.sent.filter(({ url }) => url.pathname.endsWith('/oauth2/token'));

for (const [what, hangs] of Object.entries({
  'the token endpoint does not answer': (world) => (world.answers['/oauth2/token'] = never),
  'the tokens cannot be stored in time': (world, adapter) => (adapter.setItem = never),
})) {
  test(`a state whose code was sent is used up if the call times out: ${what}`, limit, async () => {
    const world = page();
    const adapter = storage();
    const options = { timeout: 100, session: { storage: adapter } };
    const { api, address, state } = await back(world, options);
    hangs(world, adapter);
    const call = api.handleRedirectCallback(address);
    assert.equal((await within(world, 200, call)).error?.kind, 'timeout');
    assert.ok([...world.session.map.keys()].every((key) => !key.endsWith(state)));
    world.answers['/oauth2/token'] = tokens();
    const again = reloaded(world, {}, address).handleRedirectCallback();
    assert.equal((await within(world, 500, again)).error?.kind, 'state');
    assert.equal(sentCodes(world).length, 1);
  });
}

test('a callback that timed out answers once its tokens are stored', limit, async () => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  const options = { session: { storage: slowStorage(400) } };
  const { api, address } = await back(world, { ...options, timeout: 500 });
  const call = (one = api) => within(world, 5_000, one.handleRedirectCallback());
  const first = api.handleRedirectCallback();
  assert.equal((await within(world, 700, first)).error?.kind, 'timeout');
  assert.ok(!api.session.current);
  // Waits for the storage as long as that takes, and later answers at once.
  for (const { value } of [await call(), await call()]) {
    assert.deepEqual([value?.kind, value?.accessToken], ['tokens', 'access-a']);
  }
  for (const href of [address, BACK]) {
    const { value } = await call(reloaded(world, options, href));
    assert.deepEqual([value?.kind, value?.accessToken], ['tokens', 'access-a']);
  }
  await within(world, 5_000, api.session.logout());
  assert.equal((await call()).error?.kind, 'state');
  assert.equal(sentCodes(world).length, 1);
});

test('a callback that timed out signs in to no session but its own', limit, async () => {
  for (const then of ['it cannot be stored', 'somebody else signs in']) {
    const world = page();
    const place = slowStorage(200);
    const options = { timeout: 500, session: { storage: place } };
    world.answers['/oauth2/token'] = tokens('alice');
    const before = start({ ...options, timeout: 0 });
    await within(world, 3_000, before.exchangeCode({ code: 'of alice' }));
    world.answers['/oauth2/token'] = tokens('bob');
    const { api, address } = await back(world, options);
    await within(world, 3_000, api.session.get());
    if (then === 'it cannot be stored') {
      const refuse = () => wait(300).then(() => Promise.reject(new Error('full')));
      Object.assign(place, { setItem: refuse, removeItem: refuse });
    }
    const first = await within(world, 600, api.handleRedirectCallback());
    assert.equal(first.error?.kind, 'timeout', then);
    if (then !== 'it cannot be stored') {
      world.answers['/oauth2/token'] = tokens('carol');
      await within(world, 3_000, api.exchangeCode({ code: 'of carol' }, PATIENT));
    }
    const again = await within(world, 3_000, api.handleRedirectCallback());
    assert.equal(again.error?.kind, 'timeout', then);
    const reload = reloaded(world, { ...options, timeout: 0 }, address);
    const end = await within(world, 3_000, reload.handleRedirectCallback());
    assert.equal(end.error?.kind, 'state', then);
  }
});

// ---- Again, when the page's URL is already clean

test("the page's callback is handled again after a network failure", limit, async () => {
  const world = page();
  const { api } = await back(world);
  for (const answer of [new TypeError('offline'), new TypeError('offline still')]) {
    world.answers['/oauth2/token'] = answer;
    const error = await failing(api.handleRedirectCallback());
    assert.deepEqual([error.kind, world.location.href], ['network', BACK]);
  }
  world.answers['/oauth2/token'] = tokens('b');
  assert.equal((await api.handleRedirectCallback()).accessToken, 'access-b');
  const { code_verifier } = world.sent.at(-1).form();
  assert.match(code_verifier, /^[\w-]{43}$/);
  assert.equal((await api.handleRedirectCallback()).accessToken, 'access-b');
});

test('later calls share the callback that is being handled', limit, async () => {
  const world = page();
  const { api } = await back(world);
  const asked = held(world, '/oauth2/token');
  const calls = [api.handleRedirectCallback()];
  const reply = await asked;
  assert.equal(world.location.href, BACK);
  calls.push(api.handleRedirectCallback());
  await settle();
  calls.push(api.handleRedirectCallback());
  reply(tokens());
  const results = await Promise.all(calls);
  assert.deepEqual(
    results.map(({ accessToken }) => accessToken),
    ['access-a', 'access-a', 'access-a'],
  );
  assert.equal(world.sent.length, 1);
});

for (const [when, ms] of [
  ['at once', 0],
  ['once it was sent', 20],
]) {
  test(`an effect that is cleaned up and run again signs in: aborted ${when}`, limit, async () => {
    const world = page();
    const { api } = await back(world);
    world.answers['/oauth2/token'] = () => wait(60).then(() => tokens());
    const [one, two] = [new AbortController(), new AbortController()];
    const first = failing(api.handleRedirectCallback(undefined, { signal: one.signal }));
    if (ms) await wait(ms);
    one.abort();
    const second = api.handleRedirectCallback(undefined, { signal: two.signal });
    const { value } = await within(world, 1_000, second);
    assert.equal((await first).name, 'AbortError');
    assert.deepEqual([value?.accessToken, world.sent.length], ['access-a', 1]);
    assert.equal(world.location.href, BACK);
  });
}

test('a handled callback rejects with kind state after a sign-out', limit, async () => {
  for (const given of [true, false]) {
    const world = page();
    world.answers['/oauth2/logout'] = 204;
    const { api, address } = await back(world);
    const call = () => (given ? api.handleRedirectCallback(address) : api.handleRedirectCallback());
    await call();
    assert.equal((await call()).accessToken, 'access-a');
    await api.session.logout();
    assert.equal((await failing(call())).kind, 'state');
    assert.equal(await api.session.get(), null);
    // Nor is it if somebody else is signed in: a call that resolves has the tokens of the session.
    world.answers['/oauth2/token'] = tokens('b');
    await api.exchangeCode({ code: 'of another' });
    const later = await call().catch(({ kind }) => ({ kind }));
    assert.ok(later.kind === 'state' || later.accessToken === 'access-b', later.accessToken);
    assert.equal(api.session.current.accessToken, 'access-b');
  }
});

// ---- Reloads

/** Reloads the page in the same tab: sessionStorage and localStorage stay. */
const reloaded = (world, options, href = world.location.href) => {
  world.go(href);
  return start(options);
};

for (const storage of ['sessionStorage', 'localStorage']) {
  for (const form of ['its address', 'its cleaned address']) {
    test(
      `a callback reloaded at ${form} resolves to the stored tokens (${storage})`,
      limit,
      async () => {
        const world = page();
        const options = { session: { storage } };
        const { api, address } = await back(world, options, '&mine=1');
        const { accessToken, kind } = await api.handleRedirectCallback();
        const href = form === 'its address' ? address : `${BACK}?mine=1`;
        const again = reloaded(world, options, href);
        const { value, error } = await within(world, 1_000, again.handleRedirectCallback());
        assert.deepEqual(
          [error?.kind, value?.accessToken, value?.kind],
          [undefined, accessToken, 'tokens'],
        );
        assert.deepEqual([kind, world.sent.length], ['tokens', 1]);
        assert.equal(world.location.href, `${BACK}?mine=1`);
        // After a refresh, it returns the new tokens.
        world.answers['/oauth2/token'] = tokens('b');
        await within(world, 1_000, again.refresh());
        const third = reloaded(world, options, href);
        assert.equal((await third.handleRedirectCallback()).accessToken, 'access-b');
      },
    );
  }

  test(
    `a callback reloaded after a sign-out rejects with kind state (${storage})`,
    limit,
    async () => {
      const world = page();
      const options = { session: { storage } };
      world.answers['/oauth2/logout'] = 204;
      const { api, address } = await back(world, options);
      await api.handleRedirectCallback();
      await api.session.logout();
      for (const href of [address, BACK]) {
        const call = failing(reloaded(world, options, href).handleRedirectCallback());
        assert.equal((await call).kind, 'state');
      }
    },
  );
}

test("a JWT callback that is reloaded resolves to the session's token", limit, async () => {
  const world = page();
  const options = { ...JWT_MODE, session: { storage: 'sessionStorage' } };
  const token = jwt({ iat: now(), exp: now() + 900 });
  world.go(`${BACK}?token=${token}`);
  await start(options).handleRedirectCallback();
  const again = reloaded(world, options, BACK);
  assert.deepEqual(await again.handleRedirectCallback(), { kind: 'token', token });
});

/** As `back`, but with the `state` of an instance, which more than one callback may use. */
const backOfCall = async (world, options) => {
  world.answers['/login'] = { login_url: BACK };
  world.answers['/oauth2/token'] ??= tokens();
  const api = start(options);
  await api.login({ credentials: {} }, PATIENT);
  const state = world.sent[0].url.searchParams.get('state');
  const address = `${BACK}?code=c-${state}&state=${state}`;
  world.go(address);
  return { api, address, state };
};

for (const storage of ['sessionStorage', 'localStorage']) {
  test(
    `a callback with the state of a call, reloaded at its address, sends no code (${storage})`,
    limit,
    async () => {
      const world = page();
      const options = { session: { storage } };
      const { api, address, state } = await backOfCall(world, options);
      await api.handleRedirectCallback();
      world.answers['/oauth2/token'] = used;
      world.answers['/oauth2/logout'] = 204;
      const again = reloaded(world, options, address);
      const { value } = await within(world, 1_000, again.handleRedirectCallback());
      assert.deepEqual([value?.kind, value?.accessToken], ['tokens', 'access-a']);
      assert.equal(world.location.href, BACK);
      await again.session.logout();
      const call = reloaded(world, options, address).handleRedirectCallback();
      assert.equal((await failing(call)).kind, 'state');
      assert.equal(sentCodes(world).length, 1);
      // The state is good for another callback.
      world.answers['/oauth2/token'] = tokens('b');
      const other = `${BACK}?code=another&state=${state}`;
      const next = reloaded(world, options, other).handleRedirectCallback();
      assert.equal((await next).accessToken, 'access-b');
    },
  );
}

for (const [what, answer] of Object.entries({ refused: used, 'not answered': never })) {
  test(`a code with the state of a call that was ${what} is not sent again`, limit, async () => {
    const world = page();
    world.answers['/oauth2/token'] = answer;
    const { api, address } = await backOfCall(world, { timeout: 100 });
    assert.ok((await within(world, 200, api.handleRedirectCallback(address))).error);
    const again = reloaded(world, {}, address).handleRedirectCallback();
    assert.equal((await within(world, 200, again)).error?.kind, 'state');
    assert.equal(sentCodes(world).length, 1);
  });
}

test('a second factor is asked for again after a reload, whatever the state', limit, async () => {
  for (const begin of [back, backOfCall]) {
    const world = page();
    const { api, state } = await begin(world);
    const address = `${BACK}?challenge_id=i&state=${state}`;
    const challenge = { kind: 'challenge', challengeId: 'i' };
    assert.deepEqual(await api.handleRedirectCallback(address), challenge);
    const again = reloaded(world, {}, address);
    assert.deepEqual(await again.handleRedirectCallback(), challenge);
  }
});

test('an in-memory session and its handled callback are gone after a reload', limit, async () => {
  const world = page();
  const { api, address } = await back(world);
  await api.handleRedirectCallback();
  const again = reloaded(world, {}, address);
  assert.equal((await failing(again.handleRedirectCallback())).kind, 'state');
  assert.equal(world.sent.length, 1);
});

test('a handled callback URL rejects with kind state in another tab', limit, async () => {
  const world = page();
  const options = { session: { storage: 'localStorage' } };
  const { api, address } = await back(world, options);
  await api.handleRedirectCallback();
  const { Api } = world.tab().load();
  const other = new Api({ ...OPTIONS, ...options });
  const { error } = await within(world, 1_000, other.handleRedirectCallback(address));
  assert.equal(error?.kind, 'state');
  assert.equal((await other.session.get()).accessToken, 'access-a');
});

// ---- Whatever is wrong with the state

test('any invalid state rejects with kind state', limit, async () => {
  const world = page();
  const { api, state } = await back(world);
  await api.handleRedirectCallback();
  const next = await api.createAuthorizationUrl();
  const unknown = '0'.repeat(32);
  for (const [what, query] of [
    ['missing', 'code=d'],
    ['empty', 'code=d&state='],
    ['unknown', `code=d&state=${unknown}`],
    ['used', `code=d&state=${state}`],
    ['doubled', `code=d&state=${next.state}&state=${next.state}`],
    ['doubled, the first unknown', `code=d&state=${unknown}&state=${next.state}`],
    ['doubled, one empty', `code=d&state=&state=${next.state}`],
  ]) {
    const error = await failing(api.handleRedirectCallback(`${BACK}?${query}`));
    assert.deepEqual([error.name, error.kind], ['SDKError', 'state'], what);
    const login_url = `${BACK}?${query}`;
    assert.equal((await failing(api.completeLogin({ login_url }))).kind, 'state', what);
  }
  assert.equal(world.sent.length, 1);
  // None of them has used up the valid state.
  const good = await api.handleRedirectCallback(`${BACK}?code=e&state=${next.state}`);
  assert.equal(good.accessToken, 'access-a');
});

test('a state survives a clock step of less than ten minutes, back or forward', limit, async () => {
  for (const [step, kind] of [
    [-300_000, undefined],
    [-590_000, undefined],
    [300_000, undefined],
    [-660_000, 'state'],
    [660_000, 'state'],
  ]) {
    const world = page();
    const { address } = await back(world);
    world.set(step);
    // The page has been reloaded meanwhile.
    const call = start().handleRedirectCallback(address);
    const outcome = await call.then(
      () => undefined,
      (error) => error.kind,
    );
    assert.equal(outcome, kind, `${step} ms`);
  }
});

test('a flow that is aborted while its storage hangs is still valid', limit, async () => {
  const world = page();
  const entries = storage();
  let hangs = false;
  const flowStorage = {
    getItem: (key) => (hangs ? new Promise(() => {}) : entries.getItem(key)),
    setItem: (key, value) => entries.setItem(key, value),
    removeItem: (key) => (hangs ? new Promise(() => {}) : entries.removeItem(key)),
  };
  const { api, address } = await back(world, { session: { flowStorage } });
  hangs = true;
  const controller = new AbortController();
  const call = failing(api.handleRedirectCallback(address, { signal: controller.signal }));
  await settle();
  controller.abort('enough');
  assert.equal(await call, 'enough');
  hangs = false;
  const { value } = await within(world, 6_000, api.handleRedirectCallback(address));
  assert.equal(value?.accessToken, 'access-a');
});
