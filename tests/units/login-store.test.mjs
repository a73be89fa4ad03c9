// What `./react` shows of a session, with an `Api` that responds when the test lets it.
import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { test } from 'node:test';

const folder = new URL('../../target/login-store/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const file of ['login-store.js', 'login-callback.js', 'login-package.js', 'login-user.js']) {
  await cp(new URL(`../../js/${file}`, import.meta.url), new URL(file, folder));
}
await writeFile(new URL('package.json', folder), '{ "type": "module" }');
await writeFile(
  new URL('xsolla-login.mjs', folder),
  `export { isCancel } from '../../js/cancel-token.js';
  export { readLoginUrl } from '../../js/callback.js';
  export class Api {
    constructor(options) {
      return options.make();
    }
  }
  export const init = undefined;`,
);
const { LoginStore } = await import(new URL('login-store.js', folder));

/** Waits until all pending microtasks have run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const tokensOf = (sub, number = 0) => ({
  accessToken: `h.${btoa(JSON.stringify({ sub, number }))}.s`,
});

/** Creates a store. The test changes its session, and responds to its requests for the user. */
const start = (loadsUser, more) => {
  let current = null;
  let listener;
  const asked = [];
  const session = {
    get current() {
      return current;
    },
    subscribe(run) {
      listener = run;
      run(current);
      return () => {};
    },
  };
  const getUser = () =>
    new Promise((resolve, reject) => asked.push(Object.assign(resolve, { reject })));
  const store = new LoginStore({ session, getUser, ...more }, undefined, loadsUser);
  store.subscribe(() => {});
  const becomes = async (tokens) => {
    current = tokens;
    listener(tokens);
    await settled();
  };
  return { store, asked, becomes };
};

test("a new sign-in does not show the previous user's data", async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  asked.shift()({ id: 'ann' });
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
  await becomes(tokensOf('bob'));
  assert.equal(store.snapshot().user, null);
  asked.shift()({ id: 'bob' });
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'bob' });
});

test('a late response about the previous user is not shown', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  await becomes(tokensOf('bob'));
  assert.equal(asked.length, 2, 'the next user does not wait for it');
  asked.shift()({ id: 'ann' });
  await settled();
  assert.equal(store.snapshot().user, null);
  asked.shift()({ id: 'bob' });
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'bob' });
});

test('a refresh keeps the user', async () => {
  const { store, asked, becomes } = start(false);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  asked.shift()({ id: 'ann' });
  await reloaded;
  await becomes(tokensOf('ann', 1));
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
  await becomes(tokensOf('bob'));
  assert.equal(store.snapshot().user, null);
});

test('a user who is known stays after a failed request', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  asked.shift()({ id: 'ann' });
  await settled();
  await becomes(tokensOf('ann', 1));
  const offline = new Error('offline');
  asked.shift().reject(offline);
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
  assert.equal(store.snapshot().error, offline);
});

test('an older response about the user does not replace a newer one', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  const [first, second] = asked;
  second({ id: 'ann', nickname: 'new' });
  await reloaded;
  first({ id: 'ann', nickname: 'old' });
  await settled();
  assert.equal(store.snapshot().user.nickname, 'new');
});

test('an older request for the user that fails sets no error', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  const [first, second] = asked;
  second({ id: 'ann' });
  await reloaded;
  first.reject(new Error('late'));
  await settled();
  assert.equal(store.snapshot().error, null);
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
});

test('a request for the user that fails before a newer one succeeds leaves no error', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  const [first, second] = asked;
  first.reject(new Error('early'));
  await settled();
  assert.equal(store.snapshot().error, null);
  second({ id: 'ann' });
  await reloaded;
  assert.equal(store.snapshot().error, null);
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
});

test('an older response does not hide that a newer request has failed', async () => {
  const offline = new Error('offline');
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  const [first, second] = asked;
  second.reject(offline);
  await assert.rejects(reloaded, offline);
  first({ id: 'ann' });
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'ann' });
  assert.equal(store.snapshot().error, offline);
});

