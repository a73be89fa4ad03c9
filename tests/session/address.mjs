// The page's URL after a callback, in a real browser: with routers that store it, with hash routes,
// and with parameters of the page's own. Also the issuer in a callback URL (RFC 9207).
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { failing, load, OPTIONS, page as stubs, tokens } from './world.mjs';
import { signIn, site } from './sites.mjs';

const limit = { timeout: 20_000 };
const SECRET = 'secret-code';

// ---- The routers, as far as they touch the history

/** vue-router 4.5, src/history/html5.ts, createWebHistory. */
const vueRouter = () => {
  const here = () => location.pathname + location.search + location.hash;
  const current = { value: here() };
  const kept = { value: history.state };
  const change = (to, state, replace) => {
    history[replace ? 'replaceState' : 'pushState'](state, '', location.origin + to);
    kept.value = state;
  };
  if (!kept.value) {
    const state = { back: null, current: current.value, forward: null };
    const position = history.length - 1;
    change(current.value, { ...state, position, replaced: true, scroll: null }, true);
  }
  const scroll = { left: 0, top: 0 };
  window.router = {
    push(to) {
      const state = { ...kept.value, ...history.state, forward: to, scroll };
      change(state.current, state, true);
      const position = state.position + 1;
      const next = { back: current.value, current: to, forward: null, replaced: false };
      change(to, { ...next, position, scroll: null }, false);
      current.value = to;
    },
  };
};

/** vue-router 4.5, src/history/hash.ts: the same below a `#`. */
const vueHashRouter = () => {
  const state = { back: null, current: location.hash.slice(1) || '/', forward: null, position: 0 };
  history.replaceState(state, '', `#${state.current}`);
  window.router = {
    push(to) {
      history.replaceState({ ...history.state, forward: to }, '', `#${history.state.current}`);
      history.pushState({ back: history.state.current, current: to, position: 1 }, '', `#${to}`);
    },
  };
};

/** Next 15, shared/lib/router/router.ts, the pages router. */
const nextRouter = () => {
  const here = location.pathname + location.search + location.hash;
  const keep = (method, as) =>
    history[method]({ url: as, as, options: { shallow: false }, __N: true, key: 'k' }, '', as);
  keep('replaceState', here);
  addEventListener('popstate', ({ state }) => {
    if (state?.__N) keep('replaceState', state.as);
  });
  window.router = { push: (to) => keep('pushState', to) };
};

/** React Router 7, lib/router/history.ts: no URL in its state. */
const reactRouter = () => {
  history.replaceState({ usr: { from: '/shop', at: new Date(0) }, key: 'abc', idx: 3 }, '');
  window.router = {
    push: (to) => history.pushState({ usr: null, key: 'def', idx: 4 }, '', to),
  };
};

