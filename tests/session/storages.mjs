// Storages that are full, blocked, slow or missing: nothing falls back silently.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { failing, held, load, OPTIONS, page, signedIn, storage, tokens, wait } from './world.mjs';
import { within } from './world.mjs';

const limit = { timeout: 10_000 };
const LOCAL = { session: { storage: 'localStorage' } };
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const never = () => new Promise(() => {});
const refuse = () => {
  throw new Error('secret');
};
/** Fails as a browser does if there is no room. */
const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};
const thrown = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
};

/** An adapter whose methods a test can change later. */
const changing = () => Object.create(storage());

/** Alice is signed in; then `break_` breaks the storage. */
const alice = async (name, break_) => {
  const world = page();
  const adapter = name === 'an adapter' ? changing() : undefined;
  const options = { session: { storage: adapter ?? name } };
  const api = await signedIn(world, options, tokens('alice'));
  const place = adapter ?? globalThis[name];
  break_(place);
  world.answers['/oauth2/token'] = tokens('bob');
  return { world, api, options, place };
};

test('a sign-in during a read of another tab signs nobody out there', limit, async () => {
  const world = page();
  const place = storage();
  let count = 0;
  world.answers['/oauth2/token'] = () => tokens(`n${++count}`);
  const [{ Api: One }, { Api: Two }] = [world.tab().load(), world.tab().load()];
  const one = new One({ ...OPTIONS, session: { storage: place } });
  await one.exchangeCode({ code: 'first' });
  let signIns = 0;
  const adapter = {
    getItem: async (key) => {
      const value = place.getItem(key);
      if (!key.includes('/project/42/') && signIns > 0) {
        // Between the read of the current session and that of its tokens.
        signIns--;
        await one.exchangeCode({ code: `again ${count}` });
      }
      return value;
    },
    setItem: async (key, value) => place.setItem(key, value),
    removeItem: async (key) => place.removeItem(key),
  };
  const two = new Two({ ...OPTIONS, session: { storage: adapter } });
  assert.equal(await two.session.getAccessToken(), 'access-n1');
  const heard = [];
  two.session.onChange((kept) => heard.push(kept?.accessToken));
  for (const [times, token] of [
    [1, 'access-n2'],
    [3, 'access-n5'],
  ]) {
    signIns = times;
    assert.equal(await two.session.getAccessToken(), token);
  }
  assert.deepEqual(heard, ['access-n2', 'access-n5']);
  // A session that has lost its tokens is over.
  for (const key of [...place.map.keys()]) {
    if (key.includes('/project/42/')) place.removeItem(key);
  }
  assert.equal(await two.session.getAccessToken(), null);
});

for (const name of ['localStorage', 'sessionStorage', 'an adapter']) {
  test(`a sign-in that cannot be stored removes the old session (${name})`, limit, async () => {
    const { api, options, place } = await alice(name, (place) => (place.setItem = full));
    const heard = [];
    api.session.onChange((tokens) => heard.push(tokens));
    const result = await api.exchangeCode({ code: 'of bob' });
    assert.deepEqual([result.accessToken, result.persisted], ['access-bob', false]);
    assert.deepEqual(
      heard.map(({ accessToken, persisted }) => [accessToken, persisted]),
      [['access-bob', false]],
    );
    assert.equal(await api.session.getAccessToken(), 'access-bob');
    // After a reload nobody may be signed in, but never Alice.
    assert.equal(await start(options).session.get(), null);
    assert.ok(![...place.map.values()].join().includes('alice'));
  });
}

test('a storage that the app fills after the sign-in', limit, async () => {
  const { world, api, options } = await alice('localStorage', (place) => (place.setItem = full));
  assert.equal(await api.session.getAccessToken(), 'access-alice');
  world.skip(3_600_000);
  const sent = world.sent.length;
  const error = await failing(api.session.getAccessToken());
  assert.deepEqual([error.kind, world.sent.length], ['environment', sent]);
  // A new sign-in lasts as long as the page, and refreshes.
  const { accessToken, persisted } = await api.exchangeCode({ code: 'of bob' });
  assert.deepEqual([accessToken, persisted], ['access-bob', false]);
  world.skip(3_600_000);
  world.answers['/oauth2/token'] = tokens('bob2');
  assert.equal(await api.session.getAccessToken(), 'access-bob2');
  assert.equal(await start(options).session.get(), null);
});

