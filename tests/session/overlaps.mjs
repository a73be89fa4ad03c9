// Calls that overlap: the user's last action wins, and each call settles on its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  held,
  load,
  OPTIONS,
  page,
  settle,
  slowStorage,
  storage,
  tick,
  tokens,
  wait,
} from './world.mjs';
import { within } from './world.mjs';

const limit = { timeout: 20_000 };
const BACK = 'https://game.example/back';
const MINUTE = 60_000;
const PLACES = {
  memory: () => 'memory',
  sessionStorage: () => 'sessionStorage',
  localStorage: () => 'localStorage',
  'a slow adapter': () => slowStorage(30),
};

/** A page with an `Api`, on which nobody is signed in. */
const start = (place = 'memory', options) => {
  const world = page();
  world.answers['/oauth2/logout'] = 204;
  world.answers['/oauth2/token'] = tokens();
  const storage = PLACES[place]();
  const api = new (load().Api)({ ...OPTIONS, timeout: 0, session: { storage }, ...options });
  return { world, api, storage };
};

/** Every way to sign in: each prepares a sign-in and returns the function that starts it. */
const SIGN_INS = {
  exchangeCode: () => (api) => api.exchangeCode({ code: `c${Math.random()}` }),
  handleRedirectCallback: async (api) => {
    const { state } = await api.createAuthorizationUrl();
    const address = `${BACK}?code=c-${state}&state=${state}`;
    return () => api.handleRedirectCallback(address);
  },
  'a refresh of a given token': () => (api) => api.refresh({ refreshToken: 'given' }),
};

/** Resolves to how the calls have settled within a minute; each of them must. */
const ends = async (world, ...calls) => {
  const outcomes = await Promise.all(calls.map((call) => within(world, MINUTE, call)));
  for (const [index, outcome] of outcomes.entries()) {
    assert.notDeepEqual(outcome, {}, `call ${index} has not settled`);
  }
  return outcomes;
};

/** Nobody is signed in, however you ask. */
const signedOut = async (world, api) => {
  const [current, token] = await ends(world, api.session.get(), api.session.getAccessToken());
  assert.deepEqual([current, token], [{ value: null }, { value: null }]);
  assert.equal(api.session.current, null);
};

const stored = (world, storage) =>
  JSON.stringify([[...world.local.map], [...world.session.map], [...(storage.map ?? [])]]);

/** The sign-in was cancelled: it has no result, and rejects. */
const calledOff = ({ value, error }) => {
  assert.equal(value, undefined);
  assert.deepEqual([error?.name, error?.kind], ['SDKError', 'state']);
};

// ---- A sign-out during a sign-in

for (const place of Object.keys(PLACES)) {
  for (const [name, ready] of Object.entries(SIGN_INS)) {
    test(`a sign-out during ${name} is not undone (${place})`, limit, async () => {
      const { world, api, storage } = start(place);
      const call = await ready(api);
      const heard = [];
      api.session.onChange((tokens) => heard.push(tokens));
      const asked = held(world, '/oauth2/token');
      const signIn = call(api);
      signIn.catch(() => {});
      const answer = await asked;
      const [out] = await ends(world, api.session.logout());
      assert.deepEqual(out, { value: undefined });
      answer(tokens());
      calledOff((await ends(world, signIn))[0]);
      await signedOut(world, api);
      assert.ok(heard.every((tokens) => tokens === null));
      assert.ok(!stored(world, storage).includes('access-a'));
    });
  }
}

for (const before of ['nobody', 'somebody else']) {
  for (const at of [0, 10, 20, 40, 50, 70]) {
    test(
      `a sign-out ${at} ms into a slow write is not undone, ${before} signed in before`,
      limit,
      async () => {
        const { world, api, storage } = start('a slow adapter');
        if (before === 'nobody') await api.session.get();
        else await api.exchangeCode({ code: 'before' });
        world.answers['/oauth2/token'] = tokens('b');
        let done = false;
        const call = api.exchangeCode({ code: 'c' });
        const signIn = within(
          world,
          MINUTE,
          call.finally(() => (done = true)),
        );
        await settle();
        await wait(at);
        const late = done;
        const [out] = await ends(world, api.session.logout());
        assert.deepEqual(out, { value: undefined });
        if (!late) calledOff(await signIn);
        await signedOut(world, api);
        assert.ok(!/access-|refresh-/.test(stored(world, storage)));
      },
    );
  }
}