for (const [kind, tokenOf] of [
  ['with a subject', (number) => tokensOf('ann', number)],
  ['without a subject', (number) => ({ accessToken: `opaque${number}` })],
]) {
  for (const [ends, end] of [
    ['succeeds', (number) => ({ id: number })],
    [
      'fails',
      () => {
        throw new Error('refused');
      },
    ],
  ]) {
    test(`a request that refreshes tokens ${kind} and ${ends} is not repeated`, async () => {
      let requests = 0;
      const { store, becomes } = start(true, {
        async getUser() {
          requests += 1;
          // Without a limit, a fault would be an endless test.
          if (requests < 10) await becomes(tokenOf(requests));
          return end(requests);
        },
      });
      await becomes(tokenOf(0));
      for (let turn = 0; turn < 30; turn += 1) await settled();
      assert.equal(requests, 1);
      const { tokens, user, error } = store.snapshot();
      assert.deepEqual(tokens, tokenOf(1));
      assert.deepEqual(user, ends === 'fails' ? null : { id: 1 });
      assert.equal(error?.message, ends === 'fails' ? 'refused' : undefined);
      await becomes(tokenOf(20));
      assert.equal(requests, 2, 'the next tokens are asked about');
    });
  }
}

test('of two reloads, the last one counts, whichever ends first', async () => {
  const { store, asked, becomes } = start(false);
  await becomes(tokensOf('ann'));
  const reloads = [store.reloadUser(), store.reloadUser()];
  await settled();
  const [first, second] = asked;
  second({ nickname: 'new' });
  await settled();
  first({ nickname: 'old' });
  await Promise.all(reloads);
  assert.equal(store.snapshot().user.nickname, 'new');
});

test('an error about the user ends with the next request for the user', async () => {
  const { store, asked, becomes } = start(true);
  const offline = new Error('offline');
  await becomes(tokensOf('ann'));
  asked.shift().reject(offline);
  await settled();
  assert.equal(store.snapshot().error, offline);
  await becomes(tokensOf('ann', 1));
  assert.equal(store.snapshot().error, null);
  asked.shift()({ id: 'ann' });
  await settled();
  assert.deepEqual(store.snapshot().user, { id: 'ann' });

  const reloaded = store.reloadUser();
  await settled();
  asked.shift().reject(offline);
  await assert.rejects(reloaded, offline);
  assert.equal(store.snapshot().error, offline);
  await becomes(tokensOf('ann', 2));
  assert.equal(store.snapshot().error, null);
});

test('an error ends when the user changes', async () => {
  const failed = new Error('failed');
  const { store, asked, becomes } = start(true, {
    login: async () => {
      throw failed;
    },
  });
  await becomes(tokensOf('ann'));
  asked.shift().reject(failed);
  await settled();
  assert.equal(store.snapshot().error, failed);
  await becomes(null);
  assert.equal(store.snapshot().error, null, 'a sign-out elsewhere');
  await assert.rejects(store.signIn({}), failed);
  assert.equal(store.snapshot().error, failed);
  await becomes(tokensOf('bob'));
  assert.equal(store.snapshot().error, null, 'a sign-in elsewhere');
});

test('a late failure that is about the previous user is not shown', async () => {
  const { store, asked, becomes } = start(false);
  await becomes(tokensOf('ann'));
  const reloaded = store.reloadUser();
  await settled();
  await becomes(tokensOf('bob'));
  asked.shift().reject(new Error('about ann'));
  await assert.rejects(reloaded, /about ann/);
  assert.equal(store.snapshot().error, null);
});

test('a reload that ends the session says why', async () => {
  const refused = new Error('refused');
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  asked.shift()({ id: 'ann' });
  const reloaded = store.reloadUser();
  await settled();
  await becomes(null);
  asked.shift().reject(refused);
  await assert.rejects(reloaded, refused);
  assert.equal(store.snapshot().error, refused);
  await becomes(tokensOf('bob'));
  assert.equal(store.snapshot().error, null);
});

