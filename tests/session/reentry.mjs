// Storages that fail halfway leave no tokens behind, and functions that a page has wrapped may read
// the session in the middle of the package's work. Empty responses do not sign in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, OPTIONS, page, signedIn, storage, tokens, wait } from './world.mjs';
import { within } from './world.mjs';

const limit = { timeout: 10_000 };
const KEY = 'xsolla-login-wasm/session/project/42';
const BACK = 'https://game.example/back';
const MINUTE = 60_000;
const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const secrets = (place) =>
  [...place.map.values()].filter((value) => /access-|refresh-/.test(value));

// ---- A write that fails halfway

for (const name of ['localStorage', 'sessionStorage', 'an adapter', 'an adapter that is late']) {
  test(`a failed write of the current key leaves no tokens behind (${name})`, limit, async () => {
    for (const before of [false, true]) {
      const world = page();
      world.answers['/oauth2/logout'] = 204;
      world.answers['/oauth2/token'] = tokens('before');
      const place = globalThis[name] ?? storage();
      const works = place.setItem;
      const late = name === 'an adapter that is late';
      const adapter = { map: place.map };
      for (const method of ['getItem', 'setItem', 'removeItem']) {
        adapter[method] = late
          ? async (...args) => (await wait(5), place[method](...args))
          : (...args) => place[method](...args);
      }
      const session = { storage: globalThis[name] ? name : adapter };
      const api = start({ session, timeout: 0 });
      if (before) await api.exchangeCode({ code: 'before' });
      place.setItem = (key, value) => (key === KEY ? full() : works(key, value));
      world.answers['/oauth2/token'] = tokens();
      const { value } = await within(world, MINUTE, api.exchangeCode({ code: 'c' }));
      assert.deepEqual([value?.accessToken, value?.persisted], ['access-a', false]);
      assert.deepEqual(secrets(place), []);
      // It stays signed in as long as the page exists.
      const { value: token } = await within(world, MINUTE, api.session.getAccessToken());
      assert.equal(token, 'access-a');
      await within(world, MINUTE, api.session.logout());
      assert.deepEqual(secrets(place), []);
      place.setItem = works;
      const again = await within(world, MINUTE, start({ session }).session.get());
      assert.equal(again.value, null);
    }
  });
}

test('no tokens are left if only the second new key does not fit', limit, async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const place = storage();
  const { setItem } = place;
  place.setItem = (key, value) =>
    place.map.size && !place.map.has(key) ? full() : setItem(key, value);
  const api = start({ session: { storage: place } });
  assert.equal((await api.exchangeCode({ code: 'c' })).persisted, false);
  assert.deepEqual(secrets(place), []);
});

// ---- What a page calls back

const EVENTS = {
  storage: { key: null },
  pageshow: { persisted: true },
  online: {},
};

for (const [type, event] of Object.entries(EVENTS)) {
  test(`a page may dispatch ${type} while one is being handled`, limit, async () => {
    const world = page();
    world.answers['/oauth2/token'] = tokens();
    world.answers['/oauth2/logout'] = 204;
    const api = start({ session: { storage: 'localStorage' } });
    let left = 0;
    let inTheMiddle = 0;
    const heard = () => {
      left = 5;
      world.fire(type, event);
      inTheMiddle = 5 - left;
      left = 20;
    };
    const dispatch = () => {
      if (left === 0) return;
      left -= 1;
      world.fire(type, event);
    };
    // Each read of the clock dispatches one, and so does the listener for changes.
    const { now } = performance;
    performance.now = () => (dispatch(), now());
    api.session.subscribe(dispatch);
    const waiting = api.session.get();
    heard();
    assert.equal((await within(world, MINUTE, waiting)).value, null);
    const { value } = await within(world, MINUTE, api.exchangeCode({ code: 'c' }));
    assert.equal(value?.accessToken, 'access-a');
    assert.ok(!(await within(world, MINUTE, api.session.logout())).error);
    assert.equal(api.session.current, null);
    assert.ok(inTheMiddle > 0);
  });
}

