// Only one tab sends a refresh token, whatever happens to tabs, responses and locks. The service of these tests revokes
// everything if a token comes twice, as in RFC 9700, 4.14.2.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OPTIONS, page, wait, within } from './world.mjs';
import { service } from './service.mjs';
import { accessToken, LOCAL, refresh, signIn, site } from './sites.mjs';

const limit = { timeout: 20_000 };
const never = () => new Promise(() => {});
const MINUTE = 60_000;
/** No limits but those of the requests. */
const PATIENT = { timeout: 0 };

/** Opens tabs in which somebody is signed in. `locks` replaces the browser's Web Locks. */
const tabs = async (count, { locks, storages, ...options } = {}) => {
  const world = page();
  if (locks !== undefined) world.locks = locks;
  const books = service(world, options);
  const opened = Array.from({ length: count }, (_, index) => {
    const tab = world.tab();
    tab.options = { ...OPTIONS, session: { storage: storages?.[index] ?? 'localStorage' } };
    tab.api = new (tab.load().Api)(tab.options);
    return tab;
  });
  await opened[0].api.exchangeCode({ code: 'c' });
  await world.pass(10);
  return { world, books, tabs: opened };
};

/** Resolves to the access tokens that the tabs have at the end. */
const have = async (world, ...tabs) => {
  const ends = await Promise.all(
    tabs.map(({ api }) => within(world, 0, api.session.getAccessToken())),
  );
  return ends.map(({ value }) => value);
};

const without = { request: () => Promise.reject(new DOMException('x', 'SecurityError')) };
const of = (locks) => ({ of: () => locks, drop() {} });
const LOCKS = {
  'Web Locks': undefined,
  'no Web Locks': null,
  'Web Locks that are forbidden': of(without),
  'Web Locks that hang': of({ request: never }),
};

for (const [what, locks] of Object.entries(LOCKS)) {
  for (const delay of [50, 12_500, 29_000]) {
    test(`with ${what}, two tabs send one refresh that takes ${delay} ms`, limit, async () => {
      const { world, books, tabs: opened } = await tabs(2, { locks, delay });
      const [one, two] = opened;
      const calls = [one.api.refresh({}, PATIENT)];
      await world.pass(Math.min(delay / 2, 1_000));
      calls.push(two.api.refresh({}, PATIENT));
      await world.pass(delay + MINUTE);
      assert.deepEqual(books.refreshes, ['refresh-1']);
      for (const call of calls) assert.equal((await call).accessToken, 'access-2');
      assert.deepEqual(await have(world, one, two), ['access-2', 'access-2']);
    });
  }

  test(`with ${what}, four tabs that refresh almost at once send one request`, limit, async () => {
    for (const apart of [0, 1, 7, 30, 60]) {
      const { world, books, tabs: opened } = await tabs(4, { locks, delay: 5_000 });
      const calls = [];
      for (const { api } of opened) {
        calls.push(api.refresh({}, PATIENT));
        await wait(apart);
      }
      await world.pass(MINUTE);
      assert.deepEqual([books.refreshes, books.reused], [['refresh-1'], 0], `${apart} ms apart`);
      for (const call of calls) assert.equal((await call).accessToken, 'access-2');
    }
  });
}

test('tabs that share a slow adapter send one refresh', limit, async () => {
  const shared = new Map();
  const slow = (ms) => ({
    getItem: async (key) => (await wait(ms), shared.get(key) ?? null),
    setItem: async (key, value) => (await wait(ms), void shared.set(key, value)),
    removeItem: async (key) => (await wait(ms), void shared.delete(key)),
  });
  const storages = [slow(50), slow(120)];
  const { world, books, tabs: opened } = await tabs(2, { locks: null, delay: 12_500, storages });
  const [one, two] = opened;
  const calls = [one.api.refresh({}, PATIENT)];
  await world.pass(900);
  calls.push(two.api.refresh({}, PATIENT));
  await world.pass(2 * MINUTE);
  assert.deepEqual(books.refreshes, ['refresh-1']);
  for (const call of calls) assert.equal((await call).accessToken, 'access-2');
});

// ---- Tabs that sleep, go or come back

