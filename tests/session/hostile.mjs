// Any argument, response, storage or prototype: the outcome is a result, an APIError, an SDKError
// or the reason of an abort, in time, and no error shows what was sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { load, OPTIONS, page, storage, tick } from './world.mjs';

const seed = Number(process.env.ABUSE_SEED ?? 20_240_229);
const numRuns = Number(process.env.ABUSE_RUNS ?? 2_000);

/** Part of everything that is secret. */
const SECRET = 'the-marker-of-a-secret';

const refuse = () => {
  throw new Error(SECRET);
};
const bare = (object) => Object.assign(Object.create(null), object);
const refusing = bare(
  Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse])),
);
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, bare({}));
  revoke();
  return proxy;
};
const cyclic = () => {
  const object = { url: SECRET };
  object.extra = object.inside = [object];
  return object;
};

const KEYS = [
  ...['provider', 'extra', 'url', 'code', 'codeVerifier', 'refreshToken', 'token', 'signal'],
  ...['timeout', 'origin', 'source', 'login_url', 'redirect_url', 'ask_fields', 'error', 'state'],
  ...['challenge_id', 'description', 'details', 'length', 'data', 'type', 'loginUri', 'x'],
];

const getters = (get) => {
  const object = {};
  for (const key of KEYS) Object.defineProperty(object, key, bare({ get, enumerable: true }));
  return object;
};

const MAKERS = {
  refusing: () => new Proxy({}, refusing),
  refusingFunction: () => new Proxy(() => {}, refusing),
  revoked: () => revoked({}),
  revokedArray: () => revoked([]),
  throwingGetters: () => getters(refuse),
  secretGetters: () => getters(() => SECRET),
  symbol: () => Symbol(SECRET),
  symbols: () => getters(() => Symbol(SECRET)),
  cyclic,
  bigint: () => 12n,
  lone: () => `\ud800${SECRET}`,
  breaks: () => `${SECRET}\r\nX: 1\0`,
  long: () => SECRET.repeat(10_000),
  throwingText: () => ({ toString: refuse, valueOf: refuse }),
  thenable: () => ({ then: (_, reject) => reject(new Error(SECRET)) }),
  function: () => refuse,
  undefined: () => undefined,
  null: () => null,
  empty: () => '',
  secret: () => SECRET,
  zero: () => -0,
  nan: () => NaN,
  true: () => true,
  array: () => [SECRET],
  date: () => new Date(NaN),
  object: () => ({}),
  address: () => `https://game.example/back?code=${SECRET}&state=${SECRET}`,
  token: () => `https://game.example/back?token=${SECRET}`,
  badAddress: () => `https://user:${SECRET}@:99999/`,
  login: () => ({ login_url: `https://game.example/back?token=${SECRET}` }),
  code: () => ({ code: SECRET + Math.random(), codeVerifier: SECRET }),
  refresh: () => ({ refreshToken: SECRET }),
  origin: () => ({ origin: 'https://game.example' }),
  provider: () => ({ provider: SECRET }),
  extra: () => ({ extra: { a: SECRET } }),
};

const leaf = fc.constantFrom(...Object.keys(MAKERS)).map((make) => ({ make }));
const anyValue = fc.oneof(
  { weight: 3, arbitrary: leaf },
  {
    weight: 2,
    arbitrary: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), leaf), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((object) => ({ object })),
  },
);

const build = ({ make, object }) => {
  if (make) return MAKERS[make]();
  const result = {};
  for (const [key, value] of object) result[key] = build(value);
  return result;
};

const CALLS = {
  createAuthorizationUrl: (api, args) => api.createAuthorizationUrl(...args),
  authorize: (api, args) => api.authorize(...args),
  handleRedirectCallback: (api, args) => api.handleRedirectCallback(...args),
  completeLogin: (api, args) => api.completeLogin(...args),
  exchangeCode: (api, args) => api.exchangeCode(...args),
  refresh: (api, args) => api.refresh(...args),
  getUser: (api, args) => api.getUser(...args),
  silentSignIn: (api, args) => api.silentSignIn(...args),
  get: (api) => api.session.get(),
  getAccessToken: (api) => api.session.getAccessToken(),
  logout: (api, args) => api.session.logout(...args),
  onChange: async (api, args) => api.session.onChange(...args),
  readLoginUrl: async (_, args, XsollaLogin) => XsollaLogin.readLoginUrl(...args),
  listenForLogin: (_, args, XsollaLogin) => XsollaLogin.listenForLogin(...args),
};

/** Arguments with which a call gets as far as a response. */
const FIT = {
  createAuthorizationUrl: ['provider'],
  authorize: ['provider'],
  completeLogin: ['login'],
  exchangeCode: ['code'],
  refresh: ['refresh'],
  getUser: ['secret'],
};

