// One refresh at a time, in this page and across tabs, and its outcome.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, held, load, OPTIONS, page, signedIn, slowStorage, tick } from './world.mjs';
import { tokens, used, wait, within } from './world.mjs';

const LOCAL = { session: { storage: 'localStorage' } };

/** A token endpoint that accepts each refresh token once, as the real one does. */
const rotating = (world, ms = 5) => {
  const spent = new Set();
  let count = 0;
  world.answers['/oauth2/token'] = async ({ form }) => {
    const { grant_type, refresh_token } = form();
    const answer = spent.has(refresh_token) ? used : tokens(`n${++count}`);
    if (grant_type === 'refresh_token') spent.add(refresh_token);
    await wait(ms);
    return answer;
  };
};

/** Two tabs in which somebody is signed in; `more` replaces what the browser provides. */
const tabs = async (world, more) => {
  world.answers['/oauth2/token'] = tokens();
  const [one, two] = [0, 1].map(() => {
    const { Api } = world.tab(more).load();
    return new Api({ ...OPTIONS, ...LOCAL });
  });
  await one.exchangeCode({ code: 'c' });
  // Longer than the lag, which starts once the write is done.
  await world.pass(2 * (more?.lag ?? 0));
  world.sent.length = 0;
  rotating(world);
  return [one, two];
};