/** A promise that a test resolves. */
const gate = () => {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { opened, open };
};

test('a sign-in is not reported as stored because the previous one was', limit, async () => {
  const { world, api, options, place } = await alice('an adapter', () => {});
  const store = place.setItem;
  const writes = { bob: [gate(), gate()], carol: [gate(), gate()] };
  place.setItem = async (key, value) => {
    const name = Object.keys(writes).find((name) => value.includes(name));
    if (name) {
      const [begun, goOn] = writes[name];
      begun.open();
      await goOn.opened;
    }
    if (name === 'carol') full();
    return store.call(place, key, value);
  };
  const signIn = async (name) => {
    world.answers['/oauth2/token'] = tokens(name);
    const result = api.exchangeCode({ code: `of ${name}` });
    const [begun] = writes[name];
    await begun.opened;
    return { result };
  };
  const bob = await signIn('bob');
  const carol = await signIn('carol');
  assert.equal((await failing(bob.result)).kind, 'state');
  let isOver = false;
  carol.result.then(() => (isOver = true));
  writes.bob[1].open();
  await wait(50);
  assert.equal(isOver, false);
  writes.carol[1].open();
  const { accessToken, persisted } = await carol.result;
  assert.deepEqual([accessToken, persisted], ['access-carol', false]);
  assert.equal(await start(options).session.get(), null);
  assert.doesNotMatch([...place.map.values()].join(), /alice|bob|carol/);
});

test('a session that the storage refused is refreshed in memory', limit, async () => {
  const { world, api, options, place } = await alice('an adapter', () => {});
  const store = place.setItem;
  place.setItem = full;
  assert.equal((await api.exchangeCode({ code: 'of bob' })).persisted, false);
  place.setItem = store;
  world.answers['/oauth2/token'] = tokens('bob-2');
  assert.equal((await api.refresh()).accessToken, 'access-bob-2');
  const { accessToken, persisted } = api.session.current;
  assert.deepEqual([accessToken, persisted], ['access-bob-2', false]);
  assert.equal(await start(options).session.get(), null);
  world.answers['/oauth2/token'] = tokens('bob-3');
  await api.refresh();
  const sentTokens = world.sent.map((request) => request.form().refresh_token).filter(Boolean);
  assert.deepEqual(sentTokens, ['refresh-bob', 'refresh-bob-2']);
});

test("a refresh that cannot be stored leaves another tab's new session alone", limit, async () => {
  const { world, api, options, place } = await alice('an adapter', () => {});
  const elsewhere = storage();
  world.answers['/oauth2/token'] = tokens('carol');
  await start({ session: { storage: elsewhere } }).exchangeCode({ code: 'of carol' });
  const store = place.setItem;
  place.setItem = (key, value) => {
    if (!value.includes('alice-2')) return store.call(place, key, value);
    // The other tab signs in at this moment.
    for (const [other, stored] of elsewhere.map) place.map.set(other, stored);
    return full();
  };
  world.answers['/oauth2/token'] = tokens('alice-2');
  await api.refresh();
  assert.equal((await api.session.get()).accessToken, 'access-carol');
  assert.equal((await start(options).session.get()).accessToken, 'access-carol');
});

test('logout resolves when the storage is cleared, even if it is called twice', limit, async () => {
  const { world, api, place } = await alice('an adapter', () => {});
  world.answers['/oauth2/logout'] = 204;
  const remove = place.removeItem;
  const cleared = gate();
  place.removeItem = async (key) => {
    await cleared.opened;
    return remove.call(place, key);
  };
  let left = 2;
  const calls = [api.session.logout(), api.session.logout()].map((call) => call.then(() => left--));
  await wait(50);
  assert.equal(left, 2);
  cleared.open();
  await Promise.all(calls);
  assert.equal(place.map.size, 0);
});

test('tokens that were stored have no persisted property', limit, async () => {
  const api = await signedIn(page(), LOCAL);
  const kept = await api.session.get();
  assert.ok(!Object.hasOwn(kept, 'persisted'));
  assert.ok(!Object.hasOwn(await start(LOCAL).session.get(), 'persisted'));
  const memory = await signedIn(page());
  assert.ok(!Object.hasOwn(await memory.session.get(), 'persisted'));
});

