// The URL at which a sign-in begins, and the entry that each flow leaves in the storage.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { failing, load, OPTIONS, page, settle, signedIn, storage, tokens } from './world.mjs';

const start = (options) => new (load().Api)({ ...OPTIONS, ...options });
const back = ({ state }, code = 'a-code') =>
  `https://game.example/back?code=${code}&state=${state}`;

test('the URL is the authorize page with the state and an S256 challenge', async () => {
  page();
  const { url, state, codeVerifier } = await start({ audience: 'aud' }).createAuthorizationUrl();
  const { origin, pathname, searchParams } = new URL(url);
  assert.equal(origin + pathname, 'https://login.xsolla.com/api/oauth2/auth');
  assert.deepEqual(Object.fromEntries(searchParams), {
    projectId: 'project',
    client_id: '42',
    scope: 'offline',
    state,
    redirect_uri: OPTIONS.redirectUri,
    response_type: 'code',
    audience: 'aud',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
});

test('a state has 128 bits, a verifier 256, and neither repeats', async () => {
  page();
  const api = start();
  const made = [];
  for (let i = 0; i < 20; i++) made.push(await api.createAuthorizationUrl());
  for (const { state, codeVerifier } of made) {
    assert.match(state, /^[0-9a-f]{32}$/);
    assert.match(codeVerifier, /^[\w-]{43}$/);
  }
  assert.equal(new Set(made.flatMap((one) => [one.state, one.codeVerifier])).size, 40);
});

test('a flow has its own state even if the state option is set', async () => {
  page();
  const { url, state } = await start({ state: 'of-the-option' }).createAuthorizationUrl();
  assert.equal(new URL(url).searchParams.get('state'), state);
  assert.notEqual(state, 'of-the-option');
});

test('extra adds encoded parameters', async () => {
  page();
  const extra = { prompt: 'a&b=ü', max: 5, on: true };
  const { url } = await start().createAuthorizationUrl({ extra });
  const { searchParams } = new URL(url);
  assert.deepEqual(
    ['prompt', 'max', 'on', 'client_id'].map((name) => searchParams.getAll(name)),
    [['a&b=ü'], ['5'], ['true'], ['42']],
  );
});

test('the trackId of a JSON payload is added, and any other payload is ignored', async () => {
  page();
  const tracked = async (payload) => {
    const { url } = await start({ payload }).createAuthorizationUrl();
    return new URL(url).searchParams.get('trackId');
  };
  assert.equal(await tracked('{"trackId":"a&b=c"}'), 'a&b=c');
  assert.equal(await tracked('{"trackId":7}'), '7');
  const none = [
    '{"trackId":""}',
    '{"trackId":null}',
    '{"trackId":{}}',
    '{}',
    'null',
    '"x"',
    'no JSON',
  ];
  for (const payload of [...none, undefined]) assert.equal(await tracked(payload), null, payload);
});

test("extra cannot replace the package's own parameters", async () => {
  const world = page();
  // Everything that the URL can contain.
  const api = start({ audience: 'a', payload: '{"trackId":"t"}' });
  const { url } = await api.createAuthorizationUrl();
  const kept = [...world.session.map];
  assert.ok(url.includes('audience=a') && url.includes('trackId=t'));
  for (const name of new URL(url).searchParams.keys()) {
    const error = await failing(api.createAuthorizationUrl({ extra: { [name]: 'x' } }));
    assert.equal(error.kind, 'argument', name);
    assert.match(error.message, new RegExp(`extra: ${name}`));
  }
  for (const extra of [5, [], { a: {} }, { a: Symbol() }]) {
    assert.equal((await failing(api.createAuthorizationUrl({ extra }))).kind, 'argument');
  }
  assert.deepEqual([...world.session.map], kept);
});

test('with a provider, the URL comes from the service and has the state', async () => {
  const world = page();
  world.answers['/login_url'] = ({ url }) => ({ url: `https://google.example/?${url.search}` });
  for (const is_oauth2 of [true, false]) {
    const flow = await start({ is_oauth2 }).createAuthorizationUrl({ provider: 'goo/gle' });
    const { url } = world.sent.at(-1);
    assert.ok(url.pathname.endsWith('/oauth2/social/goo%2Fgle/login_url'));
    assert.equal(url.searchParams.get('state'), flow.state);
    assert.equal(url.searchParams.get('code_challenge'), null);
    assert.ok(flow.url.startsWith('https://google.example/'));
    assert.deepEqual(Object.keys(flow), ['url', 'state']);
  }
});

test('a misspelt argument is reported in the console', async (t) => {
  page();
  const { mock } = t.mock.method(console, 'warn', () => {});
  await start().createAuthorizationUrl({ Provider: 'google' });
  await start().authorize({ extras: { prompt: 'login' } });
  await start({ debug: false }).authorize({ Extra: {} });
  await start().authorize({ extra: { Provider: 'a parameter' }, other: 1 });
  assert.deepEqual(
    mock.calls.flatMap((call) => call.arguments),
    [
      "xsolla-login-wasm: unknown argument 'Provider': did you mean 'provider'?",
      "xsolla-login-wasm: unknown argument 'extras': did you mean 'extra'?",
    ],
  );
});

test('anything but an object with the arguments is refused', async () => {
  const world = page();
  for (const args of ['google', 5, true]) {
    for (const name of ['createAuthorizationUrl', 'authorize']) {
      const error = await failing(start()[name](args));
      assert.deepEqual([error.kind, error.message], ['argument', 'arguments: must be an object']);
    }
  }
  for (const args of [undefined, null, {}]) await start().createAuthorizationUrl(args);
  assert.deepEqual(world.moves, []);
});

test('a provider URL that is not http or https rejects with kind response', async () => {
  const world = page();
  for (const answer of [
    { url: 'javascript:alert(1)' },
    { url: ' java\tscript:1' },
    {},
    'null',
    '5',
  ]) {
    world.answers['/login_url'] = answer;
    const error = await failing(start().authorize({ provider: 'google' }));
    assert.equal(error.kind, 'response');
  }
  assert.deepEqual(world.moves, []);
});

test('authorize with a provider can be cancelled', async () => {
  page({ fetch: () => new Promise(() => {}) });
  const controller = new AbortController();
  const call = start().authorize({ provider: 'google' }, { signal: controller.signal });
  controller.abort('enough');
  assert.equal(await failing(call), 'enough');
});

test('authorize navigates the page to the URL', async () => {
  const world = page();
  const { url } = await start().authorize();
  assert.deepEqual(world.moves, [url]);
});

test('the error says if a client ID, a page or a secure context is missing', async () => {
  page();
  const error = await failing(start({ clientId: undefined }).createAuthorizationUrl());
  assert.equal(error.kind, 'argument');
  assert.match(error.message, /clientId/);
  page({ location: undefined });
  assert.equal((await failing(start().authorize())).kind, 'environment');
  const real = crypto;
  page({ crypto: { getRandomValues: (array) => real.getRandomValues(array) } });
  assert.equal((await failing(start().createAuthorizationUrl())).kind, 'environment');
  page({ crypto: undefined });
  assert.equal((await failing(start().createAuthorizationUrl())).kind, 'environment');
});

test('concurrent flows each keep their own verifier', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const [one, two] = [start(), start()];
  const made = [];
  for (const api of [one, two, one]) made.push(await api.createAuthorizationUrl());
  for (const [index, flow] of [...made.entries()].reverse()) {
    await two.handleRedirectCallback(back(flow, `code-${index}`));
    const { code, code_verifier } = world.sent.at(-1).form();
    assert.deepEqual([code, code_verifier], [`code-${index}`, flow.codeVerifier]);
  }
  for (const flow of made) {
    assert.equal((await failing(two.handleRedirectCallback(back(flow, 'x')))).kind, 'state');
  }
});

test('with flowStorage localStorage, another tab can complete the flow', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const session = { flowStorage: 'localStorage' };
  const flow = await start({ session }).createAuthorizationUrl();
  assert.equal(world.session.map.size, 0);
  assert.ok(world.local.map.size > 0);
  page({ sessionStorage: storage(), localStorage: world.local }).answers['/oauth2/token'] =
    tokens();
  const { accessToken } = await start({ session }).handleRedirectCallback(back(flow));
  assert.equal(accessToken, 'access-a');
});

