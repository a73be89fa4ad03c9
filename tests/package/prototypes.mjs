// A page that has polluted `Object.prototype`, under the indexes and names by which the generated code
// stores and reads values. It runs in its own context, so that the tests are not polluted.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

const SCRIPTS = ['xsolla-login.script.js', 'xsolla-login.js.script.js'];
const read = (name) => readFile(new URL(`../../pkg/dist/${name}`, import.meta.url), 'utf8');
const { AbortController, AbortSignal, DOMException, TextDecoder, TextEncoder, atob } = globalThis;
const { URL: Url, URLSearchParams, crypto, performance, setTimeout, clearTimeout } = globalThis;

const number = (from, count) => Array.from({ length: count }, (_, i) => String(from + i));

/** The first indexes of any array, and those around the end of what the generated code fills. */
const PLACES = [...number(0, 8), ...number(1020, 60)];
const NAMES = ['get', 'set', 'value', 'length', 'redirect', 'method', 'signal', 'headers', 'body'];

const refuse = () => {
  throw new Error('called');
};

const KINDS = {
  texts: { value: 'polluted', writable: true },
  constants: { value: 'polluted', writable: false },
  setters: { get: () => undefined, set: refuse },
  getters: { get: refuse, set: refuse },
};

/** A `state` that is nobody's, as the texts on the prototype. */
const FORGED = 'polluted';
const CALLBACK = `https://game.example/back?code=forged&state=${FORGED}`;

/** The tab's storage, with an entry that lacks the `state` that it is stored under. */
const tabStorage = () => {
  const entries = new Map([[`xsolla-login-wasm/flow/p/57/${FORGED}`, String(Date.now())]]);
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    key: (index) => [...entries.keys()].at(index) ?? null,
    get length() {
      return entries.size;
    },
  };
};

/** Tokens whose end is unknown: the access token is not a JWT. */
const TOKENS = '{"access_token":"opaque","refresh_token":"refresh"}';

const CALLS = [
  ['login', { credentials: { username: 'John' } }],
  ['login', {}],
  ['reset', 'John', { captchaData: { gen_time: '5' } }],
  ['ask', { fields: { email: 'A@b' }, token: 't' }],
  ['getAskFields', 't'],
  ['logout', 't', 'all', { timeout: 5000 }],
  ['clearSSO', { signal: AbortSignal.abort('mine') }],
  ['fetchConfig'],
  ['handleRedirectCallback', CALLBACK],
  ['exchangeCode', { code: 'c', codeVerifier: 'v' }],
  ['session.getAccessToken'],
  ['refresh'],
  ['refresh', { refreshToken: 'another' }],
];

/** Makes all calls in a new context with polluted `names`. Resolves to requests and results. */
const outcome = async (script, names, descriptor) => {
  const requests = [];
  const fetch = async (url, init) => {
    const { method, redirect, credentials, headers, body } = init;
    requests.push(JSON.stringify([url, method, redirect, credentials, headers, body]));
    if (url.includes('/oauth2/token')) return new Response(TOKENS);
    return new Response('{"a":[{"b":1}]}', { status: url.includes('/jwt') ? 422 : 200 });
  };
  const context = createContext(
    Object.assign(
      { fetch, AbortController, AbortSignal, DOMException, TextDecoder, TextEncoder },
      { URL: Url, URLSearchParams, crypto, performance, setTimeout, clearTimeout },
      { atob, sessionStorage: tabStorage() },
    ),
  );
  runInContext(await read(script), context);
  const prototype = runInContext('Object.prototype', context);
  for (const name of names) {
    Object.defineProperty(prototype, name, { configurable: true, ...descriptor });
  }
  const ends = [];
  try {
    const api = new context.XsollaLogin.Api({ projectId: 'p', clientId: 57, payload: 'x' });
    for (const [name, ...args] of CALLS) {
      const of = name.startsWith('session.') ? api.session : api;
      const method = name.replace('session.', '');
      // Many at once, so that the generated code's array of values grows.
      const calls = Array.from({ length: 20 }, () => of[method](...args));
      for (const { value, reason } of await Promise.allSettled(calls)) ends.push([value, reason]);
    }
  } finally {
    for (const name of names) delete prototype[name];
  }
  return [requests, ends.map(([value, reason]) => JSON.stringify([value, String(reason)]))];
};

for (const [kind, descriptor, script] of Object.entries(KINDS).flatMap(([kind, descriptor]) =>
  SCRIPTS.map((script) => [kind, descriptor, script]),
)) {
  test(`${script}: ${kind} on Object.prototype change no request and no outcome`, async () => {
    const clean = await outcome(script, [], descriptor);
    assert.equal(clean[1].length, 20 * CALLS.length);
    for (const names of [PLACES, NAMES, ['0'], ['1'], ['1028'], ['1029']]) {
      assert.deepEqual(await outcome(script, names, descriptor), clean, names.join());
    }
  });
}