test(
  'a sign-in rejects if the old session can neither be replaced nor removed',
  limit,
  async () => {
    const { api, options } = await alice('an adapter', (place) => {
      place.setItem = full;
      place.removeItem = refuse;
    });
    const error = await failing(api.exchangeCode({ code: 'of bob' }));
    assert.equal(error.kind, 'environment');
    assert.doesNotMatch(inspect(error, { showHidden: true, depth: 9 }), /secret/);
    // The page and a reload agree.
    const [here, reloaded] = [await api.session.get(), await start(options).session.get()];
    assert.equal(here?.accessToken, reloaded?.accessToken);
  },
);

test('a refresh that cannot be stored leaves no used refresh token behind', limit, async () => {
  for (const name of ['localStorage', 'an adapter']) {
    let blocked = false;
    const { world, api, options } = await alice(name, (place) => {
      const { setItem } = place;
      place.setItem = (key, value) => (blocked ? full() : setItem(key, value));
    });
    world.answers['/oauth2/token'] = () => {
      blocked = true;
      return Response.json(tokens('b'));
    };
    const { value } = await within(world, 12_000, api.refresh());
    assert.deepEqual([value?.accessToken, value?.persisted], ['access-b', false]);
    const again = start(options);
    await within(world, 60_000, again.refresh());
    await within(world, 60_000, again.session.getAccessToken());
    assert.equal(world.sent.length, 1, name);
    assert.equal(await api.session.getAccessToken(), 'access-b');
  }
});

// ---- Options

for (const name of ['storage', 'flowStorage']) {
  test(`an invalid session.${name} option is refused by name`, limit, () => {
    page();
    const half = { getItem() {}, setItem() {} };
    const word = name === 'storage' ? 'indexedDB' : 'cookie';
    for (const value of ['localstorage', word, 5, true, {}, [], half, () => {}, Symbol('x')]) {
      const session = { [name]: value };
      const error = thrown(() => start({ session }));
      assert.deepEqual([error.name, error.kind], ['SDKError', 'config'], inspect(value));
      assert.ok(error.message.includes(`session.${name}`), error.message);
      const api = start();
      assert.equal(thrown(() => api.updateConfig({ session })).kind, 'config');
    }
  });
}

test('every valid storage option is accepted', limit, async () => {
  const world = page();
  class Inherited extends Map {
    getItem = (key) => this.get(key) ?? null;
    setItem(key, value) {
      this.set(key, value);
    }
    removeItem(key) {
      this.delete(key);
    }
  }
  for (const value of ['sessionStorage', 'localStorage', new Inherited(), world.local]) {
    start({ session: { storage: value, flowStorage: value } });
  }
  start({ session: { storage: 'memory' } });
  start({ session: {} });
  start({ session: { storage: undefined, flowStorage: undefined } });
});

/** Ways in which a browser keeps its storages from a page. */
const WITHHELD = {
  throws: () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
  'is null': () => null,
};

for (const [what, get] of Object.entries(WITHHELD)) {
  for (const name of ['sessionStorage', 'localStorage']) {
    test(`a session lasts as long as the page if ${name} ${what}`, limit, async () => {
      const world = page();
      for (const each of ['sessionStorage', 'localStorage']) {
        Object.defineProperty(globalThis, each, { get, configurable: true });
      }
      world.answers['/oauth2/token'] = tokens();
      world.answers['/oauth2/logout'] = 204;
      const api = start({ session: { storage: name } });
      const heard = [];
      api.session.onChange((current) => heard.push(current?.persisted));
      const result = await api.exchangeCode({ code: 'c' });
      assert.deepEqual([result.accessToken, result.persisted], ['access-a', false]);
      assert.equal(await api.session.getAccessToken(), 'access-a');
      world.answers['/oauth2/token'] = tokens('b');
      assert.equal((await api.refresh()).accessToken, 'access-b');
      await api.session.logout();
      assert.equal(api.session.current, null);
      assert.deepEqual(heard, [false, false, undefined]);
    });
  }
}