for (const [what, removeEventListener] of Object.entries({
  'does nothing': () => {},
  throws: () => {
    throw new Error('mine');
  },
})) {
  test(`an event after a session has ended is harmless: removing ${what}`, limit, async () => {
    const kept = [];
    const addEventListener = (type, listener) => void kept.push([type, listener]);
    const document = { addEventListener, removeEventListener };
    const world = page({ addEventListener, removeEventListener, document });
    const api = await signedIn(world, { session: { storage: 'localStorage' } });
    const before = kept.length;
    assert.ok(before > 0);
    api.updateConfig({ session: { storage: 'sessionStorage' } });
    assert.equal(await api.session.get(), null);
    world.answers['/login'] = () => wait(50).then(() => ({ login_url: BACK }));
    const call = api.login({ credentials: {} });
    for (const [type, listener] of kept.slice(0, before)) listener({ type, ...EVENTS[type] });
    assert.deepEqual(await call, { login_url: BACK });
    assert.equal(await api.session.get(), null);
  });
}

for (const [whose, known] of [
  ['its own instance', true],
  ['its own instance', false],
  ['another instance', true],
  ['another instance', false],
]) {
  const signed = known ? 'in' : 'out';
  test(`a listener may switch ${whose} to a project that is signed ${signed}`, limit, async () => {
    const world = page();
    const { Api } = load();
    const session = { storage: 'localStorage' };
    const other = new Api({ ...OPTIONS, projectId: 'other', session });
    world.answers['/oauth2/token'] = tokens('other');
    if (known) await other.exchangeCode({ code: 'of the other' });
    else await other.session.get();
    const api = new Api({ ...OPTIONS, session });
    const switched = whose === 'its own instance' ? api : new Api({ ...OPTIONS, session });
    for (const one of [api, switched]) await one.session.get();
    let switches = 0;
    api.session.onChange(() => {
      if (switches++ === 0) switched.updateConfig({ projectId: 'other' });
    });
    const [heard, changes] = [[], []];
    switched.session.subscribe((kept) => heard.push(kept?.accessToken ?? kept));
    switched.session.onChange((kept) => changes.push(kept?.accessToken ?? kept));
    world.answers['/oauth2/token'] = tokens();
    // Whoever was used last is notified last.
    await within(world, MINUTE, switched.exchangeCode({ code: 'c' }));
    const expected = known ? 'access-other' : null;
    assert.deepEqual([heard, changes], [[null, expected], [expected]]);
    assert.equal(switched.session.current?.accessToken ?? null, expected);
  });
}

for (const [what, request] of Object.entries({
  'at once': (run) => run({}),
  'twice at once': (run) => (run({}), run({})),
  'again when it has ended': (run) => {
    const held = run({});
    held.then(() => run({}));
    return held;
  },
})) {
  test(`a refresh works if a lock calls back ${what}`, limit, async () => {
    const world = page({
      navigator: { locks: { request: async (...args) => request(args.at(-1)) } },
    });
    const api = await signedIn(world, { session: { storage: 'localStorage' } });
    world.answers['/oauth2/token'] = tokens('b');
    // Without the three seconds that it waits for a lock that another tab holds.
    const { value } = await within(world, 2_500, api.refresh());
    assert.equal(value?.accessToken, 'access-b');
    await wait(10);
    assert.equal(await api.session.getAccessToken(), 'access-b');
    assert.equal(world.sent.length, 1);
  });
}

// ---- What a page has wrapped

/** Reads the session of each `Api`, and checks that this never threw. */
const looker = (apis) => {
  const seen = [];
  let looking = false;
  const look = () => {
    // Reading it may need a read of the storage, which calls this again.
    if (looking) return;
    looking = true;
    for (const api of apis) {
      try {
        seen.push(api.session.current);
      } catch (error) {
        seen.push(error);
      }
    }
    looking = false;
  };
  const check = () => {
    assert.ok(seen.length > 0, 'it was never called');
    for (const one of seen) assert.ok(!(one instanceof Error), String(one));
  };
  return { look, check };
};