test('a reload that fails after a sign-out sets no error', async () => {
  const { store, asked, becomes } = start(false);
  const session = { logout: () => becomes(null) };
  await becomes(tokensOf('ann'));
  Object.assign(store.snapshot().api.session, session);
  const reloaded = store.reloadUser();
  await store.signOut();
  asked.shift().reject(new Error('late'));
  await assert.rejects(reloaded, /late/);
  assert.equal(store.snapshot().error, null);
});

test('a request of the store that ends the session sets no error', async () => {
  const { store, asked, becomes } = start(true);
  await becomes(tokensOf('ann'));
  await becomes(null);
  asked.shift().reject(new Error('refused'));
  await settled();
  assert.equal(store.snapshot().error, null);
});

test('a request for the user keeps the error of a call', async () => {
  const refused = new Error('refused');
  const { store, asked, becomes } = start(true, {
    login: async () => {
      throw refused;
    },
  });
  await becomes(tokensOf('ann'));
  asked.shift()({ id: 'ann' });
  await settled();
  await assert.rejects(store.signIn({}), refused);
  await becomes(tokensOf('ann', 1));
  asked.shift()({ id: 'ann' });
  await settled();
  assert.equal(store.snapshot().error, refused);
});

test('an error about the session ends when the session is read', async () => {
  const unreadable = new Error('unreadable');
  let listener;
  const session = {
    current: undefined,
    subscribe(run) {
      listener = run;
      run(session.current);
      return () => {};
    },
    get: () => Promise.reject(unreadable),
  };
  let make = () => {
    throw unreadable;
  };
  const store = new LoginStore(undefined, { make: () => make() }, false);
  store.subscribe(() => {});
  await settled();
  const { isLoading, error } = store.snapshot();
  assert.deepEqual({ isLoading, error }, { isLoading: false, error: unreadable });

  const api = { session: { ...session, get: () => new Promise(() => {}) } };
  make = () => api;
  store.subscribe(() => {});
  await settled();
  assert.equal(store.snapshot().api, api);
  assert.equal(store.snapshot().isLoading, true, 'now there is something to wait for');
  listener(null);
  assert.equal(store.snapshot().isLoading, false);
  assert.equal(store.snapshot().error, null);
});

const HOME = 'https://game.example/home';
const BACK = 'https://game.example/back?code=c&state=12345678';

/** Runs a test on a page with this URL. */
const at = async (href, run) => {
  const { location } = globalThis;
  globalThis.location = { href };
  try {
    await run(globalThis.location);
  } finally {
    globalThis.location = location;
  }
};

/** Creates a store that handles callbacks as the test says: `handle` gets the URL. */
const startCallback = (handle) =>
  start(false, {
    handleRedirectCallback: async (url) => handle(url ?? globalThis.location.href),
  });

test('the callback that was found is handled even if the page has navigated', () =>
  at(BACK, async (page) => {
    const handled = [];
    const { store } = startCallback((url) => handled.push(url));
    const done = store.callback();
    page.href = HOME;
    await done;
    assert.deepEqual(handled, [BACK]);
  }));

for (const added of ['&lang=en', '#top']) {
  test(`the package cleans the URL of the callback even if ${added} was added to it`, () =>
    at(BACK, async (page) => {
      const handled = [];
      const { store } = start(false, {
        async handleRedirectCallback(...args) {
          handled.push(args);
        },
      });
      const done = store.callback();
      page.href += added;
      await done;
      assert.deepEqual(handled, [[]]);
    }));
}

test('a retry cleans the URL, too, if it still contains the sign-in', () =>
  at(BACK, async () => {
    const handled = [];
    const api = {
      session: { current: null },
      async handleRedirectCallback(...args) {
        handled.push(args);
      },
    };
    let make = () => {
      throw new Error('offline');
    };
    const store = new LoginStore(undefined, { make: () => make() }, false);
    const { promise } = store.follow({});
    await assert.rejects(promise, /offline/);
    make = () => api;
    store.retry();
    await store.callback();
    assert.deepEqual(handled, [[]]);
  }));

