// What a call says if nobody is signed in, and a popup whose page is cut off, silent or closed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failing, load, OPTIONS, page, signedIn, tokens, within } from './world.mjs';
import { site } from './sites.mjs';

const limit = { timeout: 20_000 };
const LOCAL = { session: { storage: 'localStorage' } };
const CHANNEL = 'xsolla-login-wasm/login';
const HERE = 'https://game.example';
const ORIGIN = 'https://login.example';
const start = (options) => new (load().Api)({ ...OPTIONS, ...options });

for (const [what, options] of [
  ['memory', {}],
  ['localStorage', LOCAL],
]) {
  test(`getUser and refresh say that nobody is signed in (${what})`, limit, async () => {
    const world = page();
    const api = start(options);
    for (const call of [() => api.getUser(), () => api.refresh(), () => api.refresh({})]) {
      const error = await failing(call());
      assert.deepEqual([error.name, error.kind], ['SDKError', 'state']);
      assert.match(error.message, /signed in/i);
    }
    assert.equal(world.sent.length, 0);
  });

  test(`getUser and refresh reject with kind state after a sign-out (${what})`, limit, async () => {
    const world = page();
    world.answers['/oauth2/logout'] = 204;
    const api = await signedIn(world, options);
    await api.session.logout();
    world.sent.length = 0;
    for (const call of [() => api.getUser(), () => api.refresh()]) {
      assert.equal((await failing(call())).kind, 'state');
    }
    assert.equal(world.sent.length, 0);
  });
}

test(
  'refresh without a refresh token rejects with kind state and signs nobody out',
  limit,
  async () => {
    const world = page();
    const api = await signedIn(world, {}, tokens('a', { refresh_token: undefined }));
    assert.equal((await failing(api.refresh())).kind, 'state');
    assert.equal(await api.session.getAccessToken(), 'access-a');
    assert.equal(world.sent.length, 0);
  },
);

// ---- A popup

const message = (loginUri) => ({ type: '@xsolla-login/sdk:babka-login', loginUri });

/** A page that waits for a popup; `focus` says whether the page has the focus. */
const waiting = (args) => {
  const view = { focus: true };
  const document = {
    visibilityState: 'visible',
    hasFocus: () => view.focus,
    addEventListener() {},
    removeEventListener() {},
  };
  const world = page({ document });
  view.world = world;
  view.post = (loginUri, more) =>
    world.fire('message', { origin: ORIGIN, source: null, data: message(loginUri), ...more });
  view.broadcast = (loginUri) => new BroadcastChannel(CHANNEL).postMessage(message(loginUri));
  /** The popup is closed or cut off. If the user closes it, the page gets the focus again. */
  view.close = (source) => {
    source.closed = true;
    if (view.focus) world.fire('focus');
  };
  view.call = load().listenForLogin({ origin: ORIGIN, ...args });
  view.call.catch(() => {});
  view.after = (ms) => within(world, ms, view.call);
  return view;
};

test('a page without an opener is heard on the channel', limit, async () => {
  const source = { closed: false };
  for (const more of [{}, { source }]) {
    const view = waiting({ origin: HERE, ...more });
    await view.after(10);
    view.broadcast('the one');
    assert.deepEqual(await view.after(10), { value: { loginUri: 'the one' } });
    view.broadcast('the next one');
    assert.equal(view.world.listeners('message'), 0);
  }
});

test('a message on the channel is ignored if another origin is expected', limit, async () => {
  const view = waiting();
  await view.after(10);
  view.broadcast('forged');
  assert.deepEqual(await view.after(10), {});
  view.post('the one');
  assert.deepEqual(await view.after(10), { value: { loginUri: 'the one' } });
});

test('invalid messages on the channel are ignored', limit, async () => {
  const view = waiting({ origin: HERE });
  await view.after(10);
  const channel = new BroadcastChannel(CHANNEL);
  const { type } = message('');
  for (const data of [null, 5, 'x', {}, { type }, { loginUri: 'x' }, message(5), [message('x')]]) {
    channel.postMessage(data);
  }
  assert.deepEqual(await view.after(10), {});
  view.broadcast('the one');
  assert.deepEqual(await view.after(10), { value: { loginUri: 'the one' } });
});