test('a refresh is sent once, as a form with only the token and the client ID', async () => {
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

test('a new refresh token replaces the old one; without one, the old one is kept', async () => {
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

test('concurrent calls share one refresh', async () => {
  const world = page();
  const api = await signedIn(world);
  rotating(world);
  world.skip(3_601_000);
  const calls = Array.from({ length: 20 }, (_, i) =>
    i % 2 ? api.session.getAccessToken() : api.refresh().then(({ accessToken }) => accessToken),
  );
  assert.deepEqual(new Set(await Promise.all(calls)), new Set(['access-n1']));
  assert.equal(world.sent.length, 1);
  const given = { refreshToken: 'refresh-n1' };
  await Promise.all([api.refresh(), api.refresh(given), api.refresh(given)]);
  assert.equal(world.sent.length, 2);
});

test("a given token is refreshed, even while the session's is", async () => {
  const world = page();
  const api = await signedIn(world);
  rotating(world);
  const ends = await Promise.allSettled([api.refresh(), api.refresh({ refreshToken: 'another' })]);
  const sent = world.sent.map(({ form }) => form().refresh_token);
  assert.deepEqual(sent.sort(), ['another', 'refresh-a']);
  // The first response becomes the session.
  const kept = await api.session.get();
  assert.ok(ends.some(({ value }) => value?.refreshToken === kept.refreshToken));
  const fresh = new (load().Api)(OPTIONS);
  assert.equal((await fresh.refresh({ refreshToken: 'x' })).accessToken, 'access-n3');
  assert.equal(await fresh.session.getAccessToken(), 'access-n3');
});

for (const [what, storages] of [
  ['two projects', ['localStorage', 'localStorage']],
  ['two storages', ['localStorage', 'sessionStorage']],
  ['two sessions in memory', ['memory', 'memory']],
]) {
  test(`a given token is exchanged for each session: ${what}`, async () => {
    const world = page();
    let count = 0;
    world.answers['/oauth2/token'] = () => tokens(`n${++count}`);
    const { Api } = load();
    const apis = storages.map((storage, at) => {
      const projectId = what === 'two projects' ? `project-${at}` : 'project';
      return new Api({ ...OPTIONS, projectId, session: { storage } });
    });
    const refresh = (api) => api.refresh({ refreshToken: 'given' });
    const results = await Promise.all([...apis.map(refresh), ...apis.map(refresh)]);
    const given = results.map(({ accessToken }) => accessToken);
    assert.equal(world.sent.length, 2);
    assert.notEqual(given[0], given[1]);
    assert.deepEqual(given.slice(2), given.slice(0, 2));
    for (const [at, api] of apis.entries()) {
      assert.equal(api.session.current?.accessToken, given[at]);
    }
  });
}

test('nothing is sent without a refresh token', async () => {
  const world = page();
  const api = new (load().Api)(OPTIONS);
  for (const args of [undefined, {}, { refreshToken: undefined }]) {
    assert.equal((await failing(api.refresh(args))).kind, 'state');
  }
  for (const args of [{ refreshToken: '' }, { refreshToken: 5 }, 5]) {
    assert.match((await failing(api.refresh(args))).kind, /^(argument|state)$/);
  }
  assert.equal((await failing(api.refresh({}, 5))).kind, 'argument');
  assert.equal((await failing(api.refresh({}, { signal: 5 }))).kind, 'argument');
  assert.equal(world.sent.length, 0);
});

test('an aborted call rejects with its reason, and other calls get the new token', async () => {
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

test('a refresh times out', async () => {
  const world = page();
  const api = await signedIn(world);
  world.answers['/oauth2/token'] = () => new Promise(() => {});
  const started = performance.now();
  assert.equal((await failing(api.refresh({}, { timeout: 20 }))).kind, 'timeout');
  assert.ok(performance.now() - started < 5_000);
});

test('two tabs send one refresh with Web Locks', async () => {
  const world = page();
  const [one, two] = await tabs(world);
  const [a, b] = await Promise.all([one.refresh(), two.refresh()]);
  assert.deepEqual(a, b);
  assert.equal(world.sent.length, 1);
});

for (const lag of [5, 50]) {
  test(`tabs that see each other's writes ${lag} ms later also send one refresh`, async () => {
    const world = page();
    const [one, two] = await tabs(world, { lag });
    const calls = [one.refresh(), two.refresh()];
    await world.pass(60_000);
    const [a, b] = await Promise.all(calls);
    assert.deepEqual(a, b);
    assert.equal(world.sent.length, 1);
    // Once the lock is free, they again send only one.
    const third = new (world.tab({ lag }).load().Api)({ ...OPTIONS, ...LOCAL });
    await third.session.get();
    const next = [one.refresh(), third.refresh()];
    await world.pass(60_000);
    assert.deepEqual(await next[0], await next[1]);
    assert.equal(world.sent.length, 2);
  });
}

const refuse = () => {
  throw new Error('x');
};

for (const [what, navigator] of [
  ['without Web Locks', {}],
  ['without a navigator', undefined],
  ['if locks are forbidden', { locks: { request: () => Promise.reject(new Error('x')) } }],
  ['if locks throw', { locks: { request: refuse } }],
]) {
  test(`two tabs end up with the same tokens ${what}`, async () => {
    const world = page();
    const [one, two] = await tabs(world, { navigator });
    const calls = [one.refresh(), two.refresh()];
    await world.pass(60_000);
    const [a, b] = await Promise.all(calls);
    assert.equal(a.accessToken, 'access-n1');
    assert.deepEqual(a, b);
    assert.deepEqual(await new (load().Api)({ ...OPTIONS, ...LOCAL }).session.get(), a);
  });
}

for (const [what, request] of [
  ['is never granted', () => new Promise(() => {})],
  ['ignores the signal', (_, ...rest) => new Promise(() => rest)],
]) {
  test(`a lock that ${what} does not block a refresh`, async () => {
    const world = page();
    const [one] = await tabs(world, { navigator: { locks: { request } } });
    const { value } = await within(world, 20_000, one.refresh());
    assert.equal(value?.accessToken, 'access-n1');
  });
}

test('a lock that is granted too late does not refresh again', async () => {
  let late;
  const request = (_, ...rest) => new Promise(() => (late = rest.at(-1)));
  const world = page();
  const [one] = await tabs(world, { navigator: { locks: { request } } });
  await within(world, 20_000, one.refresh());
  await late?.({ name: 'x', mode: 'exclusive' });
  await world.pass(20_000);
  assert.equal(world.sent.length, 1);
});

test("a tab that had to wait uses the other tab's tokens", async () => {
  const world = page();
  const [one, two] = await tabs(world);
  rotating(world, 5_000);
  const calls = [one.refresh()];
  await world.pass(1_000);
  calls.push(two.refresh(), two.session.getAccessToken());
  await world.pass(60_000);
  const [a, b, given] = await Promise.all(calls);
  assert.deepEqual(a, b);
  assert.equal(given, 'access-a');
  assert.equal(world.sent.length, 1);
});

test('a refresh does not overwrite a sign-in in another tab', async () => {
  for (const answer of [tokens('late'), used, 503]) {
    const world = page();
    const [one, two] = await tabs(world);
    const asked = held(world, '/oauth2/token');
    one.refresh().catch(() => {});
    await world.pass(1_000);
    const reply = await asked;
    world.answers['/oauth2/token'] = tokens('newer');
    await two.exchangeCode({ code: 'newer' });
    await world.pass(100);
    const status = answer === used ? 400 : 200;
    reply(answer === 503 ? answer : Response.json(answer, { status }));
    await world.pass(60_000);
    for (const api of [one, two]) {
      assert.equal((await api.session.get()).accessToken, 'access-newer');
    }
  }
});

test('a used refresh token ends the session; another failure does not', async () => {
  for (const options of [{}, LOCAL]) {
    const world = page();
    world.hurry();
    const api = await signedIn(world, options);
    const heard = [];
    api.session.onChange((tokens) => heard.push(tokens));
    for (const answer of [503, 400, new TypeError('offline'), { error: { code: '010-019' } }]) {
      world.answers['/oauth2/token'] = answer;
      await failing(api.refresh());
      // Skips the pause after a failure.
      world.skip(61_000);
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

test('a given refresh token that was used does not end the session', async () => {
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
    test(`a refresh of ${which} that ends after logout signs nobody in (${what})`, async () => {
      for (const answer of [tokens('late'), used, 503]) {
        const world = page();
        world.hurry();
        world.answers['/oauth2/logout'] = 204;
        const api = await signedIn(world, options());
        const asked = held(world, '/oauth2/token');
        const refreshed = failing(api.refresh(given));
        const reply = await asked;
        await api.session.logout();
        const status = answer === used ? 400 : 200;
        reply(answer === 503 ? answer : Response.json(answer, { status }));
        assert.match((await refreshed).name, /^(API|SDK)Error$/);
        assert.equal(await api.session.get(), null);
        assert.equal(await api.session.getAccessToken(), null);
      }
    });
  }
}

test('a response that arrives while logout uses the storage signs nobody in', async () => {
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
  assert.doesNotMatch([...slow.map.values()].join(), /access-|refresh-/);
});

/** A tab that refreshes, and another one that signs out meanwhile. */
const signedOutElsewhere = async () => {
  const world = page();
  const [one, two] = await tabs(world);
  world.answers['/oauth2/logout'] = 204;
  const asked = held(world, '/oauth2/token');
  const call = failing(one.refresh());
  await world.pass(1_000);
  const reply = await asked;
  await two.session.logout();
  return { world, call, reply };
};

test('a refresh in this tab does not undo a logout in another tab', async () => {
  const { world, call, reply } = await signedOutElsewhere();
  reply(Response.json(tokens('late')));
  await world.pass(1_000);
  assert.equal((await call).kind, 'state');
  assert.doesNotMatch([...world.local.map.values()].join(), /access-|refresh-/);
});

test('a sign-in during a refresh is kept', async () => {
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

for (const answer of [tokens('late'), used, 503]) {
  const status = answer === used ? 400 : 200;
  const what = answer === used ? 'refused' : answer === 503 ? 'failed' : 'answered';
  test(`a refresh that is ${what} after a logout elsewhere leaves nothing stored`, async () => {
    const { world, call, reply } = await signedOutElsewhere();
    await world.pass(100);
    reply(answer === 503 ? answer : Response.json(answer, { status }));
    await world.pass(1_000);
    assert.equal((await call).kind, 'state');
    const left = [...world.local.map.keys()].filter((key) => key.startsWith('xsolla-login-wasm/'));
    assert.deepEqual(left, []);
  });

  test(`a refresh that is ${what} after a sign-in elsewhere does not affect it`, async () => {
    const world = page();
    const [one, two] = await tabs(world);
    const asked = held(world, '/oauth2/token');
    const before = one.refresh();
    await world.pass(1_000);
    const reply = await asked;
    world.answers['/oauth2/token'] = tokens('of-b');
    await two.exchangeCode({ code: 'of b' });
    await world.pass(100);
    world.answers['/oauth2/token'] = tokens('of-b-2');
    const call = within(world, 5_000, one.refresh());
    reply(answer === 503 ? answer : Response.json(answer, { status }));
    const { value, error } = await call;
    assert.deepEqual([value?.accessToken, error], ['access-of-b-2', undefined]);
    assert.match((await before).accessToken, /^access-of-b/);
    for (const api of [one, two]) {
      assert.equal((await api.session.get()).accessToken, 'access-of-b-2');
    }
  });
}