test('a result of which nobody has been told is dropped with the page', () =>
  at(BACK, async (page) => {
    const { store } = startCallback(() => {
      page.href = HOME;
      return 'signed in';
    });
    await store.callback();
    page.href = `${HOME}?lang=en#top`;
    assert.equal(await store.callback(), 'signed in', 'the same page');
    page.href = 'https://game.example/shop';
    assert.equal(await store.callback(), null);
    assert.equal(store.follow({}), null);
  }));

test('during a callback, the state is unknown unless somebody is signed in', () =>
  at(BACK, async () => {
    for (const [tokens, isLoading] of [
      [null, true],
      [tokensOf('ann'), false],
    ]) {
      const { store, becomes } = startCallback(() => new Promise(() => {}));
      await becomes(tokens);
      store.callback();
      await settled();
      assert.equal(store.snapshot().isLoading, isLoading);
      assert.equal(store.snapshot().isSignedIn, !isLoading);
    }
  }));

test('a result of which nobody has been told is kept, but not after a sign-out', () =>
  at(BACK, async (page) => {
    const { store, becomes } = startCallback(async () => {
      page.href = HOME;
      await becomes(tokensOf('ann'));
      return 'signed in';
    });
    await store.callback();
    assert.equal(await store.callback(), 'signed in');
    await becomes(tokensOf('ann', 1));
    assert.equal(await store.callback(), 'signed in', 'after a refresh');
    await becomes(null);
    assert.equal(await store.callback(), null);
  }));

test('a sign-out is noticed even if no component shows the session', () =>
  at(BACK, async (page) => {
    const session = { current: null };
    const store = new LoginStore(
      {
        session,
        handleRedirectCallback: async () => {
          page.href = HOME;
          session.current = tokensOf('ann');
          return 'signed in';
        },
      },
      undefined,
      false,
    );
    await store.callback();
    assert.equal(await store.callback(), 'signed in');
    session.current = null;
    assert.equal(await store.callback(), null);
  }));

test('a failure of which nobody has been told is kept until somebody signs in', () =>
  at(BACK, async (page) => {
    const { store, becomes } = startCallback(async () => {
      page.href = HOME;
      throw new Error('refused');
    });
    await assert.rejects(store.callback(), /refused/);
    await assert.rejects(store.callback(), /refused/);
    await becomes(tokensOf('ann'));
    assert.equal(await store.callback(), null);
  }));

test('another sign-in in the URL is handled, whatever became of the previous one', () =>
  at(BACK, async (page) => {
    const ends = [];
    const { store } = startCallback((url) => new Promise((end) => ends.push(() => end(url))));
    const next = BACK.replace('code=c', 'code=d');
    const first = store.callback();
    await settled();
    // Only the sign-in counts, not what a router adds.
    page.href = `${BACK}&page=2#top`;
    assert.equal(store.callback(), first);
    page.href = next;
    const second = store.callback();
    await settled();
    ends[0]();
    assert.equal(await first, BACK);
    assert.equal(store.snapshot().isLoading, true, 'the second one has not ended');
    page.href = HOME;
    ends[1]();
    assert.equal(await second, next);
    assert.equal(store.snapshot().isLoading, false);
    assert.equal(store.callback(), second);
  }));

test('a call that the app cancels sets no error, whatever the reason', async () => {
  const { store } = start(false, {
    login: async (args, { signal }) => {
      throw signal.reason;
    },
  });
  for (const reason of ['left', new Error('left')]) {
    const signal = AbortSignal.abort(reason);
    await assert.rejects(store.signIn({}, { signal }), (error) => error === reason);
    assert.equal(store.snapshot().error, null);
  }
});