test('a sign-out at any moment after the response leaves nobody signed in', limit, async () => {
  const { world, api } = start('localStorage');
  for (let turns = 0; turns < 40; turns++) {
    world.answers['/oauth2/token'] = tokens('before');
    await api.exchangeCode({ code: `before ${turns}` });
    const asked = held(world, '/oauth2/token');
    const outcome = {};
    const signIn = api.exchangeCode({ code: `c ${turns}` }).then(
      (value) => Object.assign(outcome, { value }),
      (error) => Object.assign(outcome, { error }),
    );
    (await asked)(tokens('after'));
    for (let turn = 0; turn < turns; turn++) await null;
    const early = Object.keys(outcome).length === 0;
    await api.session.logout();
    await Promise.race([signIn, tick(200)]);
    const { value, error } = outcome;
    assert.ok(value?.accessToken === 'access-after' || error?.kind === 'state', `${turns} turns`);
    assert.ok(early || value);
    assert.equal(api.session.current, null, `${turns} turns`);
    assert.equal(await api.session.get(), null);
  }
});

for (const place of Object.keys(PLACES)) {
  test(`a listener can sign out when it is notified of a sign-in (${place})`, limit, async () => {
    const { world, api, storage } = start(place);
    await api.session.get();
    const outs = [];
    api.session.onChange((tokens) => {
      if (tokens) outs.push(within(world, MINUTE, api.session.logout()));
    });
    const heard = [];
    api.session.onChange((tokens) => heard.push(tokens && tokens.accessToken));
    const [{ value, error }] = await ends(world, api.exchangeCode({ code: 'c' }));
    assert.ok(value?.accessToken === 'access-a' || error?.kind === 'state');
    assert.deepEqual(await Promise.all(outs), [{ value: undefined }]);
    await signedOut(world, api);
    assert.equal(heard.at(-1), null);
    assert.ok(!/access-|refresh-/.test(stored(world, storage)));
  });
}

test('a listener that signs out is not notified of a sign-in afterwards', limit, async () => {
  const { world, api } = start();
  const heard = [];
  api.session.onChange((tokens) => {
    heard.push(tokens && tokens.accessToken);
    if (tokens) void api.session.logout();
  });
  api.session.onChange((tokens) => heard.push(tokens && tokens.accessToken));
  await ends(world, api.exchangeCode({ code: 'c' }));
  await world.pass(1_000);
  const first = heard.indexOf(null);
  assert.ok(first >= 0);
  assert.ok(
    heard.slice(first).every((token) => token === null),
    heard.join(),
  );
});

// ---- Simultaneous sign-ins

for (const place of Object.keys(PLACES)) {
  for (const name of ['exchangeCode', 'handleRedirectCallback']) {
    test(
      `two concurrent sign-ins each get their own tokens or reject: ${name} (${place})`,
      limit,
      async () => {
        for (const apart of [0, 20]) {
          const { world, api } = start(place);
          await api.session.get();
          const calls = [await SIGN_INS[name](api), await SIGN_INS[name](api)];
          world.answers['/oauth2/token'] = ({ form }) => tokens(form().code);
          const first = calls[0](api);
          first.catch(() => {});
          if (apart) await wait(apart);
          const outcomes = await ends(world, first, calls[1](api));
          const codes = world.sent.map(({ form }) => form().code);
          const good = outcomes.filter(({ value }) => value);
          assert.ok(good.length > 0);
          for (const [index, { value, error }] of outcomes.entries()) {
            if (error) assert.equal(error.kind, 'state');
            else assert.equal(value?.accessToken, `access-${codes[index]}`);
          }
          // Whoever is signed in got a result.
          const current = api.session.current?.accessToken;
          assert.ok(good.some(({ value }) => value.accessToken === current));
          const [{ value }] = await ends(world, api.session.getAccessToken());
          assert.equal(value, current);
        }
      },
    );
  }
}

