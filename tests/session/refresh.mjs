// One refresh at a time, in this page and among tabs, and what comes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, held, load, OPTIONS, page, signedIn, slowStorage, tick } from './world.mjs';
import { locks, tokens, used } from './world.mjs';

const KEY = 'xsolla-login-wasm/session/project/42';
const LOCAL = { session: { storage: 'localStorage' } };

/** A token endpoint that takes each refresh token once, as the real one does. */
const rotating = (world, ms = 5) => {
  const spent = new Set();
  let count = 0;
  world.answers['/oauth2/token'] = async ({ form }) => {
    const { grant_type, refresh_token } = form();
    const answer = spent.has(refresh_token) ? used : tokens(`n${++count}`);
    if (grant_type === 'refresh_token') spent.add(refresh_token);
    await tick(ms);
    return answer;
  };
};

/** Two tabs: the modules of each are its own, storage and locks are shared. */
const tabs = async (world, options = LOCAL) => {
  const one = await signedIn(world, options);
  const two = new (load().Api)({ ...OPTIONS, ...options });
  rotating(world);
  return [one, two];
};

test('a refresh goes out once as a form with the token alone', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = tokens('b');
  const { accessToken } = await api.refresh();
  const [{ init, form }] = world.sent;
  assert.equal(accessToken, 'access-b');
  assert.equal(init.credentials, 'omit');
  assert.deepEqual(form(), {
    grant_type: 'refresh_token',
    refresh_token: 'refresh-a',
    client_id: '42',
  });
});

test('the newest refresh token wins, and the old one stays if none came', async () => {
  const world = page();
  const api = await signedIn(world);
  for (const [answer, kept] of [
    [tokens('b'), 'refresh-b'],
    [tokens('c', { refresh_token: undefined }), 'refresh-b'],
    [tokens('d', { refresh_token: null }), 'refresh-b'],
    [tokens('e'), 'refresh-e'],
  ]) {
    world.answers['/oauth2/token'] = answer;
    assert.equal((await api.refresh()).refreshToken, kept);
    assert.equal((await api.session.get()).refreshToken, kept);
  }
});

test('many who ask at once share one refresh', async () => {
  const world = page();
  const api = await signedIn(world);
  rotating(world);
  world.skip(3_590_000);
  const calls = Array.from({ length: 20 }, (_, i) =>
    i % 2 ? api.session.getAccessToken() : api.refresh().then(({ accessToken }) => accessToken),
  );
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['access-n1']));
  assert.equal(world.sent.length, 1);
  const given = { refreshToken: 'refresh-n1' };
  await Promise.all([api.refresh(), api.refresh(given), api.refresh(given)]);
  assert.equal(world.sent.length, 2);
});

test('a token that is given is refreshed, also while that of the session is', async () => {
  const world = page();
  const api = await signedIn(world);
  rotating(world);
  const ends = await Promise.allSettled([api.refresh(), api.refresh({ refreshToken: 'another' })]);
  const sent = world.sent.map(({ form }) => form().refresh_token);
  assert.deepEqual(sent.sort(), ['another', 'refresh-a']);
  // The first that is answered is the session.
  const kept = await api.session.get();
  assert.ok(ends.some(({ value }) => value?.refreshToken === kept.refreshToken));
  const fresh = new (load().Api)(OPTIONS);
  assert.equal((await fresh.refresh({ refreshToken: 'x' })).accessToken, 'access-n3');
  assert.equal(await fresh.session.getAccessToken(), 'access-n3');
});

test('without anything to refresh nothing is sent', async () => {
  const world = page();
  const api = new (load().Api)(OPTIONS);
  for (const args of [undefined, {}, { refreshToken: '' }, { refreshToken: 5 }, 5]) {
    const error = await failing(api.refresh(args));
    assert.equal(error.kind, 'argument');
  }
  assert.equal((await failing(api.refresh({}, 5))).kind, 'argument');
  assert.equal((await failing(api.refresh({}, { signal: 5 }))).kind, 'argument');
  assert.equal(world.sent.length, 0);
});

test('who stops waiting gets its reason, and loses nobody the new token', async () => {
  const world = page();
  const api = await signedIn(world);
  rotating(world);
  const controller = new AbortController();
  const { signal } = controller;
  const [stopped, other] = [failing(api.refresh({}, { signal })), api.refresh()];
  await tick(1);
  const reason = { mine: true };
  controller.abort(reason);
  assert.equal(await stopped, reason);
  assert.equal((await other).accessToken, 'access-n1');
  assert.equal(await failing(api.refresh({}, { signal })), reason);
  await tick(5);
  assert.equal(world.sent.length, 1);
  const late = new AbortController();
  const call = failing(api.refresh({}, { signal: late.signal }));
  await tick(1);
  late.abort('enough');
  assert.equal(await call, 'enough');
  await tick(20);
  assert.equal((await api.session.get()).refreshToken, 'refresh-n2');
});