const anyCall = fc.constantFrom(...Object.keys(CALLS)).chain((name) => {
  const fit = fc.constant((FIT[name] ?? []).map((make) => ({ make })));
  return fc.tuple(fc.constant(name), fc.oneof(fit, fc.array(anyValue, { maxLength: 2 })));
});

const good = { access_token: SECRET, refresh_token: SECRET, expires_in: 3600 };
const anyAnswer = fc.oneof(
  fc.constantFrom(
    ...[good, { ...good, expires_in: 1 }, { ...good, refresh_token: { x: SECRET } }],
    ...[
      { access_token: [SECRET] },
      { error: SECRET },
      { error: { code: '010-023' } },
      {},
      [],
      null,
    ],
    ...[{ login_url: `https://game.example/?token=${SECRET}` }, { url: SECRET }, { url: { x: 1 } }],
    ...[{ url: 'https://google.example/' }, { login_url: 5 }, { access_token: 'a.W10.c' }],
    ...[
      { expires_in: -1, access_token: 'a.bnVsbA.c' },
      { expires_in: 1e308, access_token: 'a' },
    ],
  ),
  fc.json().map((text) => ({ text })),
  fc.json().map((text) => ({ text: `{"x":"${SECRET}","y":${text}}` })),
  fc
    .constantFrom(
      ...['', '<html>', `{"access_token":"${SECRET}`, '{"access_token":"a","expires_in":1e999}'],
      ...['{"__proto__":{"access_token":"x"},"error":null}', '"text"', '5'],
    )
    .map((text) => ({ text })),
  fc.constantFrom({ throws: true }, { hangs: true }, { broken: true }),
);

const respond = (answer, status, hang) => {
  if (answer?.throws) throw new TypeError(SECRET);
  if (answer?.hangs) return hang;
  if (answer?.broken) return bare({ status: 200, headers: null, text: refuse });
  return new Response(answer?.text ?? JSON.stringify(answer), { status });
};

const STORAGES = {
  memory: () => undefined,
  localStorage: () => 'localStorage',
  sessionStorage: () => 'sessionStorage',
  misspelt: () => 'localstorage',
  adapter: () => storage(),
  refusing: () => bare({ getItem: refuse, setItem: refuse, removeItem: refuse }),
  rejecting: () => {
    const reject = () => Promise.reject(new Error(SECRET));
    return { getItem: reject, setItem: reject, removeItem: reject };
  },
  rubbish: () => ({
    getItem: () => '{"accessToken":"a","expiresAt":1,"refreshToken":5}',
    setItem() {},
    removeItem() {},
  }),
  half: () => ({ getItem: () => null }),
  numbers: () => ({ getItem: () => 5, setItem: () => 5, removeItem: () => 5 }),
  proxy: () => new Proxy(class {}, bare({ get: refuse })),
};

const accessors = { get: refuse, set: refuse };
const POLLUTION = {
  text: { value: 'polluted', writable: true },
  object: { value: { polluted: true }, writable: true },
  function: { value: () => 'polluted', writable: true },
  throwingFunction: { value: refuse, writable: true },
  accessors,
  swallowing: { get: () => undefined, set() {} },
};
const POLLUTED = [
  ...KEYS.filter((key) => !['length'].includes(key)),
  ...['accessToken', 'refresh_token', 'access_token', 'expires_in', 'expiresAt', 'scope', 'iat'],
  ...['exp', 'verifier', 'lasting', 'at', 'challengeId', 'errorDescription', 'session', 'storage'],
  ...['flowStorage', 'toJSON', 'kind', 'cause', 'name', 'message', 'status', 'get', 'set', 'value'],
  ...['issuer', 'iss', 'persisted', 'signedIn', 'hasFocus', 'lasts', 'holder', 'intent'],
  ...['detail', 'error_code', 'askFields', 'getItem', 'key', 'projectId', 'clientId', 'method'],
];
const anyPollution = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...POLLUTED), fc.constantFrom(...Object.keys(POLLUTION))),
  { maxLength: 4, selector: ([name]) => name },
);

const polluted = async (names, run) => {
  for (const [name, kind] of names) {
    const descriptor = bare({ ...POLLUTION[kind], configurable: true, enumerable: true });
    Object.defineProperty(Object.prototype, name, descriptor);
  }
  try {
    return await run();
  } finally {
    for (const [name] of names) delete Object.prototype[name];
  }
};

/** Everything reachable from an error, as a string. */
const shown = (error) => inspect(error, { showHidden: true, depth: 6, getters: false });

const isOurs = (error, { APIError, SDKError }) =>
  error instanceof APIError || error instanceof SDKError;