test('a sign-out between two sign-ins is not undone by either', limit, async () => {
  for (const place of Object.keys(PLACES)) {
    const { world, api } = start(place);
    await api.exchangeCode({ code: 'before' });
    world.answers['/oauth2/token'] = ({ form }) => tokens(form().code);
    const outcomes = await ends(
      world,
      api.session.logout(),
      api.exchangeCode({ code: 'during' }),
      api.session.logout(),
    );
    assert.deepEqual([outcomes[0], outcomes[2]], [{ value: undefined }, { value: undefined }]);
    calledOff(outcomes[1]);
    await signedOut(world, api);
    // The next sign-in works as usual.
    const [{ value }] = await ends(world, api.exchangeCode({ code: 'after' }));
    assert.equal(value?.accessToken, 'access-after');
    assert.equal(api.session.current?.accessToken, 'access-after');
  }
});

// ---- Another project or client meanwhile

const CHANGES = {
  'another project': { projectId: 'other' },
  'another client': { clientId: 43 },
  both: { projectId: 'other', clientId: 43 },
};

for (const place of Object.keys(PLACES)) {
  for (const [what, change] of Object.entries(CHANGES)) {
    test(
      `a refresh token is only sent with its own client ID: ${what} (${place})`,
      limit,
      async () => {
        for (const turns of [0, 1, 3, 8, 20]) {
          const { world, api } = start(place);
          world.answers['/oauth2/token'] = tokens('mine', { expires_in: 1 });
          await api.exchangeCode({ code: 'c' });
          world.skip(2_000);
          world.sent.length = 0;
          // The service refuses the other client's refresh, which would end a session.
          world.answers['/oauth2/token'] = ({ form }) =>
            form().client_id === '42' ? tokens('next') : { error: 'invalid_grant' };
          const call = within(world, MINUTE, api.session.getAccessToken());
          for (let turn = 0; turn < turns; turn++) await null;
          api.updateConfig(change);
          assert.notDeepEqual(await call, {});
          await world.pass(MINUTE);
          for (const { url, form } of world.sent) {
            if (url.pathname.endsWith('/oauth2/token')) assert.equal(form().client_id, '42');
          }
          assert.equal((await within(world, MINUTE, api.session.get())).value, null);
          // Whoever was signed in before still is.
          api.updateConfig({ projectId: OPTIONS.projectId, clientId: OPTIONS.clientId });
          const [{ value }] = await ends(world, api.session.getAccessToken());
          assert.equal(value, 'access-next', `${turns} turns`);
        }
      },
    );
  }
}

test('a pending sign-in belongs to the project that it was started for', limit, async () => {
  for (const place of ['sessionStorage', 'localStorage']) {
    const { world, api } = start(place);
    const asked = held(world, '/oauth2/token');
    const signIn = api.exchangeCode({ code: 'c' });
    const answer = await asked;
    api.updateConfig({ projectId: 'other', clientId: 43 });
    answer(tokens());
    await ends(world, signIn);
    const keys = [...globalThis[place].map.keys()];
    assert.ok(
      keys.every((key) => !key.includes('other')),
      keys.join(),
    );
    await signedOut(world, api);
  }
});

const TURNS = [0, 1, 3, 8, 20];
const OTHER = { projectId: 'other', clientId: 43 };
const silent = {
  silentSignIn: () => (api) => api.silentSignIn(),
};

/** Answers `silentSignIn` with a code and the state that it sent. */
const withSso = (world) => {
  world.answers['/oauth2/sso'] = ({ url }) => ({
    login_url: `${BACK}?code=s&state=${url.searchParams.get('state')}`,
  });
};