test('with a state, only a URL that has it is accepted', limit, async () => {
  const state = '0123456789abcdef0123456789abcdef';
  const good = `${HERE}/back?code=c&state=${state}`;
  for (const way of ['post', 'broadcast']) {
    const view = waiting({ origin: HERE, state });
    const send = (uri) => (way === 'post' ? view.post(uri, { origin: HERE }) : view.broadcast(uri));
    await view.after(10);
    for (const other of [
      `${HERE}/back?code=c&state=${'0'.repeat(32)}`,
      `${HERE}/back?code=c&state=${state}0`,
      `${HERE}/back?code=c`,
      `${HERE}/back#state=${state}`,
      'http://',
      '',
    ]) {
      send(other);
    }
    assert.deepEqual(await view.after(10), {}, way);
    send(good);
    assert.deepEqual(await view.after(10), { value: { loginUri: good } }, way);
  }
});

test('a closed popup rejects with kind aborted', limit, async () => {
  for (const closed of [false, true]) {
    const source = { closed };
    const view = waiting({ source });
    if (!closed) assert.deepEqual(await view.after(20_000), {});
    view.close(source);
    const { error } = await view.after(5_000);
    assert.deepEqual([error?.name, error?.kind], ['SDKError', 'aborted']);
    assert.equal(view.world.listeners('message'), 0);
  }
});

test('a message that is on its way when the popup closes is still accepted', limit, async () => {
  const source = { closed: false };
  const view = waiting({ source });
  await view.after(2_000);
  view.close(source);
  assert.deepEqual(await view.after(300), {});
  view.post('the one', { source });
  assert.deepEqual(await view.after(10), { value: { loginUri: 'the one' } });
});

test('a popup that looks closed while it has the focus is still waited for', limit, async () => {
  const source = { closed: false };
  const view = waiting({ origin: HERE, source });
  view.focus = false;
  view.close(source);
  assert.deepEqual(await view.after(30_000), {});
  view.broadcast('the one');
  assert.deepEqual(await view.after(10), { value: { loginUri: 'the one' } });
});

// ---- Real popups

/** Opens a popup at `url`, and waits for its message. */
const listening = async (at, url, options = {}) => {
  const page = await at.open('/');
  const [popup] = await Promise.all([
    at.context.waitForEvent('page'),
    page.evaluate(
      ([url, options, origin]) => {
        // In headless mode, every page says that it has the focus. With a window, the popup has it.
        window.focused = false;
        document.hasFocus = () => focused;
        window.popup = open('', '', 'popup,width=300,height=300');
        window.waiting = ended(XsollaLogin.listenForLogin({ origin, source: popup, ...options }));
        popup.location = url;
      },
      [url, options, at.origin],
    ),
  ]);
  return { page, popup };
};

describe('in Chromium', { concurrency: true }, () => {
  test('a popup that COOP has cut off from its opener still signs in', limit, async () => {
    const headers = { 'Cross-Origin-Opener-Policy': 'same-origin' };
    const html = `<script>
      setTimeout(() => (location = new URLSearchParams(location.search).get('to')), 3_000);
    </script>`;
    const login = await site({ pages: { '/login': { headers, html } } });
    const back = `<script>
      document.title = String(opener);
      new BroadcastChannel('${CHANNEL}').postMessage({
        type: '@xsolla-login/sdk:babka-login',
        loginUri: location.href,
      });
      close();
    </script>`;
    const game = await site({ pages: { '/back': back } });
    const start = await game.open('/');
    const { state } = await start.evaluate(() => api.createAuthorizationUrl());
    await start.close();
    const to = `${game.origin}/back?code=c&state=${state}`;
    const { page, popup } = await listening(
      game,
      `${login.origin}/login?to=${encodeURIComponent(to)}`,
      { state },
    );
    await popup.waitForURL(/login/);
    assert.equal(await popup.evaluate(() => opener), null);
    assert.equal(await page.evaluate(() => popup.closed), true);
    const { value } = await page.evaluate(() => waiting);
    assert.equal(value?.loginUri, to);
  });

  test('a popup that the user closes rejects with kind aborted', limit, async () => {
    const game = await site();
    const { page, popup } = await listening(game, `${game.origin}/login`);
    await popup.waitForURL(/login/);
    await popup.close();
    await page.evaluate(() => {
      window.focused = true;
      dispatchEvent(new Event('focus'));
    });
    const { error } = await page.evaluate(() => waiting);
    assert.equal(error?.kind, 'aborted');
  });
});