/** Uses a first `Api` and a second one of the same package while `wrap` is in place. */
const work = async (wrap, session) => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  world.answers['/oauth2/token'] = tokens();
  const { Api } = load();
  const apis = [new Api({ ...OPTIONS, projectId: 'other', session })];
  const { look, check } = looker(apis);
  wrap(world, look);
  const api = new Api({ ...OPTIONS, session });
  apis.push(api);
  const end = api.session.subscribe(() => {});
  assert.equal((await within(world, MINUTE, api.session.get())).value, null);
  const { value } = await within(world, MINUTE, api.exchangeCode({ code: 'c' }));
  assert.equal(value?.accessToken, 'access-a');
  world.answers['/oauth2/token'] = tokens('b');
  const refreshed = await within(world, MINUTE, api.refresh());
  assert.equal(refreshed.value?.accessToken, 'access-b');
  assert.ok(!(await within(world, MINUTE, api.session.logout())).error);
  assert.equal(api.session.current, null);
  end();
  for (const one of apis) {
    assert.equal((await within(world, MINUTE, one.session.get())).value, null);
  }
  check();
};

const WRAPS = {
  addEventListener: (world, look) => {
    const works = globalThis.addEventListener;
    globalThis.addEventListener = (...args) => (look(), works(...args));
  },
  fetch: (world, look) => {
    const works = globalThis.fetch;
    globalThis.fetch = (...args) => (look(), works(...args));
  },
  setTimeout: (world, look) => {
    const works = globalThis.setTimeout;
    globalThis.setTimeout = (...args) => (look(), works(...args));
  },
};
for (const method of ['getItem', 'setItem', 'removeItem']) {
  WRAPS[`Storage.${method}`] = (world, look) => {
    for (const place of [world.local, world.session]) {
      const works = place[method];
      place[method] = (...args) => (look(), works(...args));
    }
  };
}

for (const [what, wrap] of Object.entries(WRAPS)) {
  for (const name of ['localStorage', 'sessionStorage']) {
    test(`a wrapped ${what} may read the session (${name})`, limit, async () => {
      await work(wrap, { storage: name });
    });
  }
}

test('getItem may read the session that is being read', limit, async () => {
  const world = page();
  const api = await signedIn(world, { session: { storage: 'localStorage' } });
  const { Api } = load();
  const again = new Api({ ...OPTIONS, session: { storage: 'localStorage' } });
  const { look, check } = looker([again, api]);
  const works = world.local.getItem;
  world.local.getItem = (key) => {
    look();
    return works(key);
  };
  assert.equal((await within(world, MINUTE, again.session.get())).value?.accessToken, 'access-a');
  assert.equal(again.session.current?.accessToken, 'access-a');
  check();
});

// ---- Empty responses

const EMPTY = {
  'an empty object': {},
  'an empty string': '',
  null: 'null',
  'an empty array': '[]',
  'a 204': 204,
  'an empty login_url': { login_url: '' },
};

for (const [what, answer] of Object.entries(EMPTY)) {
  test(`silentSignIn rejects with kind response if the response is ${what}`, limit, async () => {
    for (const mode of [{}, { is_oauth2: false, clientId: undefined }]) {
      const world = page();
      world.answers['/sso'] = answer;
      const api = start(mode);
      const { error } = await within(world, MINUTE, api.silentSignIn());
      assert.deepEqual([error?.name, error?.kind], ['SDKError', 'response']);
      assert.equal(await api.session.get(), null);
      // The next response that is not empty signs in.
      world.answers['/sso'] = ({ url }) => ({
        login_url: `${BACK}?code=d&state=${url.searchParams.get('state')}`,
      });
      if (mode.is_oauth2 === false) continue;
      world.answers['/oauth2/token'] = tokens();
      const { value } = await within(world, MINUTE, api.silentSignIn());
      assert.equal(value?.signedIn, true);
      assert.equal((await api.session.get())?.accessToken, 'access-a');
    }
  });
}