test('a full storage can still be read', async () => {
  const world = page();
  const options = { session: { storage: 'localStorage' } };
  await signedIn(world, options);
  world.local.setItem = () => {
    throw new Error('full');
  };
  assert.equal(await start(options).session.getAccessToken(), 'access-a');
});

test('a flow expires after ten minutes and is removed when the next one starts', async () => {
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  const [old, good] = [await api.createAuthorizationUrl(), await api.createAuthorizationUrl()];
  world.skip(600_000 - 5_000);
  await api.handleRedirectCallback(back(good));
  world.skip(5_001);
  assert.equal((await failing(api.handleRedirectCallback(back(old, 'b')))).kind, 'state');
  // The entries do not pile up.
  const sizes = [];
  for (let i = 0; i < 5; i++) {
    await api.createAuthorizationUrl();
    sizes.push(world.session.map.size);
    world.skip(600_001);
  }
  assert.equal(sizes.at(-1), sizes[1]);
});

test('other entries in the storage are kept, and an invalid flow is refused', async () => {
  const world = page();
  world.session.setItem('mine', 'x');
  world.session.setItem('xsolla-login-wasm/flow/project/42/rubbish', '{"at":');
  const api = start();
  await api.createAuthorizationUrl();
  assert.equal(world.session.getItem('mine'), 'x');
  const address = 'https://game.example/?code=c&state=rubbish';
  assert.equal((await failing(api.handleRedirectCallback(address))).kind, 'state');
});

