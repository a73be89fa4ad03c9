// The package, loaded anew on a page that is made of stubs.
import { readFile } from 'node:fs/promises';
import { afterEach } from 'node:test';
import { bytesOf } from '../dist.mjs';
import { clock } from './clock.mjs';
import { channels, events, locks, storage, storageOver, tabOf } from './tabs.mjs';

export { settle, tick, within } from './clock.mjs';
export { locks, storage } from './tabs.mjs';

// Another folder than that of the build: a copy with a fault, to see a test fail.
const DIST = process.env.SESSION_DIST;

/** The script-tag file. */
export const source = await (DIST ? readFile(`${DIST}/xsolla-login.script.js`) : bytesOf('script'));

/** Loads the package without any state. */
export const load = new Function(`${source}\nreturn XsollaLogin;`);

export const OPTIONS = {
  projectId: 'project',
  clientId: 42,
  is_oauth2: true,
  redirectUri: 'https://game.example/back',
  scope: 'offline',
  retry: false,
};

/** Waits this many milliseconds of the page's time. */
export const wait = (ms) => new Promise((end) => setTimeout(end, ms));

/** A storage that responds later, like one over a network or in a worker. */
export const slowStorage = (ms = 5) => {
  const fast = storage();
  const later = async (value) => (await wait(ms), value);
  return {
    map: fast.map,
    getItem: async (key) => later(fast.getItem(key)),
    setItem: async (key, value) => (await later(), fast.setItem(key, value)),
    removeItem: async (key) => (await later(), fast.removeItem(key)),
  };
};

const bytes = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with these claims and no valid signature. */
export const jwt = (claims) => `${bytes({ alg: 'none' })}.${bytes(claims)}.x`;

export const now = () => Math.floor(Date.now() / 1000);

const before = new Map();
let ending;

const set = (name, value) => {
  if (!before.has(name)) before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};

afterEach(() => {
  for (const [name, descriptor] of before) {
    delete globalThis[name];
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  }
  before.clear();
  ending?.();
  ending = undefined;
});

/**
 * Sets up a page until the test ends. `sent` are its requests; `answers` has the responses by the
 * end of the path, or functions that get the request. `skip`, `set`, `pass` and `hurry` move its
 * clocks.
 */
export const page = ({ href = 'https://game.example/', ...more } = {}) => {
  const [sent, moves] = [[], []];
  ending?.();
  const { end, ...times } = clock(set);
  ending = end;
  const world = { sent, moves, answers: {}, session: storage(), locks: locks(), ...times };
  const window = events();
  world.tabs = new Set();
  world.fire = window.fire;
  world.listeners = window.count;
  // As in browsers, every tab is notified except the one that made the change.
  world.told = (from, change) =>
    setImmediate(() => {
      for (const tab of world.tabs) if (tab !== from) tab.told(change);
      if (from) window.fire('storage', { ...change, storageArea: world.local });
    });
  world.local = storageOver(new Map(), (change) => world.told(undefined, change));
  /** Another tab; see `tabOf`. */
  world.tab = (options) => tabOf(world, source, options);
  world.go = (to) => {
    world.location = new URL(to, world.location);
  };
  world.location = new URL(href);
  set('location', {
    get href() {
      return world.location.href;
    },
    get origin() {
      return world.location.origin;
    },
    assign: (to) => void moves.push(String(to)),
  });
  set('history', {
    state: { mine: 1 },
    replaceState(state, title, to) {
      world.replaced = [state, title];
      this.state = structuredClone(state);
      if (to !== undefined) world.go(to);
    },
  });
  set('sessionStorage', world.session);
  set('localStorage', world.local);
  set('navigator', { locks: world.locks });
  set('addEventListener', window.addEventListener);
  set('removeEventListener', window.removeEventListener);
  set('BroadcastChannel', channels());
  set('fetch', async (address, init) => {
    const request = { url: new URL(address), init, from: world.location.href };
    request.form = () => Object.fromEntries(new URLSearchParams(init.body));
    // Old browsers have no reason.
    const reason = () => init.signal.reason ?? new DOMException('aborted', 'AbortError');
    if (init?.signal?.aborted) throw reason();
    sent.push(request);
    const stopped = new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(reason()), { once: true });
    });
    stopped.catch(() => {});
    const path = Object.keys(world.answers).find((path) => request.url.pathname.endsWith(path));
    let answer = path === undefined ? 404 : world.answers[path];
    if (typeof answer === 'function') answer = await Promise.race([answer(request), stopped]);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer;
    if (typeof answer === 'number') return new Response(null, { status: answer });
    if (typeof answer === 'string') return new Response(answer);
    const body = JSON.stringify(Object.assign(Object.create(null), answer));
    return new Response(body, { status: answer.error ? 400 : 200 });
  });
  for (const [name, value] of Object.entries(more)) set(name, value);
  return world;
};

/** Resolves to what a call rejects with. */
export const failing = (promise) =>
  promise.then(
    () => {
      throw new Error('it did not reject');
    },
    (error) => error,
  );

/**
 * Holds back the responses to a path. Resolves, once the first request has come, to the function
 * that answers it.
 */
export const held = (world, path) =>
  new Promise((asked) => {
    world.answers[path] = () => new Promise(asked);
  });

/** What the token endpoint responds with. */
export const tokens = (name = 'a', more) => ({
  access_token: `access-${name}`,
  refresh_token: `refresh-${name}`,
  expires_in: 3600,
  token_type: 'bearer',
  ...more,
});

export const used = { error: { code: '010-023', description: 'The code or token was used.' } };

/** Creates an `Api` on which somebody is signed in. */
export const signedIn = async (world, options, answer = tokens()) => {
  world.answers['/oauth2/token'] = answer;
  const { Api } = load();
  const api = new Api({ ...OPTIONS, ...options });
  await api.exchangeCode({ code: `a code ${Math.random()}` });
  world.sent.length = 0;
  return api;
};