for (const [what, locks] of Object.entries({ 'Web Locks': undefined, 'no Web Locks': null })) {
  for (const at of [0, 30, 90, 150, 1_000]) {
    test(
      `with ${what}, a tab frozen ${at} ms into its refresh allows at most one more`,
      limit,
      async () => {
        for (const lasts of [20_000, 300_000]) {
          const { world, books, tabs: opened } = await tabs(2, { locks, delay: 2_000 });
          const [one, two] = opened;
          one.api.refresh().catch(() => {});
          await world.pass(at);
          one.freeze();
          const sent = books.refreshes.length;
          two.api.refresh().catch(() => {});
          await world.pass(lasts);
          one.resume();
          await world.pass(2 * MINUTE);
          const count = books.refreshes.filter((token) => token === 'refresh-1').length;
          // If it has sent the token and seems to be gone, another tab may send it once more.
          assert.ok(count <= (sent && lasts > 40_000 ? 2 : 1), `${count} for ${lasts} ms`);
          assert.ok(books.refreshes.length <= 2 && books.reused <= Math.max(0, count - 1));
          const [a, b] = await have(world, one, two);
          assert.equal(a, b);
          if (count === 1) assert.ok(books.isLive(a));
        }
      },
    );
  }

  for (const at of [0, 20, 1_000]) {
    test(
      `with ${what}, a tab gone ${at} ms into its refresh allows at most one more`,
      limit,
      async () => {
        for (const end of ['close', 'crash']) {
          const { world, books, tabs: opened } = await tabs(2, { locks, delay: 5_000 });
          const [one, two] = opened;
          one.api.refresh().catch(() => {});
          await world.pass(at);
          const sent = books.refreshes.length;
          one[end]();
          const again = world.tab({ session: one.session });
          again.api = new (again.load().Api)(one.options);
          for (const { api } of [two, again, two, again]) {
            api.refresh().catch(() => {});
            await world.pass(2 * MINUTE);
          }
          const count = books.refreshes.filter((token) => token === 'refresh-1').length;
          assert.ok(count <= 1 + sent, `${count} times, ${end}`);
          const [a, b] = await have(world, again, two);
          assert.equal(a, b);
          // A token that was never sent is as good as before.
          if (!sent) assert.ok(books.isLive(a));
        }
      },
    );
  }

  test(`with ${what}, lost responses allow one further attempt in total`, limit, async () => {
    const { world, books, tabs: opened } = await tabs(2, { locks });
    world.answers['/oauth2/token'] = async ({ form }) => {
      books.answer(form());
      await wait(50);
      return new TypeError('lost');
    };
    world.skip(3_601_000);
    for (let minute = 0; minute < 10; minute++) {
      for (const { api } of opened) api.session.getAccessToken().catch(() => {});
      await world.pass(MINUTE);
    }
    assert.ok(books.refreshes.length <= 2, `${books.refreshes.length} times`);
    const last = await within(world, 2 * MINUTE, opened[0].api.session.getAccessToken());
    assert.notDeepEqual(last, {});
  });

  test(`with ${what}, a refresh whose request was lost is retried`, limit, async () => {
    const { world, books, tabs: opened } = await tabs(2, { locks });
    const works = world.answers['/oauth2/token'];
    world.answers['/oauth2/token'] = () => {
      world.answers['/oauth2/token'] = works;
      return new TypeError('cut off');
    };
    for (const { api } of opened) {
      api.refresh().catch(() => {});
      await world.pass(MINUTE);
    }
    assert.deepEqual(books.refreshes, ['refresh-1']);
    assert.deepEqual(await have(world, ...opened), ['access-2', 'access-2']);
  });

  test(
    `with ${what}, a machine asleep during a refresh allows at most one more`,
    limit,
    async () => {
      for (const asleep of [20_000, 3_600_000]) {
        const { world, books, tabs: opened } = await tabs(2, { locks, delay: 5_000 });
        for (const { api } of opened) api.refresh().catch(() => {});
        await world.pass(1_000);
        world.skip(asleep);
        for (const { fire } of opened) fire('pageshow', { persisted: false });
        await world.pass(2 * MINUTE);
        const count = books.refreshes.filter((token) => token === 'refresh-1').length;
        assert.ok(count <= (asleep < 30_000 ? 1 : 2), `${count} times`);
        const [a, b] = await have(world, ...opened);
        assert.equal(a, b);
      }
    },
  );

  test(
    `with ${what}, a tab that resumes with a late response does not undo a sign-out`,
    limit,
    async () => {
      const { world, books, tabs: opened } = await tabs(2, { locks, delay: 2_000 });
      const [one, two] = opened;
      const heard = [];
      one.api.session.onChange((tokens) => heard.push(tokens));
      one.api.refresh().catch(() => {});
      await world.pass(1_000);
      one.freeze();
      await world.pass(20_000);
      await two.api.session.logout();
      one.resume();
      await world.pass(MINUTE);
      assert.deepEqual(await have(world, one, two), [null, null]);
      assert.equal(heard.at(-1), null);
      assert.equal(one.api.session.current, null);
      assert.equal(books.refreshes.length, 1);
      assert.ok(![...world.local.map.values()].join().includes('refresh-'));
    },
  );
}

