// What a session requests from the service and its storage, and how often: a claim that was never
// sent uses nothing up, and nobody asks forever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, OPTIONS, page, signedIn, storage, tick, tokens, wait, within } from './world.mjs';
import { service } from './service.mjs';

const limit = { timeout: 30_000 };
const MINUTE = 60_000;
/** No limits but those of the requests. */
const PATIENT = { timeout: 0 };
const SOON = tokens('a', { expires_in: 60 });
const paths = ({ sent }) => sent.map(({ url }) => url.pathname.replace('/api', ''));

/** Resolves to how a call settles within `seconds` steps, each of `step` ms of the page's time. */
const ending = async (world, call, seconds = 300, step = 1_000) => {
  const end = {};
  call.then(
    (value) => Object.assign(end, { value }),
    (error) => Object.assign(end, { error }),
  );
  for (let second = 0; second < seconds && !Object.keys(end).length; second++) {
    await world.pass(step);
  }
  assert.notDeepEqual(end, {}, 'the call has not settled');
  return end;
};

/** The result is a token or an error, and nobody was signed out. */
const notOut = ({ value, error }, what) =>
  assert.ok(error ? error.kind !== 'state' : typeof value === 'string', `${what}: ${error}`);

/** The same storage, in which each operation takes `pace.ms`. */
const lasting = (pace, base) => {
  const later = async (run) => (await wait(pace.ms), run());
  return {
    getItem: (key) => later(() => base.getItem(key)),
    setItem: (key, value) => later(() => base.setItem(key, value)),
    removeItem: (key) => later(() => base.removeItem(key)),
  };
};

// ---- What is late

for (const place of ['localStorage', 'sessionStorage']) {
  test(`timers that fire a minute late sign nobody out (${place})`, limit, async () => {
    const world = page();
    const options = { session: { storage: place }, timeout: 0 };
    const api = await signedIn(world, options, SOON);
    world.skip(61_000);
    world.answers['/oauth2/token'] = tokens('b');
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (run, ms, ...args) => setTimeout(run, Math.max(ms, MINUTE), ...args);
    for (let call = 0; call < 5; call++) {
      notOut(await ending(world, api.session.getAccessToken(), 20, MINUTE), `call ${call}`);
    }
    globalThis.setTimeout = setTimeout;
    // In the foreground again, it refreshes with the token that was never sent.
    await world.pass(2 * MINUTE);
    const { value } = await ending(world, api.session.getAccessToken());
    assert.equal(value, 'access-b');
    assert.equal(paths(world).filter((path) => path === '/oauth2/token').length, 1);
  });
}

for (const ms of [300, 600]) {
  test(`an adapter that takes ${ms} ms for each operation signs nobody out`, limit, async () => {
    const world = page();
    const base = storage();
    const pace = { ms };
    const session = { storage: lasting(pace, base) };
    world.answers['/oauth2/token'] = SOON;
    const api = new (load().Api)({ ...OPTIONS, timeout: 0, session });
    const { value } = await ending(world, api.exchangeCode({ code: 'c' }));
    assert.equal(value?.accessToken, 'access-a');
    await world.pass(61_000);
    world.sent.length = 0;
    world.answers['/oauth2/token'] = tokens('b');
    for (let call = 0; call < 5; call++) {
      notOut(await ending(world, api.session.getAccessToken(PATIENT)), `call ${call}`);
    }
    assert.ok([...base.map.values()].join().includes('refresh-'));
    // At its usual pace again, it refreshes with the token that was never sent.
    pace.ms = 5;
    const end = await ending(world, api.session.getAccessToken(PATIENT));
    assert.equal(end.value, 'access-b');
    assert.deepEqual(paths(world), ['/oauth2/token']);
  });
}

for (const ms of [13, 20]) {
  test(`a refresh works if localStorage takes ${ms} ms for each operation`, limit, async () => {
    const world = page();
    const options = { session: { storage: 'localStorage' }, timeout: 0 };
    const api = await signedIn(world, options, SOON);
    world.skip(61_000);
    world.answers['/oauth2/token'] = tokens('b');
    for (const name of ['getItem', 'setItem']) {
      const works = world.local[name];
      world.local[name] = (...args) => {
        world.skip(ms);
        return works(...args);
      };
    }
    assert.equal((await ending(world, api.session.getAccessToken())).value, 'access-b');
  });
}

for (const place of ['localStorage', 'sessionStorage']) {
  for (const stops of [1, 2, 4]) {
    test(
      `a page suspended ${stops} times before it sends stays signed in (${place})`,
      limit,
      async () => {
        const world = page();
        const books = service(world, { life: 60 });
        const session = { storage: place };
        const api = new (load().Api)({ ...OPTIONS, timeout: 0, session });
        await api.exchangeCode({ code: 'c' });
        world.skip(61_000);
        let left = stops;
        const works = world.local.setItem;
        world.local.setItem = (key, value) => {
          works(key, value);
          // A dialog, a debugger or a closed laptop, just when the page was about to send.
          if (key.endsWith('/intent') && !books.refreshes.length && left-- > 0) world.skip(40_000);
        };
        for (let call = 0; call < 6; call++) {
          const end = await ending(world, api.session.getAccessToken());
          notOut(end, `call ${call}`);
          if (end.value) break;
          await world.pass(3_000);
        }
        const { value } = await ending(world, api.session.getAccessToken());
        assert.ok(books.isLive(value));
        assert.equal(books.refreshes[0], 'refresh-1');
        assert.equal(books.reused, 0);
      },
    );
  }
}