test('a refresh has its time', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = () => new Promise(() => {});
  const started = performance.now();
  assert.equal((await failing(api.refresh({}, { timeout: 20 }))).kind, 'timeout');
  assert.ok(performance.now() - started < 5_000);
  world.answers['/oauth2/token'] = tokens('b');
  assert.equal((await api.refresh()).accessToken, 'access-b');
});

test('two tabs send one refresh where there are Web Locks', async () => {
  const world = page();
  const [one, two] = await tabs(world);
  const [a, b] = await Promise.all([one.refresh(), two.refresh()]);
  assert.deepEqual(a, b);
  assert.equal(world.sent.length, 1);
});

test('a tab that hears of what was written later than of the lock sends none either', async () => {
  const world = page();
  const one = await signedIn(world, LOCAL);
  const lagging = { ...world.local, getItem: () => heard };
  let heard = world.local.getItem(KEY);
  const { setItem } = world.local;
  world.local.setItem = (key, value) => {
    setItem(key, value);
    setTimeout(() => (heard = value), 100);
  };
  const two = new (load().Api)({ ...OPTIONS, session: { storage: lagging } });
  rotating(world);
  const [a, b] = await Promise.all([one.refresh(), two.refresh()]);
  assert.deepEqual(a, b);
  assert.equal(world.sent.length, 1);
});

for (const [what, navigator] of [
  ['without Web Locks', () => ({})],
  ['without a navigator', () => undefined],
  [
    'where locks are forbidden',
    () => ({ locks: { request: () => Promise.reject(new Error('x')) } }),
  ],
  [
    'where locks throw',
    () => ({
      locks: {
        request() {
          throw new Error('x');
        },
      },
    }),
  ],
]) {
  test(`${what} two tabs end up with the same tokens`, async () => {
    const world = page({ navigator: navigator() });
    world.hurry();
    const [one, two] = await tabs(world);
    const [a, b] = await Promise.all([one.refresh(), two.refresh()]);
    assert.equal(a.accessToken, 'access-n1');
    assert.deepEqual(a, b);
    assert.deepEqual(JSON.parse(world.local.getItem(KEY)), a);
  });
}

test('a tab that is told first that the token was used waits for the other one', async () => {
  const world = page({ navigator: {} });
  const one = await signedIn(world, LOCAL);
  const two = new (load().Api)({ ...OPTIONS, ...LOCAL });
  let first;
  world.answers['/oauth2/token'] = () =>
    world.sent.length === 1 ? new Promise((resolve) => (first = resolve)) : used;
  const mine = one.refresh();
  await tick(1);
  const other = two.refresh();
  await tick(100);
  first(Response.json(tokens('b')));
  assert.equal((await mine).accessToken, 'access-b');
  assert.equal((await other).accessToken, 'access-b');
});

for (const [what, request] of [
  ['never comes', () => new Promise(() => {})],
  ['does not even hear of a signal', (_, ...rest) => new Promise(() => rest)],
]) {
  test(`a lock that ${what} keeps nobody`, async () => {
    const world = page({ navigator: { locks: { request } } });
    world.hurry();
    const [one] = await tabs(world);
    assert.equal((await one.refresh()).accessToken, 'access-n1');
  });
}

test('a lock that comes too late does not refresh again', async () => {
  let late;
  const request = (_, ...rest) => new Promise(() => (late = rest.at(-1)));
  const world = page({ navigator: { locks: { request } } });
  world.hurry();
  const [one] = await tabs(world);
  await one.refresh();
  await late();
  assert.equal(world.sent.length, 1);
});

test('a tab that had to wait takes the tokens of the other one', async () => {
  const shared = locks();
  const world = page({ navigator: { locks: shared } });
  const [one, two] = await tabs(world);
  let release;
  const held = shared.request(KEY, () => new Promise((resolve) => (release = resolve)));
  const call = two.refresh();
  await tick(5);
  world.local.setItem(KEY, JSON.stringify({ accessToken: 'x', refreshToken: 'y', expiresAt: 5 }));
  release();
  await held;
  assert.deepEqual(await call, { accessToken: 'x', refreshToken: 'y', expiresAt: 5 });
  assert.equal(world.sent.length, 0);
  assert.equal((await one.session.get()).accessToken, 'x');
});