for (const [name, ready] of Object.entries({ ...SIGN_INS, ...silent })) {
  for (const place of ['sessionStorage', 'localStorage']) {
    test(`${name} belongs to the project that it was started for (${place})`, limit, async () => {
      for (const before of [false, true]) {
        for (const turns of TURNS) {
          const { world, api } = start(place);
          withSso(world);
          if (before) await api.exchangeCode({ code: 'before' });
          const call = await ready(api);
          world.sent.length = 0;
          world.answers['/oauth2/token'] = tokens('mine');
          const signIn = call(api);
          for (let turn = 0; turn < turns; turn++) await null;
          api.updateConfig(OTHER);
          const [{ value }] = await ends(world, signIn);
          assert.equal(value?.accessToken, 'access-mine', `${turns} turns`);
          for (const { url, form } of world.sent) {
            if (url.pathname.endsWith('/oauth2/token')) assert.equal(form().client_id, '42');
          }
          const keys = [...world.session.map.keys(), ...world.local.map.keys()];
          assert.ok(
            keys.every((key) => !key.includes('other')),
            keys.join(),
          );
          await signedOut(world, api);
          api.updateConfig({ projectId: OPTIONS.projectId, clientId: OPTIONS.clientId });
          assert.equal((await ends(world, api.session.get()))[0].value?.accessToken, 'access-mine');
        }
      }
    });
  }
}

for (const before of ['nobody', 'somebody']) {
  test(`a given refresh belongs to its project, ${before} signed in before`, limit, async () => {
    const { world, api } = start('localStorage');
    if (before === 'somebody') await api.exchangeCode({ code: 'before' });
    const asked = held(world, '/oauth2/token');
    const call = api.refresh({ refreshToken: 'given' });
    const answer = await asked;
    api.updateConfig(OTHER);
    answer(tokens('given'));
    assert.equal((await ends(world, call))[0].value?.accessToken, 'access-given');
    const keys = [...world.local.map.keys()];
    assert.ok(
      keys.every((key) => !key.includes('other')),
      keys.join(),
    );
    await signedOut(world, api);
  });
}

test('a callback uses up its state in the project that it was started for', limit, async () => {
  const { world, api } = start('localStorage');
  const { state } = await api.createAuthorizationUrl();
  world.go(`${BACK}?code=c&state=${state}`);
  const asked = held(world, '/oauth2/token');
  const call = api.handleRedirectCallback();
  const answer = await asked;
  api.updateConfig(OTHER);
  answer(tokens());
  await ends(world, call);
  assert.ok([...world.session.map.keys()].every((key) => !key.endsWith(state)));
  // A reload of the page resolves to the tokens of that project.
  const options = { ...OPTIONS, session: { storage: 'localStorage' } };
  const [{ value }] = await ends(world, new (load().Api)(options).handleRedirectCallback());
  assert.equal(value?.accessToken, 'access-a');
});

const WITH_TOKEN = {
  getUser: (api) => api.getUser(),
  logout: (api) => api.session.logout(),
  'logout with an ended token': (api) => api.session.logout(),
};

for (const [name, call] of Object.entries(WITH_TOKEN)) {
  test(`${name} sends tokens only where it was started for`, limit, async () => {
    for (const turns of TURNS) {
      const { world, api } = start('localStorage');
      world.answers['/users/me'] = { id: 'u' };
      await api.exchangeCode({ code: 'c' });
      const { host } = world.sent.pop().url;
      if (name.includes('ended')) world.skip(3_601_000);
      const called = call(api);
      for (let turn = 0; turn < turns; turn++) await null;
      api.updateConfig({ ...OTHER, apiUrl: 'https://other.example/api' });
      assert.equal((await ends(world, called))[0].error, undefined);
      assert.ok(world.sent.length > 0);
      for (const { url, form, init } of world.sent) {
        assert.equal(url.host, host, `${turns} turns`);
        if (init.body) assert.equal(form().client_id, '42');
      }
    }
  });
}

test('a sign-out before a sign-in has a code is not undone', limit, async () => {
  const { world, api } = start();
  const asked = held(world, '/oauth2/sso');
  const signIn = api.silentSignIn();
  signIn.catch(() => {});
  const answer = await asked;
  await ends(world, api.session.logout());
  const state = world.sent[0].url.searchParams.get('state');
  answer({ login_url: `${BACK}?code=s&state=${state}` });
  calledOff((await ends(world, signIn))[0]);
  await signedOut(world, api);
});