test('a browser that is offline does not use up the refresh token', limit, async () => {
  const world = page();
  const books = service(world);
  const works = world.answers['/oauth2/token'];
  const navigator = { onLine: true, locks: world.locks };
  const tab = world.tab({ navigator });
  const api = new (tab.load().Api)({ ...OPTIONS, ...LOCAL });
  await api.exchangeCode({ code: 'c' });
  world.skip(3_601_000);
  navigator.onLine = false;
  for (const path of ['/oauth2/token', '/users/me']) world.answers[path] = new TypeError('offline');
  for (let minute = 0; minute < 5; minute++) {
    const { error } = await within(world, MINUTE, api.session.getAccessToken());
    assert.match(error?.name, /^(API|SDK)Error$/);
  }
  navigator.onLine = true;
  tab.fire('online');
  world.answers['/oauth2/token'] = works;
  world.answers['/users/me'] = 401;
  await world.pass(MINUTE);
  assert.equal((await within(world, MINUTE, api.session.getAccessToken())).value, 'access-2');
  assert.deepEqual(books.refreshes, ['refresh-1']);
});

test('a call that waits for a crashed tab settles', limit, async () => {
  const { world, books, tabs: opened } = await tabs(2, { locks: null });
  const [one, two] = opened;
  world.answers['/oauth2/token'] = never;
  world.answers['/users/me'] = never;
  one.api.refresh().catch(() => {});
  await world.pass(500);
  one.crash();
  assert.notDeepEqual(await within(world, 3 * MINUTE, two.api.refresh()), {});
  assert.notDeepEqual(await within(world, 3 * MINUTE, two.api.session.getAccessToken()), {});
  assert.equal(books.reused, 0);
});

test('two instances on one page share one refresh', limit, async () => {
  const world = page();
  const books = service(world, { delay: 12_500 });
  const tab = world.tab();
  const { Api } = tab.load();
  for (const name of ['localStorage', 'sessionStorage']) {
    const options = { ...OPTIONS, projectId: name, session: { storage: name } };
    const [one, two] = [new Api(options), new Api(options)];
    await one.exchangeCode({ code: `of ${name}` });
    const before = books.refreshes.length;
    const calls = [one.refresh({}, PATIENT), two.refresh({}, PATIENT)];
    await world.pass(MINUTE);
    const [a, b] = await Promise.all(calls);
    assert.equal(a.accessToken, b.accessToken);
    assert.equal(books.refreshes.length - before, 1, name);
  }
});

// ---- Real tabs, locks and times

/** In the page: `slowest` is the longest time from reading the storage to the end of the write that follows. */
const watchClaims = () => {
  const { getItem, setItem } = Storage.prototype;
  let looked;
  window.slowest = 0;
  Storage.prototype.getItem = function (...args) {
    if (looked === undefined) {
      looked = performance.now();
      // A read and its write happen in one task.
      setTimeout(() => (looked = undefined));
    }
    return getItem.apply(this, args);
  };
  Storage.prototype.setItem = function (...args) {
    setItem.apply(this, args);
    if (looked !== undefined) window.slowest = Math.max(window.slowest, performance.now() - looked);
  };
};

/** Milliseconds. Claims that take 150 ms are invalid; the page measures a little less. */
const LATE = 120;

