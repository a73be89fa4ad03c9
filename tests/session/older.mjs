// The oldest browsers that docs/loading.md names: without whatever is newer than one of them.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { failing, load, OPTIONS, page, settle, tokens } from './world.mjs';

/** What Chrome 96, Firefox 90 or Safari 15 lacks. */
const NEWER = [
  [Object, 'hasOwn', 'groupBy'],
  [Array, 'fromAsync'],
  [Array.prototype, 'at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'with'],
  [String.prototype, 'at', 'isWellFormed', 'toWellFormed'],
  [Promise, 'withResolvers', 'try'],
  [AbortSignal, 'abort', 'any', 'timeout'],
  [AbortSignal.prototype, 'reason', 'throwIfAborted'],
  [Response, 'json'],
  [URL, 'canParse', 'parse'],
  [URLSearchParams.prototype, 'size'],
  [crypto, 'randomUUID'],
  [Object.getPrototypeOf(crypto), 'randomUUID'],
  [globalThis, 'structuredClone', 'BroadcastChannel', 'scheduler'],
  [Error, 'captureStackTrace'],
];

const removed = [];

/** Removes them until the test ends. */
const age = () => {
  for (const [owner, ...names] of NEWER) {
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name);
      if (descriptor && delete owner[name]) removed.push([owner, name, descriptor]);
    }
  }
};

afterEach(() => {
  for (const [owner, name, descriptor] of removed.splice(0)) {
    Object.defineProperty(owner, name, descriptor);
  }
});

/** A minimal one: Node's own needs what is removed. */
class PlainResponse {
  headers = new Headers();

  constructor(body, { status = 200 } = {}) {
    Object.assign(this, { status, ok: status < 300, text: async () => body ?? '' });
  }

  async json() {
    return JSON.parse(await this.text());
  }
}

/** A page of such a browser, and an `Api` on it. */
const start = (options) => {
  // Without Web Locks too, as Safari before 15.4.
  const world = page({ navigator: {}, Response: PlainResponse });
  world.answers['/oauth2/login'] = ({ url }) => ({
    login_url: `${OPTIONS.redirectUri}?code=c&state=${url.searchParams.get('state')}`,
  });
  world.answers['/oauth2/token'] = tokens();
  age();
  return { world, api: new (load().Api)({ ...OPTIONS, ...options }) };
};

for (const storage of ['memory', 'sessionStorage', 'localStorage']) {
  test(`the oldest browsers sign in, refresh and sign out (${storage})`, async () => {
    const { world, api } = start({ session: { storage }, retry: { limit: 1 } });
    const result = await api.login({ credentials: { username: 'ada', password: 'p' } });
    assert.equal((await api.completeLogin(result)).accessToken, 'access-a');
    assert.equal(await api.session.getAccessToken(), 'access-a');
    world.answers['/oauth2/token'] = tokens('b');
    assert.equal((await api.refresh()).accessToken, 'access-b');
    world.answers['/oauth2/logout'] = 204;
    await api.session.logout();
    assert.equal(api.session.current, null);
  });
}

test('the oldest browsers go through authorize and its callback', async () => {
  const { world, api } = start();
  const { state } = await api.createAuthorizationUrl();
  const url = `${OPTIONS.redirectUri}?code=c&state=${state}`;
  assert.equal((await api.handleRedirectCallback(url)).accessToken, 'access-a');
  assert.equal(world.sent.length, 1);
});

test('the oldest browsers cancel a call', async () => {
  const { world, api } = start();
  world.answers['/oauth2/login'] = () => new Promise(() => {});
  const controller = new AbortController();
  const call = failing(api.login({ credentials: {} }, { signal: controller.signal }));
  await settle();
  controller.abort();
  assert.equal((await call).name, 'AbortError');
});

test('an engine without performance signs in', async () => {
  const world = page({ performance: undefined });
  world.answers['/oauth2/token'] = tokens();
  const api = new (load().Api)(OPTIONS);
  assert.equal((await api.exchangeCode({ code: 'c' })).accessToken, 'access-a');
});