describe('in Chromium', { concurrency: true }, () => {
  let game;
  before(async () => {
    game = await site();
  });

  /** Handles a callback, on a page that already has the router. */
  const handled = async ({ path = '/back', more = '', hash = '', router = () => {} } = {}) => {
    const page = await game.open('/');
    const { state } = await page.evaluate(() => api.createAuthorizationUrl());
    const code = `${SECRET}%2F${state}`;
    await page.goto(`${game.origin}${path}?code=${code}&state=${state}${more}${hash}`);
    await game.prepare(page);
    await page.evaluate(router);
    const { value, error } = await page.evaluate(() => ended(api.handleRedirectCallback()));
    assert.equal(error, undefined);
    assert.match(value.accessToken, /^access-/);
    return { page, state };
  };
  const shown = (page) =>
    page.evaluate(() => ({ href: location.href, state: JSON.stringify(history.state) }));

  for (const [what, router] of Object.entries({ vueRouter, nextRouter, reactRouter })) {
    test(`going back after a push does not bring the code back: ${what}`, limit, async () => {
      const { page, state } = await handled({ more: '&mine=1', hash: '#top', router });
      const clean = `${game.origin}/back?mine=1#top`;
      const check = async () => {
        const after = await shown(page);
        assert.equal(after.href, clean);
        assert.ok(
          !after.state.includes(SECRET) && !after.state.includes(state),
          'the history state has the code or the state',
        );
      };
      await check();
      await page.evaluate(() => router.push('/next'));
      assert.equal(page.url(), `${game.origin}/next`);
      await page.evaluate(
        () =>
          new Promise((end) => {
            addEventListener('popstate', () => setTimeout(end), { once: true });
            history.back();
          }),
      );
      await check();
      // Nor does a reload.
      await page.reload();
      await check();
    });
  }

  test("the rest of a router's history state is not changed", limit, async () => {
    const { page } = await handled({ router: reactRouter });
    const kept = await page.evaluate(() => [
      history.state.key,
      history.state.idx,
      history.state.usr.from,
      history.state.usr.at instanceof Date,
    ]);
    assert.deepEqual(kept, ['abc', 3, '/shop', true]);
    const vue = await handled({ more: '&mine=a%20b', router: vueRouter });
    const { current, back, forward, replaced, scroll } = await vue.page.evaluate(
      () => history.state,
    );
    assert.deepEqual(
      { current, back, forward, replaced, scroll },
      { current: '/back?mine=a%20b', back: null, forward: null, replaced: true, scroll: null },
    );
  });

  test('the URL is cleaned in every string of the history state, however deep', limit, async () => {
    const { page, state } = await handled({
      router: () => {
        const here = location.pathname + location.search;
        const tree = { url: here, list: [location.href, { as: here }, 5, null], search: '' };
        history.replaceState({ tree, search: location.search, mine: 'code=mine' }, '');
      },
    });
    const after = await shown(page);
    assert.ok(
      !after.state.includes(SECRET) && !after.state.includes(state),
      'the history state has the code or the state',
    );
    const kept = JSON.parse(after.state);
    assert.deepEqual(kept.tree.list, [`${game.origin}/back`, { as: '/back' }, 5, null]);
    assert.deepEqual([kept.tree.url, kept.mine], ['/back', 'code=mine']);
  });

  test('hash routes and their parameters are kept', limit, async () => {
    const hash = '#/route?code=mine&state=mine';
    const { page } = await handled({ path: '/', hash, router: vueHashRouter });
    assert.equal(page.url(), `${game.origin}/${hash}`);
    await page.evaluate(() => router.push('/next'));
    assert.equal(page.url(), `${game.origin}/#/next`);
    await page.goBack();
    assert.equal(page.url(), `${game.origin}/${hash}`);
  });

  test("the page's own parameters are kept byte for byte", limit, async () => {
    const mine = [
      ...['a=b%20c', 'x', '=y', '%E0%A4%A=1', 'z=1+2', 'u=%c3%a9', 'A=%2f', 'q=a=b', '', 'e='],
      ...['my_code=1', 'Code=2', 'code2=3', 'xstate=4', 'code[]=5', 'session_state=6', 'tokens=7'],
    ];
    const { page } = await handled({ more: `&${mine.join('&')}`, hash: '#a?b#c' });
    assert.equal(page.url(), `${game.origin}/back?${mine.join('&')}#a?b#c`);
  });

  test('every sign-in parameter is removed, however it is encoded', limit, async () => {
    const more = '&iss=https%3A%2F%2Fx&c%6Fde=&mine=1&error_description=';
    const page = await game.open('/');
    const { state } = await page.evaluate(() => api.createAuthorizationUrl());
    await page.goto(`${game.origin}/back?error=e&error_code=e&state=${state}${more}`);
    await game.prepare(page);
    const { error } = await page.evaluate(() => ended(api.handleRedirectCallback()));
    assert.equal(error.name, 'APIError');
    assert.equal(page.url(), `${game.origin}/back?mine=1`);
  });

  test('the URL is cleaned even if the sign-in is refused', limit, async () => {
    const page = await game.open('/');
    await page.goto(`${game.origin}/back?mine=1&code=${SECRET}&state=${'0'.repeat(32)}&iss=x`);
    await game.prepare(page);
    await page.evaluate(vueRouter);
    const { error } = await page.evaluate(() => ended(api.handleRedirectCallback()));
    assert.equal(error.kind, 'state');
    assert.equal(page.url(), `${game.origin}/back?mine=1`);
    assert.ok(!(await shown(page)).state.includes(SECRET));
  });

  test('cleaning the URL adds no history entry', limit, async () => {
    const page = await game.open('/');
    const { state } = await page.evaluate(() => api.createAuthorizationUrl());
    await page.goto(`${game.origin}/back?code=${SECRET}&state=${state}`);
    await game.prepare(page);
    const length = await page.evaluate(() => history.length);
    await page.evaluate(() => ended(api.handleRedirectCallback()));
    assert.equal(await page.evaluate(() => history.length), length);
    await page.goBack();
    assert.equal(page.url(), `${game.origin}/`);
  });

  test('a URL without sign-in parameters is not changed', limit, async () => {
    const page = await game.open('/?a=b%20c&my_code=1');
    await page.evaluate(vueRouter);
    const before = await shown(page);
    await signIn(page);
    await page.evaluate(() => ended(api.handleRedirectCallback()));
    assert.deepEqual(await shown(page), before);
  });
});