test(
  'a sign-out is not successful if the storage is withheld since the sign-in',
  limit,
  async () => {
    const world = page();
    world.answers['/oauth2/token'] = tokens();
    world.answers['/oauth2/logout'] = 204;
    const api = start({ session: { storage: 'localStorage' } });
    await api.exchangeCode({ code: 'c' });
    const get = WITHHELD.throws;
    Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });
    const { error } = await within(world, 60_000, api.session.logout());
    assert.equal(error?.kind, 'environment');
    assert.equal(api.session.current, null);
  },
);

// ---- Flows

const BLOCKED = {
  'is missing': undefined,
  'is forbidden': storage(),
  'is full': storage(),
};
for (const method of ['getItem', 'setItem', 'removeItem', 'key']) {
  BLOCKED['is forbidden'][method] = refuse;
}
BLOCKED['is full'].setItem = full;

for (const [what, blocked] of Object.entries(BLOCKED)) {
  test(`authorize does not navigate if the storage ${what}`, limit, async () => {
    const world = page({ sessionStorage: blocked, localStorage: blocked });
    world.answers['/login_url'] = { url: 'https://google.example/' };
    for (const flowStorage of ['sessionStorage', 'localStorage', undefined]) {
      const api = start({ session: { flowStorage } });
      for (const args of [undefined, { provider: 'google' }]) {
        const error = await failing(api.authorize(args));
        assert.deepEqual([error.name, error.kind], ['SDKError', 'environment']);
        assert.equal((await failing(api.createAuthorizationUrl(args))).kind, 'environment');
      }
    }
    assert.deepEqual(world.moves, []);
  });
}

test('without a page, a flow is kept in memory', limit, async () => {
  const world = page({ location: undefined, history: undefined, sessionStorage: undefined });
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const { state } = await api.createAuthorizationUrl();
  const address = `https://game.example/back?code=c&state=${state}`;
  assert.equal((await api.handleRedirectCallback(address)).accessToken, 'access-a');
});

test('a flow can be in an adapter, which another page reads', limit, async () => {
  const world = page({ sessionStorage: undefined });
  world.answers['/oauth2/token'] = tokens();
  const session = { flowStorage: storage() };
  const { state } = await start({ session }).createAuthorizationUrl();
  const address = `https://game.example/back?code=c&state=${state}`;
  const { value } = await within(world, 6_000, start({ session }).handleRedirectCallback(address));
  assert.equal(value?.accessToken, 'access-a');
});

// ---- Adapters

class Private {
  #map = new Map();
  getItem(key) {
    return this.#map.get(key) ?? null;
  }
  setItem(key, value) {
    this.#map.set(key, value);
  }
  removeItem(key) {
    this.#map.delete(key);
  }
}

const plain = () => ({
  entries: {},
  getItem(key) {
    return this.entries[key] ?? null;
  },
  setItem(key, value) {
    this.entries[key] = value;
  },
  removeItem(key) {
    delete this.entries[key];
  },
});

for (const [what, make] of [
  ['an instance with private fields', () => new Private()],
  ['a plain object that keeps its entries in itself', plain],
  ['a frozen object', () => Object.freeze(plain())],
  ['an object with a prototype', () => Object.create(plain())],
]) {
  test(`the methods of an adapter are called on the adapter itself: ${what}`, limit, async () => {
    const world = page();
    const adapter = make();
    const options = { session: { storage: adapter } };
    const api = await signedIn(world, options);
    assert.deepEqual(await start(options).session.get(), await api.session.get());
    world.answers['/oauth2/token'] = tokens('b');
    const { value } = await within(world, 12_000, api.refresh());
    assert.equal(value?.accessToken, 'access-b');
    assert.ok(!Object.hasOwn(value, 'persisted'));
    world.answers['/oauth2/logout'] = 204;
    await api.session.logout();
    assert.equal(await start(options).session.get(), null);
  });
}

test('the methods of an adapter are called on it, with strings', limit, async () => {
  const world = page();
  const calls = [];
  const map = new Map();
  const adapter = {};
  for (const name of ['getItem', 'setItem', 'removeItem']) {
    adapter[name] = function (...args) {
      calls.push([this, ...args]);
      if (name === 'getItem') return map.get(args[0]) ?? null;
      if (name === 'setItem') return void map.set(...args);
      return void map.delete(args[0]);
    };
  }
  const api = await signedIn(world, { session: { storage: adapter } });
  await api.session.get();
  assert.ok(calls.length > 1);
  for (const [self, ...args] of calls) {
    assert.equal(self, adapter);
    assert.ok(args.every((arg) => typeof arg === 'string'));
    assert.ok(args[0].startsWith('xsolla-login-wasm/session/project/42'), args[0]);
  }
  // A method that an app replaces later is the one that is called.
  adapter.getItem = () => null;
  assert.equal(await start({ session: { storage: adapter } }).session.get(), null);
});

