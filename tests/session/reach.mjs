// Who is notified of a sign-in and who is not: instances, tabs, copies of a tab. Also the snapshot
// that frameworks read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load, OPTIONS, page, settle, signedIn, slowStorage, storage, tokens } from './world.mjs';
import { accessToken, refresh, signIn, site } from './sites.mjs';

const limit = { timeout: 20_000 };
const PLACES = {
  localStorage: () => 'localStorage',
  sessionStorage: () => 'sessionStorage',
  'the same adapter': () => storage(),
};

/** Records what an instance is notified of from now on. */
const listen = (api) => {
  const heard = [];
  api.session.onChange((tokens) => heard.push(tokens?.accessToken ?? tokens));
  return heard;
};

for (const [what, place] of Object.entries(PLACES)) {
  test(`two instances with ${what} notify each other at once`, limit, async () => {
    const world = page();
    world.answers['/oauth2/logout'] = 204;
    world.answers['/oauth2/token'] = tokens('a');
    const { Api } = load();
    const options = { ...OPTIONS, session: { storage: place() } };
    const [one, two] = [new Api(options), new Api(options)];
    assert.equal(await two.session.get(), null);
    const heard = listen(two);
    await one.exchangeCode({ code: 'c' });
    await settle();
    assert.deepEqual(heard, ['access-a']);
    world.answers['/oauth2/token'] = tokens('b');
    const call = one.refresh();
    await world.pass(10_000);
    await call;
    assert.deepEqual(heard, ['access-a', 'access-b']);
    const others = listen(one);
    await two.session.logout();
    await settle();
    assert.deepEqual([heard.at(-1), others], [null, [null]]);
    assert.equal(await one.session.getAccessToken(), null);
  });
}

test('an in-memory instance is not notified and shares nothing', limit, async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const { Api } = load();
  const memory = new Api(OPTIONS);
  const other = new Api(OPTIONS);
  const stored = new Api({ ...OPTIONS, session: { storage: 'localStorage' } });
  await memory.session.get();
  const heard = listen(memory);
  await other.exchangeCode({ code: 'c' });
  await stored.exchangeCode({ code: 'd' });
  const tab = world.tab();
  const remote = new (tab.load().Api)({ ...OPTIONS, session: { storage: 'localStorage' } });
  await remote.exchangeCode({ code: 'e' });
  // A page may also clear its storage.
  for (const key of [...world.local.map.keys(), null]) {
    world.fire('storage', { key, oldValue: 'x', newValue: null, storageArea: world.local });
  }
  await settle();
  assert.deepEqual(heard, []);
  assert.equal(await memory.session.get(), null);
});

test('a session in sessionStorage is not notified of changes in localStorage', limit, async () => {
  const world = page();
  const api = await signedIn(world, { session: { storage: 'sessionStorage' } });
  const heard = listen(api);
  const remote = new (world.tab().load().Api)({ ...OPTIONS, session: { storage: 'localStorage' } });
  world.answers['/oauth2/token'] = tokens('b');
  await remote.exchangeCode({ code: 'of another' });
  await settle();
  assert.deepEqual(heard, []);
  assert.equal(await api.session.getAccessToken(), 'access-a');
});

test('different projects and clients do not notify each other', limit, async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const { Api } = load();
  const session = { storage: 'localStorage' };
  const api = new Api({ ...OPTIONS, session });
  await api.session.get();
  const heard = listen(api);
  for (const [index, other] of [{ projectId: 'other' }, { clientId: 7 }].entries()) {
    await new Api({ ...OPTIONS, session, ...other }).exchangeCode({ code: `c${index}` });
  }
  await settle();
  assert.deepEqual([heard, await api.session.get()], [[], null]);
});

// ---- The snapshot

test('current follows other instances and other tabs', limit, async () => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  world.answers['/oauth2/token'] = tokens();
  const options = { ...OPTIONS, session: { storage: 'localStorage' } };
  const { Api } = world.tab().load();
  const [one, two] = [new Api(options), new Api(options)];
  const three = new (world.tab().load().Api)(options);
  for (const api of [two, three]) assert.equal(await api.session.get(), null);
  const heard = listen(three);
  await one.exchangeCode({ code: 'c' });
  assert.equal(two.session.current?.accessToken, 'access-a');
  await world.pass(100);
  assert.equal(three.session.current?.accessToken, 'access-a');
  await three.session.logout();
  assert.equal(three.session.current, null);
  await world.pass(100);
  assert.deepEqual([one.session.current, two.session.current], [null, null]);
  assert.deepEqual(heard, ['access-a', null]);
});