// ---- The issuer

const ISSUER = 'https://login.example/realm';
const issued = async (query, issuer) => {
  const world = stubs();
  world.answers['/oauth2/token'] = tokens();
  const api = new (load().Api)({ ...OPTIONS, issuer });
  const { state } = await api.createAuthorizationUrl();
  world.go(`https://game.example/back?code=c&state=${state}${query}`);
  return { world, call: api.handleRedirectCallback() };
};

test('an issuer that equals the option is accepted', limit, async () => {
  const { world, call } = await issued(`&iss=${encodeURIComponent(ISSUER)}`, ISSUER);
  assert.equal((await call).accessToken, 'access-a');
  assert.equal(world.location.search, '');
});

test('without the option, the issuer is removed from the URL but not checked', limit, async () => {
  for (const query of ['', '&iss=https%3A%2F%2Fother.example', '&iss=']) {
    const { world, call } = await issued(query);
    assert.equal((await call).accessToken, 'access-a');
    assert.equal(world.location.search, '');
  }
});

for (const [what, query] of [
  ['missing', ''],
  ['empty', '&iss='],
  ['different', '&iss=https%3A%2F%2Fother.example'],
  ['followed by a slash', `&iss=${encodeURIComponent(`${ISSUER}/`)}`],
  ['in capitals', `&iss=${encodeURIComponent(ISSUER.toUpperCase())}`],
  ['given twice', `&iss=${encodeURIComponent(ISSUER)}`.repeat(2)],
]) {
  test(`an issuer that is ${what} is refused before anything is sent`, limit, async () => {
    const { world, call } = await issued(query, ISSUER);
    const error = await failing(call);
    assert.deepEqual([error.name, error.kind], ['SDKError', 'state']);
    assert.deepEqual([world.sent, world.location.search], [[], '']);
  });
}

test('an error from another issuer is refused', limit, async () => {
  stubs();
  const api = new (load().Api)({ ...OPTIONS, issuer: ISSUER });
  const { state } = await api.createAuthorizationUrl();
  const address = `https://game.example/back?error=e&state=${state}&iss=https%3A%2F%2Fx`;
  assert.equal((await failing(api.handleRedirectCallback(address))).kind, 'state');
});

test('an issuer option that is not a string is refused by name', limit, () => {
  stubs();
  for (const issuer of [5, {}, true]) {
    assert.throws(() => new (load().Api)({ ...OPTIONS, issuer }), {
      name: 'SDKError',
      kind: 'config',
      message: /issuer/,
    });
  }
});