test('a state that the instance generated is valid for any callback for ten minutes', async () => {
  const world = page();
  world.answers['/login'] = { login_url: 'https://game.example/back?code=1&state=x' };
  world.answers['/oauth2/token'] = tokens();
  await start().login({ credentials: {} });
  const state = world.sent[0].url.searchParams.get('state');
  // A new page by then.
  const api = start();
  for (const code of ['one', 'two']) {
    await api.handleRedirectCallback(back({ state }, code));
    assert.deepEqual(world.sent.at(-1).form(), {
      grant_type: 'authorization_code',
      code,
      client_id: '42',
      redirect_uri: OPTIONS.redirectUri,
    });
  }
  world.skip(600_001);
  assert.equal((await failing(api.handleRedirectCallback(back({ state }, '3')))).kind, 'state');
});

test("each call makes the instance's state valid for ten more minutes", async () => {
  const world = page();
  world.answers['/login'] = { login_url: 'https://game.example/back' };
  world.answers['/oauth2/token'] = tokens();
  const api = start();
  await api.login({ credentials: {} });
  world.skip(500_000);
  await api.login({ credentials: {} });
  world.skip(500_000);
  const state = world.sent[0].url.searchParams.get('state');
  assert.equal((await start().handleRedirectCallback(back({ state }))).accessToken, 'access-a');
});

test('the state of a call is valid wherever the options then lead', async () => {
  for (const change of [
    { projectId: 'other', clientId: 43 },
    { session: { flowStorage: 'localStorage' } },
  ]) {
    const world = page();
    world.answers['/login'] = { login_url: 'https://game.example/back' };
    world.answers['/oauth2/token'] = tokens();
    const api = start();
    await api.login({ credentials: {} });
    api.updateConfig(change);
    await api.login({ credentials: {} });
    const state = world.sent[1].url.searchParams.get('state');
    const later = start(change);
    assert.equal((await later.handleRedirectCallback(back({ state }))).accessToken, 'access-a');
  }
});