const hanging = (...names) => {
  const adapter = changing();
  adapter.hang = () => names.forEach((name) => (adapter[name] = never));
  return adapter;
};

const CALLS = {
  refresh: [['getItem'], (api, options) => api.refresh({}, options)],
  getUser: [['getItem'], (api, options) => api.getUser(undefined, options)],
  exchangeCode: [
    ['setItem', 'removeItem'],
    (api, options) => api.exchangeCode({ code: 'd' }, options),
  ],
  logout: [['getItem', 'removeItem'], (api, options) => api.session.logout('sso', options)],
  completeLogin: [
    ['setItem', 'removeItem'],
    (api, options) => api.completeLogin({ login_url: 'https://game.example/?token=t' }, options),
  ],
};

for (const [name, [methods, call]] of Object.entries(CALLS)) {
  for (const [what, options, check] of [
    ['its timeout', () => ({ timeout: 100 }), (error) => assert.equal(error?.kind, 'timeout')],
    [
      'its signal',
      () => {
        const controller = new AbortController();
        void wait(100).then(() => controller.abort('enough'));
        return { signal: controller.signal };
      },
      (error) => assert.equal(error, 'enough'),
    ],
  ]) {
    test(`a storage that hangs does not block ${name} longer than ${what}`, limit, async () => {
      const world = page();
      const adapter = hanging(...methods);
      // The calls run on a fresh copy of the page, which knows nothing yet.
      const session = { storage: adapter };
      await signedIn(world, { session, is_oauth2: false });
      world.answers['/oauth2/logout'] = 204;
      const api = start({ session, is_oauth2: false });
      adapter.hang();
      check((await within(world, 200, call(api, options()))).error);
    });
  }
}

test('a flow storage that hangs does not block authorize and its callback', limit, async () => {
  const world = page();
  const adapter = hanging('getItem', 'setItem', 'removeItem');
  const api = start({ session: { flowStorage: adapter } });
  const { state } = await api.createAuthorizationUrl();
  adapter.hang();
  const address = `https://game.example/back?code=c&state=${state}`;
  for (const call of [
    (options) => api.authorize({}, options),
    (options) => api.createAuthorizationUrl({}, options),
    (options) => api.handleRedirectCallback(address, options),
  ]) {
    const { error } = await within(world, 200, call({ timeout: 100 }));
    assert.equal(error?.kind, 'timeout');
    const controller = new AbortController();
    const aborted = within(world, 200, call({ signal: controller.signal }));
    controller.abort('enough');
    assert.equal((await aborted).error, 'enough');
  }
  assert.deepEqual([world.moves, world.sent], [[], []]);
});

test('a storage that hangs rejects with kind environment and signs nobody out', limit, async () => {
  const world = page();
  const adapter = hanging('getItem');
  await signedIn(world, { session: { storage: adapter } });
  const api = start({ session: { storage: adapter } });
  adapter.hang();
  const { error } = await within(world, 12_000, api.session.getAccessToken());
  assert.deepEqual([error?.name, error?.kind], ['SDKError', 'environment']);
  assert.equal((await within(world, 12_000, api.session.get())).error?.kind, 'environment');
  assert.equal(world.sent.length, 0);
});

for (const answer of [5, true, {}, [], new String('{}'), 0n]) {
  test(
    `an adapter that returns ${inspect(answer)} causes an error that names it`,
    limit,
    async () => {
      const world = page();
      const adapter = { ...storage(), getItem: () => answer };
      const api = start({ session: { storage: adapter } });
      for (const call of [() => api.session.get(), () => api.session.getAccessToken()]) {
        const { error } = await within(world, 12_000, call());
        assert.deepEqual([error?.name, error?.kind], ['SDKError', 'environment']);
        assert.ok(error.message.includes('session.storage.getItem'), error.message);
      }
      assert.equal((await failing(api.refresh())).kind, 'environment');
      assert.equal(world.sent.length, 0);
    },
  );
}