// They mostly wait, but if all ran at once, they would delay each other's claims beyond the limit.
describe('in Chromium', { concurrency: 3 }, () => {
  const long = { timeout: 120_000 };
  const pair = async (options, prepare = () => {}) => {
    const game = await site(options);
    const one = await game.open('/', LOCAL);
    const two = await game.open('/', LOCAL);
    for (const tab of [one, two]) {
      await tab.evaluate(watchClaims);
      await tab.evaluate(prepare);
    }
    await signIn(one);
    await two.waitForFunction(() => localStorage.length > 0);
    return { ...game, one, two };
  };
  const same = async (game, count = 1) => {
    const [a, b] = await Promise.all([accessToken(game.one), accessToken(game.two)]);
    assert.deepEqual([game.books.refreshes.length, game.books.reused], [count, 0]);
    assert.deepEqual(a, b);
    assert.ok(game.books.isLive(a.value));
  };

  /**
   * Refreshes in both tabs of the game that `begin` opens. Both must get `token` after `count` refreshes in total. On a
   * busy machine, writing a claim can take too long: the call fails, and the test starts over once, with a new game.
   */
  const bothGet = async (t, token, count, begin) => {
    for (const isLast of [false, true]) {
      const game = await begin();
      const ends = await Promise.all([refresh(game.one), refresh(game.two)]);
      assert.ok(game.books.refreshes.length <= count && !game.books.reused);
      const slowest = await Promise.all(
        [game.one, game.two].map((tab) => tab.evaluate(() => window.slowest)),
      );
      const hasFailed = ends.some(({ error }) => error?.kind === 'environment');
      if (!isLast && hasFailed && Math.max(...slowest) > LATE) {
        t.diagnostic(`a claim took ${Math.max(...slowest)} ms: starting over`);
        continue;
      }
      assert.deepEqual([ends[0].error, ends[0].value?.accessToken], [undefined, token]);
      assert.deepEqual(ends[1], ends[0]);
      return same(game, count);
    }
  };

  test('two tabs send one refresh that takes 12.5 s, and both stay signed in', long, (t) =>
    bothGet(t, 'access-2', 1, () => pair({ delay: 12_500 })),
  );

  test('without Web Locks, two tabs also send one refresh that takes 12.5 s', long, (t) => {
    const without = () => Object.defineProperty(navigator, 'locks', { value: undefined });
    return bothGet(t, 'access-2', 1, () => pair({ delay: 12_500 }, without));
  });

  const withHeldLock = async () => {
    const game = await pair({ delay: 300 }, () => {
      window.names = [];
      const { request } = navigator.locks;
      navigator.locks.request = (name, ...rest) => {
        names.push(name);
        return request.call(navigator.locks, name, ...rest);
      };
    });
    assert.equal((await refresh(game.one)).value?.accessToken, 'access-2');
    const third = await game.open('/', LOCAL);
    await third.evaluate(
      (names) =>
        Promise.all(
          [...new Set(names)].map(
            (name) =>
              new Promise((held) =>
                navigator.locks.request(
                  name,
                  { steal: true },
                  () => (held(), new Promise(() => {})),
                ),
              ),
          ),
        ),
      await game.one.evaluate(() => names),
    );
    return game;
  };

  test('two tabs refresh although a third tab holds the Web Lock forever', long, (t) =>
    bothGet(t, 'access-3', 2, withHeldLock),
  );

  test('a reload during a refresh allows at most one further attempt', long, async () => {
    const game = await pair({ delay: 2_000 });
    game.one.evaluate(() => void api.refresh().catch(() => {})).catch(() => {});
    await game.refreshed(1);
    await game.one.reload();
    await game.prepare(game.one, LOCAL);
    await Promise.all([refresh(game.one), refresh(game.two)]);
    const count = game.books.refreshes.filter((token) => token === 'refresh-1').length;
    assert.ok(count <= 2, `${count} times`);
    const [a, b] = await Promise.all([accessToken(game.one), accessToken(game.two)]);
    assert.deepEqual(a, b);
  });

  test('responses that are cut off allow at most one further attempt in total', long, async () => {
    const game = await pair({ lose: () => true });
    const ask = (page) =>
      page.evaluate(async () => {
        // Until the refresh token counts as used up.
        while ((await ended(api.refresh({}, { timeout: 3_000 }))).error.kind !== 'state') {
          await new Promise((end) => setTimeout(end, 300));
        }
      });
    await Promise.all([ask(game.one), ask(game.two)]);
    assert.equal(game.books.refreshes.length, 2);
  });
});