test(
  'current is undefined until the session is known, then null or the tokens',
  limit,
  async () => {
    const world = page();
    const adapter = slowStorage(50);
    const options = { session: { storage: adapter } };
    const api = new (load().Api)({ ...OPTIONS, ...options });
    assert.equal(api.session.current, undefined);
    const seen = [];
    api.session.subscribe((value) => seen.push(value));
    assert.deepEqual(seen, [undefined]);
    await world.pass(5_000);
    assert.equal(api.session.current, null);
    assert.deepEqual(seen, [undefined, null]);
    world.answers['/oauth2/token'] = tokens();
    const call = api.exchangeCode({ code: 'c' });
    await world.pass(5_000);
    const given = await call;
    const { current } = api.session;
    assert.deepEqual({ ...current }, { ...given });
    assert.equal(seen.length, 3);
    assert.equal(seen[2], current);
  },
);

test('current is one frozen object until something changes', limit, async () => {
  const world = page();
  for (const storage of ['memory', 'localStorage']) {
    const api = await signedIn(world, { session: { storage } });
    const { current } = api.session;
    assert.equal(current.accessToken, 'access-a');
    assert.ok(Object.isFrozen(current));
    await api.session.get();
    await api.session.getAccessToken();
    world.fire('storage', { key: 'mine', storageArea: world.local });
    await settle();
    assert.equal(api.session.current, current);
    world.answers['/oauth2/token'] = tokens('b');
    const call = api.refresh();
    await world.pass(1_000);
    await call;
    assert.notEqual(api.session.current, current);
    assert.equal(api.session.current.accessToken, 'access-b');
    assert.equal(current.accessToken, 'access-a');
  }
});

test('subscribe follows the store contract', limit, async () => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  const api = await signedIn(world);
  // Detached from its object, as frameworks use it.
  const { subscribe } = api.session;
  const seen = [];
  const run = (value) => seen.push(value);
  const ends = [subscribe(run), subscribe(run)];
  // Called immediately, and for each subscription.
  assert.deepEqual(seen.splice(0), [api.session.current, api.session.current]);
  let calls = 0;
  subscribe(() => {
    if (calls++) throw new Error('a subscriber');
  });
  world.answers['/oauth2/token'] = tokens('b');
  await api.refresh();
  assert.deepEqual(seen.splice(0), [api.session.current, api.session.current]);
  ends[0]();
  ends[0]();
  await api.session.logout();
  assert.deepEqual(seen.splice(0), [null]);
  ends[1]();
  await api.exchangeCode({ code: 'again' });
  assert.deepEqual(seen, []);
  for (const value of [undefined, null, 5, {}]) {
    assert.throws(() => subscribe(value), { name: 'SDKError', kind: 'argument' });
  }
});

for (const [what, place] of Object.entries(PLACES)) {
  test(`a listener added during a change is called once (${what})`, limit, async () => {
    const world = page();
    world.answers['/oauth2/token'] = tokens('a');
    const { Api } = load();
    const options = { ...OPTIONS, session: { storage: place() } };
    const apis = [new Api(options), new Api(options), new Api(options)];
    for (const api of apis) assert.equal(await api.session.get(), null);
    const heard = [];
    const others = [];
    const end = apis[1].session.onChange(() => {
      end();
      for (const api of apis) {
        api.session.subscribe((tokens) => heard.push(tokens?.accessToken));
        api.session.onChange((tokens) => others.push(tokens?.accessToken));
      }
    });
    await apis[0].exchangeCode({ code: 'c' });
    assert.deepEqual([heard, others], [['access-a', 'access-a', 'access-a'], []]);
    world.answers['/oauth2/token'] = tokens('b');
    const call = apis[0].refresh();
    await world.pass(10_000);
    await call;
    const after = ['access-b', 'access-b', 'access-b'];
    assert.deepEqual([heard.slice(3), others], [after, after]);
  });
}