test('what another tab has refreshed meanwhile is not written over', async () => {
  const world = page({ navigator: {} });
  const [one] = await tabs(world);
  for (const answer of [tokens('late'), used, 503]) {
    world.local.setItem(KEY, JSON.stringify({ accessToken: 'a', refreshToken: 'r', expiresAt: 5 }));
    world.hurry();
    world.answers['/oauth2/token'] = async () => {
      const newer = { accessToken: 'newer', refreshToken: 'newer', expiresAt: 9 };
      world.local.setItem(KEY, JSON.stringify(newer));
      return answer;
    };
    assert.equal((await one.refresh()).accessToken, 'newer');
    assert.equal((await one.session.get()).accessToken, 'newer');
  }
});

test('a refresh token that is used up ends the session; another failure does not', async () => {
  for (const options of [{}, LOCAL]) {
    const world = page();
    world.hurry();
    const api = await signedIn(world, options);
    const heard = [];
    api.session.onChange((tokens) => heard.push(tokens));
    for (const answer of [503, 400, new TypeError('offline'), { error: { code: '010-019' } }]) {
      world.answers['/oauth2/token'] = answer;
      await failing(api.refresh());
      assert.equal((await api.session.get()).accessToken, 'access-a');
    }
    assert.deepEqual(heard, []);
    world.answers['/oauth2/token'] = used;
    world.skip(3_601_000);
    assert.equal(await api.session.getAccessToken(), null);
    assert.deepEqual(heard, [null]);
    assert.equal(await api.session.get(), null);
  }
});

test('a token given that is used up ends no session but its own', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = used;
  assert.equal((await failing(api.refresh({ refreshToken: 'another' }))).code, '010-023');
  assert.equal(await api.session.getAccessToken(), 'access-a');
});

for (const [what, options] of [
  ['memory', () => ({})],
  ['localStorage', () => LOCAL],
  ['a slow adapter', () => ({ session: { storage: slowStorage() } })],
]) {
  for (const given of [undefined, { refreshToken: 'given' }]) {
    const which = given ? 'a given token' : 'the session';
    test(`a refresh of ${which} answered after logout signs nobody in (${what})`, async () => {
      for (const answer of [tokens('late'), used, 503]) {
        const world = page();
        world.hurry();
        world.answers['/oauth2/logout'] = 204;
        const api = await signedIn(world, options());
        const asked = held(world, '/oauth2/token');
        const refreshed = failing(api.refresh(given));
        world.skip(3_590_000);
        const wanted = given ? undefined : api.session.getAccessToken();
        const reply = await asked;
        await api.session.logout();
        const status = answer === used ? 400 : 200;
        reply(answer === 503 ? answer : Response.json(answer, { status }));
        assert.match((await refreshed).name, /^(API|SDK)Error$/);
        if (!given) assert.equal(await wanted, null);
        assert.equal(await api.session.get(), null);
        assert.equal(await api.session.getAccessToken(), null);
      }
    });
  }
}

test('logout while the storage is read for an answer signs nobody in again', async () => {
  const world = page();
  const slow = slowStorage(20);
  const api = await signedIn(world, { session: { storage: slow } });
  world.answers['/oauth2/logout'] = 204;
  const asked = held(world, '/oauth2/token');
  const call = failing(api.refresh());
  const reply = await asked;
  const over = api.session.logout();
  await tick(10);
  reply(Response.json(tokens('late')));
  await over;
  assert.equal((await call).kind, 'state');
  await tick(50);
  assert.equal(slow.map.size, 0);
});

test('logout in another tab stands against a refresh of this one', async () => {
  const world = page();
  const [one, two] = await tabs(world);
  world.answers['/oauth2/logout'] = 204;
  const asked = held(world, '/oauth2/token');
  const call = failing(one.refresh());
  const reply = await asked;
  await two.session.logout();
  reply(Response.json(tokens('late')));
  assert.equal((await call).kind, 'state');
  assert.equal(world.local.map.size, 0);
});

test('a sign-in while a refresh is under way stays', async () => {
  const world = page();
  const api = await signedIn(world);
  const asked = held(world, '/oauth2/token');
  const call = api.refresh();
  const reply = await asked;
  const late = reply;
  world.answers['/oauth2/token'] = tokens('new');
  await api.exchangeCode({ code: 'a new one' });
  late(Response.json(tokens('late')));
  assert.equal((await call).accessToken, 'access-new');
  assert.equal(await api.session.getAccessToken(), 'access-new');
});