const counts = {};
const sentences = [];

test('every call ends in a result, or in an error that shows no secret', async (context) => {
  const unhandled = [];
  const note = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const world = page({ addEventListener() {}, removeEventListener() {} });
  const XsollaLogin = load();
  // One wasm instance serves all of them.
  const draw = fc.record({
    calls: fc.array(anyCall, { minLength: 1, maxLength: 4 }),
    answers: fc.array(anyAnswer, { minLength: 1, maxLength: 4 }),
    status: fc.constantFrom(200, 200, 200, 400, 401, 503),
    storage: fc.constantFrom(...Object.keys(STORAGES)),
    flows: fc.constantFrom(undefined, 'localStorage', 5),
    oauth: fc.boolean(),
    cancel: fc.constantFrom('no', 'no', 'later', 'before'),
    pollution: fc.option(anyPollution, { freq: 3, nil: [] }),
    query: fc.constantFrom(
      '',
      `?code=${SECRET}&state=${SECRET}`,
      `?token=${SECRET}`,
      '?token=a&token=b',
    ),
  });
  const run = async (drawn) => {
    world.go(`https://game.example/${drawn.query}`);
    let index = 0;
    let release;
    const hang = new Promise((resolve) => (release = resolve));
    globalThis.fetch = async () =>
      respond(drawn.answers[index++ % drawn.answers.length], drawn.status, hang);
    const session = { storage: STORAGES[drawn.storage](), flowStorage: drawn.flows };
    const make = (more) => new XsollaLogin.Api({ ...OPTIONS, is_oauth2: drawn.oauth, ...more });
    let api;
    try {
      api = make({ session });
    } catch (error) {
      assert.equal(error.kind, 'config', `the storage ${drawn.storage}: ${shown(error)}`);
      api = make();
    }
    const controller = new AbortController();
    const reason = { reason: 'mine' };
    if (drawn.cancel === 'before') controller.abort(reason);
    const started = drawn.calls.map(([name, recipes]) => {
      const args = recipes.map(build);
      if (drawn.cancel !== 'no') {
        while (args.length < 1) args.push({});
        args[1] = { signal: controller.signal };
      }
      if (name === 'listenForLogin' && Object(args[0]) === args[0]) {
        // Otherwise it would wait for a message that never comes.
        args[0] = { origin: 'https://game.example', signal: controller.signal };
      }
      return [name, args];
    });
    const outcomes = await polluted(drawn.pollution, async () => {
      const ends = started.map(([name, args]) => {
        let promise;
        try {
          promise = CALLS[name](api, args, XsollaLogin);
        } catch (error) {
          promise = Promise.reject(new TypeError('thrown, not rejected'));
        }
        const settled = promise.then(
          (value) => ({ name, value }),
          (error) => ({ name, error }),
        );
        return Promise.race([settled, tick(4_000).then(() => ({ name, pending: true }))]);
      });
      await tick(1);
      controller.abort(reason);
      release(bare({ status: 500, headers: { get: () => null }, text: () => '' }));
      return Promise.all(ends);
    });
    for (const { name, error, pending } of outcomes) {
      assert.ok(!pending, `${name} is pending`);
      const word = error === undefined ? 'result' : error === reason ? 'cancelled' : error.name;
      counts[word] = (counts[word] ?? 0) + 1;
      if (error === undefined || error === reason) continue;
      assert.ok(isOurs(error, XsollaLogin), `${name}: ${shown(error)}`);
      // An app may show what the service says.
      const { description, details, code, ...rest } = error;
      const text = shown({
        ...rest,
        stack: error.stack.replace(String(code), ''),
        kind: error.kind,
      });
      assert.ok(!text.includes(SECRET), `${name}: ${text}`);
      if (error instanceof XsollaLogin.SDKError) sentences.push(error.message);
    }
    await tick();
    assert.deepEqual(unhandled.splice(0), []);
  };
  try {
    const result = await fc.check(fc.asyncProperty(draw, run), {
      seed,
      numRuns,
      interruptAfterTimeLimit: 120_000,
      markInterruptAsFailure: true,
    });
    context.diagnostic(JSON.stringify(counts));
    assert.ok(
      !result.failed,
      `seed ${seed}, path ${result.counterexamplePath}\n${result.errorInstance?.message}\n` +
        (result.failed ? fc.stringify(result.counterexample).slice(0, 3_000) : ''),
    );
  } finally {
    process.off('unhandledRejection', note);
  }
  for (const word of ['result', 'APIError', 'SDKError', 'cancelled']) {
    assert.ok(counts[word] > numRuns / 100, `${word}: ${counts[word]}`);
  }
  assert.ok(!sentences.join().includes(SECRET));
});