test('a listener that another one removes during a change is not called', limit, async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens('a');
  const { Api } = load();
  const options = { ...OPTIONS, session: { storage: 'localStorage' } };
  const apis = [new Api(options), new Api(options)];
  for (const api of apis) assert.equal(await api.session.get(), null);
  const heard = [];
  const ends = apis.map((api, index) =>
    api.session.onChange(() => {
      heard.push(index);
      ends.forEach((end) => end());
    }),
  );
  await apis[0].exchangeCode({ code: 'c' });
  assert.equal(heard.length, 1);
});

test('useSyncExternalStore renders once for each change, and never in a loop', limit, async () => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  const { Api } = load();
  const api = new Api({ ...OPTIONS, session: { storage: 'localStorage' } });
  await api.session.get();
  // What React does: it compares the snapshots, and renders if they differ.
  const rendered = [];
  const snapshot = () => api.session.current;
  const render = () => rendered.push(snapshot()?.accessToken ?? snapshot());
  let shown = snapshot();
  const changed = () => {
    assert.equal(snapshot(), snapshot());
    if (Object.is(shown, snapshot())) return;
    shown = snapshot();
    render();
  };
  const end = api.session.subscribe(changed);
  assert.deepEqual(rendered, []);
  world.answers['/oauth2/token'] = tokens('a');
  await api.exchangeCode({ code: 'c' });
  world.answers['/oauth2/token'] = tokens('b');
  const call = api.refresh();
  await world.pass(1_000);
  await call;
  await api.session.logout();
  await settle();
  assert.deepEqual(rendered, ['access-a', 'access-b', null]);
  end();
});

test("a listener cannot change the session's tokens", limit, async () => {
  const world = page();
  const api = await signedIn(world);
  api.session.onChange((tokens) => {
    try {
      tokens.accessToken = 'changed';
    } catch {
      // The tokens are frozen.
    }
  });
  world.answers['/oauth2/token'] = tokens('b');
  await api.refresh();
  assert.equal(api.session.current?.accessToken, 'access-b');
  assert.equal(await api.session.getAccessToken(), 'access-b');
});

// ---- A tab that is duplicated

// If all ran at once, they would delay each other's claims beyond the limit.
describe('in Chromium', { concurrency: 2 }, () => {
  const options = { session: { storage: 'sessionStorage' } };

  /** Opens a tab in which somebody is signed in, and its copy. */
  const copied = async (more) => {
    const game = await site(more);
    const one = await game.open('/', options);
    await signIn(one);
    const [two] = await Promise.all([
      game.context.waitForEvent('page'),
      one.evaluate(() => void open('/copy')),
    ]);
    await two.waitForURL(/copy/);
    await two.waitForFunction(() => 'XsollaLogin' in window);
    await game.prepare(two, options);
    // The copy has the same session.
    assert.deepEqual(await accessToken(two), await accessToken(one));
    return { game, one, two };
  };

  for (const [what, later] of [
    ['that is in use', false],
    ['that was used', true],
  ]) {
    for (const first of ['the first', 'the copy']) {
      test(`if ${first} refreshes, the other tab sends no token ${what}`, limit, async () => {
        const { game, one, two } = await copied({ delay: 1_000 });
        const [sender, other] = first === 'the first' ? [one, two] : [two, one];
        const call = refresh(sender);
        if (later) await call;
        else await game.refreshed(1);
        const ends = await Promise.all([
          call,
          other.evaluate(() => ended(api.refresh({}, { timeout: 5_000 }))),
        ]);
        assert.equal(ends[0].value?.accessToken, 'access-2');
        assert.deepEqual([game.books.refreshes, game.books.reused], [['refresh-1'], 0]);
        // The tab that has refreshed is signed in, and stays so.
        assert.deepEqual(await accessToken(sender), { value: 'access-2' });
        assert.ok(game.books.isLive('access-2'));
      });
    }
  }

  test('a tab and its copy that refresh at the same time send one request', limit, async () => {
    const { game, one, two } = await copied({ delay: 300 });
    const ends = await Promise.all(
      [one, two].map((page) => page.evaluate(() => ended(api.refresh({}, { timeout: 5_000 })))),
    );
    assert.deepEqual([game.books.refreshes.length, game.books.reused], [1, 0]);
    assert.ok(ends.some(({ value }) => value?.accessToken === 'access-2'));
  });
});