test('an adapter that cannot be read signs nobody out', limit, async () => {
  const world = page();
  const adapter = changing();
  const options = { session: { storage: adapter } };
  await signedIn(world, options);
  const works = adapter.getItem;
  const api = start(options);
  adapter.getItem = refuse;
  const { error } = await within(world, 12_000, api.session.getAccessToken());
  assert.equal(error?.kind, 'environment');
  assert.doesNotMatch(inspect(error, { showHidden: true, depth: 9 }), /secret/);
  adapter.getItem = works;
  assert.equal((await within(world, 12_000, api.session.getAccessToken())).value, 'access-a');
});

test('a good token is given while new tokens are being written', limit, async () => {
  const world = page();
  const adapter = changing();
  const api = await signedIn(world, { session: { storage: adapter } });
  world.skip(3_550_000);
  const asked = held(world, '/oauth2/token');
  await within(world, 3_000, api.session.getAccessToken());
  const answer = await asked;
  const store = adapter.setItem;
  const writing = gate();
  adapter.setItem = async (key, value) => {
    if (value.includes('access-b')) await writing.opened;
    return store(key, value);
  };
  answer(tokens('b'));
  assert.deepEqual(await within(world, 500, api.session.getAccessToken()), { value: 'access-a' });
  const { value } = await within(world, 500, api.session.get());
  assert.equal(value?.accessToken, 'access-a');
  writing.open();
  assert.deepEqual(await within(world, 500, api.session.getAccessToken()), { value: 'access-b' });
});

// ---- Promises that never settle

for (const name of ['refresh', 'getAccessToken']) {
  test(`after a read that never ends, ${name} reads again`, limit, async () => {
    const world = page();
    const adapter = changing();
    const api = await signedIn(world, { session: { storage: adapter } });
    const call = () => (name === 'refresh' ? api.refresh() : api.session.getAccessToken());
    const read = adapter.getItem;
    adapter.getItem = () => {
      adapter.getItem = read;
      return never();
    };
    assert.equal((await within(world, 6_000, call())).error?.kind, 'environment');
    world.answers['/oauth2/token'] = tokens('b');
    const { value } = await within(world, 5_000, call());
    assert.equal(value?.accessToken ?? value, name === 'refresh' ? 'access-b' : 'access-a');
    assert.equal((await within(world, 500, api.session.get())).error, undefined);
  });
}

test('a read that exceeds its time limit does not count as what is stored now', limit, async () => {
  const world = page();
  const adapter = changing();
  const api = await signedIn(world, { session: { storage: adapter } });
  const read = adapter.getItem;
  const late = gate();
  let old;
  adapter.getItem = async (key) => {
    adapter.getItem = read;
    old = read(key);
    await late.opened;
    return old;
  };
  assert.equal((await within(world, 6_000, api.session.get())).error?.kind, 'environment');
  world.answers['/oauth2/token'] = tokens('b');
  await within(world, 500, api.exchangeCode({ code: 'another' }));
  late.open();
  const { value } = await within(world, 500, api.session.get());
  assert.equal(value?.accessToken, 'access-b');
});

test('a first read that exceeds its time limit still shows who is signed in', limit, async () => {
  const world = page();
  const adapter = changing();
  const options = { session: { storage: adapter } };
  await signedIn(world, options);
  const read = adapter.getItem;
  const late = gate();
  adapter.getItem = async (key) => {
    await late.opened;
    return read(key);
  };
  const api = start(options);
  const heard = [];
  api.session.subscribe((tokens) => heard.push(tokens && tokens.accessToken));
  await world.pass(6_000);
  late.open();
  await world.pass(100);
  assert.deepEqual(heard, [undefined, 'access-a']);
});

test('a refresh works again after the write of a claim never ended', limit, async () => {
  const world = page();
  const adapter = changing();
  const api = await signedIn(world, { session: { storage: adapter } });
  const store = adapter.setItem;
  adapter.setItem = (key, value) => {
    if (!key.endsWith('/intent')) return store(key, value);
    adapter.setItem = store;
    return never();
  };
  assert.equal((await within(world, 6_000, api.refresh())).error?.kind, 'environment');
  world.answers['/oauth2/token'] = tokens('b');
  await world.pass(60_000);
  assert.equal((await within(world, 5_000, api.refresh())).value?.accessToken, 'access-b');
});