test('silentSignIn called twice at once signs in twice', limit, async () => {
  const { world, api } = start('memory', { is_oauth2: false, clientId: undefined });
  const asked = held(world, '/sso');
  const first = api.silentSignIn();
  const answer = await asked;
  world.answers['/sso'] = { login_url: `${BACK}?token=t` };
  const second = api.silentSignIn();
  await ends(world, second);
  answer({ login_url: `${BACK}?token=t` });
  for (const { value, error } of await ends(world, first, second)) {
    assert.equal(value?.signedIn, true, String(error));
  }
});

/** An instance whose access token has expired. */
const over = async (place) => {
  const { world, api, storage } = start(place);
  await ends(world, api.exchangeCode({ code: 'alice' }));
  world.skip(3_601_000);
  world.answers['/oauth2/token'] = tokens('bob');
  return { world, api, storage };
};

for (const place of Object.keys(PLACES)) {
  test(`a sign-in after a sign-out is not affected by it (${place})`, limit, async () => {
    const { world, api } = await over(place);
    const signOut = api.session.logout();
    const [, { value, error }] = await ends(world, signOut, api.exchangeCode({ code: 'bob' }));
    assert.equal(value?.accessToken, 'access-bob', String(error));
    const [{ value: session }] = await ends(world, api.session.get());
    assert.equal(session?.accessToken, 'access-bob');
  });
}

for (const [what, query] of [
  ['a code', 'code=c'],
  ['a token', 'token=t'],
]) {
  test(`a sign-out while ${what} waits for its state is not undone`, limit, async () => {
    const fast = storage();
    let gate = Promise.resolve();
    const flowStorage = { ...fast, getItem: async (key) => (await gate, fast.getItem(key)) };
    const { world, api } = start('memory', { session: { flowStorage } });
    const { state } = (await ends(world, api.createAuthorizationUrl()))[0].value;
    let open;
    gate = new Promise((end) => (open = end));
    const signIn = api.handleRedirectCallback(`${BACK}?${query}&state=${state}`);
    signIn.catch(() => {});
    await settle();
    await ends(world, api.session.logout());
    open();
    calledOff((await ends(world, signIn))[0]);
    await signedOut(world, api);
  });
}

test(
  'a switch to another project is reported, once it is known who is signed in there',
  limit,
  async () => {
    for (const place of ['memory', 'sessionStorage', 'localStorage', 'a slow adapter']) {
      const { world, api } = start(place);
      await api.exchangeCode({ code: 'c' });
      const [heard, changes] = [[], []];
      api.session.subscribe((tokens) => heard.push(tokens && tokens.accessToken));
      api.session.onChange((tokens) => changes.push(tokens));
      assert.deepEqual(heard, ['access-a'], place);
      api.updateConfig({ projectId: 'other' });
      assert.deepEqual(heard, ['access-a', undefined], place);
      await world.pass(1_000);
      assert.deepEqual(heard, ['access-a', undefined, null], place);
      assert.deepEqual(changes, [null], place);
      assert.equal(api.session.current, null, place);
      if (place === 'memory') continue;
      api.updateConfig({ projectId: OPTIONS.projectId });
      await world.pass(1_000);
      assert.equal(heard.at(-1), 'access-a', place);
      assert.deepEqual(
        changes.map((tokens) => tokens && tokens.accessToken),
        [null, 'access-a'],
        place,
      );
      assert.equal(api.session.current?.accessToken, 'access-a', place);
    }
  },
);

test('a subscriber is no longer notified of the previous project', limit, async () => {
  const { world } = start();
  const { Api } = load();
  const options = { ...OPTIONS, session: { storage: 'localStorage' } };
  const [one, two] = [new Api(options), new Api(options)];
  const heard = [];
  one.session.subscribe((tokens) => heard.push(tokens && tokens.accessToken));
  await ends(world, one.session.get(), two.session.get());
  one.updateConfig({ projectId: 'other' });
  await ends(world, one.session.get());
  heard.length = 0;
  await ends(world, two.exchangeCode({ code: 'c' }));
  assert.deepEqual([heard, one.session.current], [[], null]);
  await ends(world, one.exchangeCode({ code: 'd' }));
  assert.deepEqual(heard, ['access-a']);
});