test('oauth2Auth stores the entry that its callback needs', async () => {
  const top = { location: { href: '' } };
  const world = page();
  world.answers['/oauth2/token'] = tokens();
  globalThis.window = { top, parent: {}, location: top.location };
  try {
    start().oauth2Auth();
  } finally {
    delete globalThis.window;
  }
  const state = new URL(top.location.href).searchParams.get('state');
  assert.equal((await start().handleRedirectCallback(back({ state }))).accessToken, 'access-a');
});

test('a state that the app has set is not stored, because the app checks it', async () => {
  const world = page();
  world.answers['/login'] = { login_url: 'https://game.example/back' };
  await start({ state: 'mine-alone' }).login({ credentials: {} });
  assert.equal(world.session.map.size, 0);
});

test("oauth2Auth in a popup sends its URL to the opener's origin and closes", async () => {
  const told = [];
  const parent = {
    opener: { postMessage: (data, origin) => told.push({ ...data, origin }) },
    close: () => told.push('closed'),
  };
  page();
  globalThis.window = { parent, top: {}, location: {} };
  try {
    const origin = 'https://opener.example';
    start({ enablePostMessageLogin: true, postMessageOrigin: origin }).oauth2Auth();
    assert.equal(told[0].origin, origin);
    assert.equal(told[0].type, '@xsolla-login/sdk:babka-login');
    assert.match(told[0].loginUri, /\/oauth2\/auth\?projectId=project&/);
    assert.deepEqual(told.slice(1), ['closed']);
  } finally {
    delete globalThis.window;
  }
});

// ---- Entries that nobody needs any more

const DAY = 86_400_000;

test('entries of states that calls have sent are removed when they have expired', async () => {
  const world = page();
  world.answers['/login'] = { login_url: OPTIONS.redirectUri };
  for (const [flowStorage, place] of [
    ['sessionStorage', world.session],
    ['localStorage', world.local],
  ]) {
    for (let day = 0; day < 5; day++) {
      // The page is loaded anew each day.
      await start({ session: { flowStorage } }).login({ credentials: {} });
      await settle();
      const keys = [...place.map.keys()].filter((key) => key.startsWith('xsolla-login-wasm/flow/'));
      assert.equal(keys.length, 1, `${flowStorage}, day ${day}`);
      world.skip(DAY);
    }
  }
});

/** A page without storages, as on a server, and the Maps that the package creates there. */
const server = () => {
  const maps = [];
  const { Map } = globalThis;
  const world = page({
    sessionStorage: undefined,
    localStorage: undefined,
    location: undefined,
    Map: class extends Map {
      constructor(...args) {
        super(...args);
        maps.push(this);
      }
    },
  });
  const { Api } = load();
  const flows = () => {
    const keys = maps.flatMap((map) => [...map.keys()]);
    return keys.filter((key) => String(key).startsWith('xsolla-login-wasm/flow/'));
  };
  return { world, flows, start: () => new Api(OPTIONS) };
};

test('a server that creates an instance for each user forgets expired states', async () => {
  const { world, flows, start } = server();
  world.answers['/login'] = { login_url: OPTIONS.redirectUri };
  const login = async () => {
    await start().login({ credentials: {} });
    await settle();
  };
  for (let user = 0; user < 50; user++) void start().login({ credentials: {} });
  await settle();
  assert.equal(flows().length, 50);
  world.skip(300_000);
  await login();
  assert.equal(flows().length, 51);
  world.skip(301_000);
  await login();
  assert.equal(flows().length, 2);
});

test('a server keeps a limited number of states, the newest', { timeout: 60_000 }, async () => {
  const { flows, start } = server();
  const first = start();
  await first.createAuthorizationUrl();
  const [oldest] = flows();
  for (let user = 0; user < 10_100; user++) {
    const api = start();
    // Sends the state before it finds that it cannot leave the page.
    assert.throws(() => api.oauth2Auth());
    if (user % 1_000 === 0) await settle();
  }
  await settle();
  const kept = flows();
  assert.ok(kept.length > 5_000 && kept.length <= 10_000, `${kept.length} entries`);
  assert.ok(!kept.includes(oldest));
  const { state } = await first.createAuthorizationUrl();
  assert.ok(flows().some((key) => key.endsWith(state)));
});