for (const end of ['close', 'crash']) {
  test(`tabs that ${end} before they send do not use up the refresh token`, limit, async () => {
    const world = page();
    const books = service(world, { life: 60 });
    const options = { ...OPTIONS, timeout: 0, session: { storage: 'localStorage' } };
    const open = () => {
      const tab = world.tab();
      tab.api = new (tab.load().Api)(options);
      return tab;
    };
    await open().api.exchangeCode({ code: 'c' });
    world.skip(61_000);
    let claimed = 0;
    for (let count = 0; count < 4; count++) {
      const tab = open();
      tab.api.session.getAccessToken().catch(() => {});
      // As soon as it has written its claim, and well before it sends.
      for (let turn = 0; turn < 200; turn++) {
        if ([...world.local.map.keys()].some((key) => key.endsWith('/intent'))) break;
        await tick(1);
      }
      if (!books.refreshes.length) claimed++;
      tab[end]();
    }
    assert.ok(claimed > 0);
    const last = open();
    const { value } = await ending(world, last.api.session.getAccessToken());
    assert.ok(books.isLive(value));
    assert.equal(books.reused, 0);
  });
}

// ---- Offline

test('a browser that is online again refreshes at once, in every tab', limit, async () => {
  const world = page();
  const books = service(world, { life: 60 });
  const session = { storage: 'localStorage' };
  let onLine = true;
  const open = () => {
    const navigator = {
      locks: world.locks,
      get onLine() {
        return onLine;
      },
    };
    const tab = world.tab({ navigator });
    tab.api = new (tab.load().Api)({ ...OPTIONS, session });
    return tab;
  };
  const [one, two] = [open(), open()];
  await one.api.exchangeCode({ code: 'c' });
  world.skip(61_000);
  onLine = false;
  for (let second = 0; second < 30; second++) {
    const { error } = await ending(world, one.api.session.getAccessToken());
    assert.equal(error?.kind, 'network');
    await world.pass(1_000);
  }
  assert.deepEqual(books.refreshes, []);
  // The other tab has not tried, and does not pause because this one has.
  onLine = true;
  one.fire('online');
  const { value } = await within(world, 500, one.api.session.getAccessToken());
  assert.ok(books.isLive(value));
  world.skip(61_000);
  onLine = false;
  assert.equal((await ending(world, one.api.session.getAccessToken())).error?.kind, 'network');
  onLine = true;
  const other = await within(world, 500, two.api.session.getAccessToken());
  assert.ok(books.isLive(other.value));
});

// ---- What is asked again and again

for (const place of ['memory', 'sessionStorage', 'localStorage']) {
  test(
    `a subscriber that calls getUser and always gets 401 causes no loop (${place})`,
    limit,
    async () => {
      const world = page();
      world.answers['/users/me'] = () =>
        Response.json({ error: { code: '002-016', description: '' } }, { status: 401 });
      const api = await signedIn(world, { session: { storage: place } });
      let count = 0;
      world.answers['/oauth2/token'] = () => tokens(`n${count++}`);
      const end = api.session.subscribe((kept) => {
        if (kept) void api.getUser().catch(() => {});
      });
      await tick(2_000);
      end();
      assert.ok(world.sent.length <= 12, `${world.sent.length} requests in two seconds`);
      // The first one was retried once, with new tokens.
      assert.deepEqual(paths(world).slice(0, 3), ['/users/me', '/oauth2/token', '/users/me']);
    },
  );
}

test('getUser refreshes a revoked token every time', limit, async () => {
  const world = page();
  const books = service(world);
  const api = new (load().Api)(OPTIONS);
  await api.exchangeCode({ code: 'c' });
  for (let time = 1; time <= 4; time++) {
    books.end(`access-${time}`);
    const { value } = await within(world, MINUTE, api.getUser());
    assert.equal(value?.id, 'u');
    assert.equal(books.refreshes.length, time);
    await world.pass(2 * MINUTE);
  }
});

test('an adapter that drops the claims of a refresh gets no endless writes', limit, async () => {
  const world = page();
  const base = storage();
  let writes = 0;
  const adapter = {
    getItem: (key) => base.getItem(key),
    removeItem: (key) => base.removeItem(key),
    setItem: (key, value) => {
      if (key.endsWith('/intent')) writes++;
      else base.setItem(key, value);
    },
  };
  const api = await signedIn(world, { session: { storage: adapter } }, SOON);
  world.skip(61_000);
  const { value, error } = await ending(world, api.session.getAccessToken({ timeout: 20_000 }));
  assert.ok(error ? error.kind === 'environment' : value, String(error));
  await world.pass(10_000);
  assert.ok(writes <= 12, `${writes} writes`);
  const before = writes;
  await world.pass(2 * MINUTE);
  assert.equal(writes, before, 'it keeps writing although no call is pending');
  assert.ok(world.sent.length <= 1);
  assert.notEqual(api.session.current, null);
});
