// The components of `./react` under React, in a made-up browser, with an `Api` that responds when the test lets it.
import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { Window } from 'happy-dom';

const window = new Window({ url: 'https://game.example/' });
const { document, location, navigator } = window;
const globals = { window, document, location, navigator, IS_REACT_ACT_ENVIRONMENT: true };
const found = new Map();

/** Makes this a browser, as React understands it. */
const open = () => {
  for (const [name, value] of Object.entries(globals)) {
    found.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
};

/** Undoes {@link open}, for the other tests in this process. */
const close = () => {
  for (const [name, old] of found) {
    delete globalThis[name];
    if (old) Object.defineProperty(globalThis, name, old);
  }
};

const folder = new URL('../../target/react-entry/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const file of [
  'react.js',
  'login-store.js',
  'login-callback.js',
  'login-package.js',
  'login-user.js',
]) {
  await cp(new URL(`../../js/${file}`, import.meta.url), new URL(file, folder));
}
await writeFile(new URL('package.json', folder), '{ "type": "module" }');
await writeFile(
  new URL('xsolla-login.mjs', folder),
  `export { isCancel } from '../../js/cancel-token.js';
  export { readLoginUrl } from '../../js/callback.js';
  export const Api = undefined, init = undefined;`,
);
open();
const { Activity, act, createElement: h, StrictMode, Suspense, use } = await import('react');
const { createRoot, hydrateRoot } = await import('react-dom/client');
const { flushSync } = await import('react-dom');
const { renderToString } = await import('react-dom/server');
const { LoginCallback, LoginProvider, useLogin } = await import(new URL('react.js', folder));
close();

const HOME = 'https://game.example/home';
const BACK = 'https://game.example/back?code=c&state=12345678';

let root;
const text = () => document.body.textContent;

/** Puts a page with this URL and a root for React into the browser. */
const visit = (url, html = '') => {
  window.happyDOM.setURL(url);
  document.body.innerHTML = `<div>${html}</div>`;
  return document.body.firstChild;
};

/** Runs what changes the app, and waits until React has done everything. */
const settled = (run) => act(async () => run());

/** Renders an app. With a URL, on a new page. */
const render = (element, url) => {
  if (url) root = createRoot(visit(url));
  return settled(() => root.render(element));
};

/** Creates an `Api`. The test ends its callbacks and its requests for the user. */
const fake = (current = null) => {
  const listeners = new Set();
  const session = {
    current,
    subscribe(run) {
      listeners.add(run);
      run(session.current);
      return () => listeners.delete(run);
    },
    become(tokens) {
      session.current = tokens;
      for (const run of listeners) run(tokens);
    },
  };
  const handled = [];
  const asked = [];
  return {
    handled,
    asked,
    session,
    getUser: () => new Promise((resolve) => asked.push(resolve)),
    handleRedirectCallback(url = location.href) {
      window.happyDOM.setURL(HOME);
      return new Promise((resolve, reject) => handled.push({ url, resolve, reject }));
    },
  };
};

/** What `LoginCallback` has told the app since the last page. */
let told;
let retry;
const callback = (props) =>
  h(
    LoginCallback,
    {
      loading: 'wait',
      onResult: (result) => told.push(result),
      renderError(error, again) {
        retry = again;
        return error.message;
      },
      ...props,
    },
    'done',
  );
const provided = (api, ...children) => h(LoginProvider, { api }, ...children);

describe('./react', () => {
  before(open);
  after(close);
  beforeEach(() => {
    told = [];
  });
  afterEach(() => settled(() => root.unmount()));

  const shown = (api, mode) =>
    h(StrictMode, null, provided(api, h(Activity, { mode }, callback())));

  test('a retry sends the URL once more, not each time that the component appears', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    await settled(() => retry());
    assert.equal(text(), 'wait');
    await settled(() => api.handled[1].resolve('signed in'));
    assert.equal(text(), 'done');
    await render(shown(api, 'hidden'));
    await render(shown(api, 'visible'));
    assert.deepEqual(
      api.handled.map(({ url }) => url),
      [BACK, BACK],
    );
    assert.deepEqual(told, ['signed in']);
    assert.equal(text(), 'done');
  });

  test('a `retry` that the app has kept works again', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    const kept = retry;
    await settled(() => kept());
    await settled(() => api.handled[1].reject(new Error('still offline')));
    assert.equal(text(), 'still offline');
    await settled(() => kept());
    assert.equal(text(), 'wait');
    await settled(() => api.handled[2].resolve('signed in'));
    assert.equal(text(), 'done');
    assert.deepEqual(told, ['signed in']);
  });

  test('a `retry` sends the URL once, however often it is called', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    const kept = retry;
    await settled(() => {
      kept();
      kept();
    });
    await settled(() => kept());
    assert.equal(text(), 'wait');
    await settled(() => api.handled[1].resolve('signed in'));
    assert.equal(text(), 'done');
    await settled(() => kept());
    assert.equal(text(), 'done', 'after the end');
    await render(shown(api, 'hidden'));
    await render(shown(api, 'visible'));
    assert.equal(text(), 'done');
    assert.deepEqual(
      api.handled.map(({ url }) => url),
      [BACK, BACK],
    );
    assert.deepEqual(told, ['signed in']);
  });

  /** An app that shows something else than the callback as soon as a user is signed in. */
  const Gate = () => (useLogin().isSignedIn ? 'home' : callback());
  const signsIn = (api) => {
    api.session.become({ accessToken: 'a' });
    api.handled[0].resolve('signed in');
  };

  test('a result is reported even if the sign-in unmounts the component', async () => {
    const api = fake();
    await render(h(StrictMode, null, provided(api, h(Gate))), BACK);
    await settled(() => api.session.become({ accessToken: 'a' }));
    assert.equal(text(), 'home');
    await settled(() => api.handled[0].resolve('signed in'));
    assert.deepEqual(told, ['signed in']);
    await settled(() => api.session.become(null));
    assert.equal(text(), 'done');
    assert.deepEqual(told, ['signed in'], 'not again');
  });

  test('a result is reported if the component is only shown when nothing is loading', async () => {
    const api = fake();
    const Wait = () => (useLogin().isLoading ? '…' : callback());
    await render(h(StrictMode, null, provided(api, h(Wait))), BACK);
    assert.equal(text(), '…');
    await settled(() => signsIn(api));
    assert.equal(text(), 'done');
    assert.deepEqual(told, ['signed in']);
  });

  test('a result is not reported to a component that the app had left before', async () => {
    const api = fake();
    await render(provided(api, h(Gate)), BACK);
    await render(provided(api));
    await settled(() => signsIn(api));
    assert.deepEqual(told, []);
    window.happyDOM.setURL('https://game.example/shop');
    await render(provided(api, callback()));
    assert.equal(text(), 'done');
    assert.deepEqual(told, [], 'nor on another page');
  });

  test('another `api` does not inherit the failure of the previous one', async () => {
    const [first, second] = [fake(), fake()];
    await render(shown(first, 'visible'), BACK);
    await settled(() => first.handled[0].reject(new Error('offline')));
    assert.equal(text(), 'offline');
    const kept = retry;
    await render(shown(second, 'visible'));
    assert.equal(text(), 'done');
    await render(shown(first, 'visible'));
    assert.equal(text(), 'done');
    await settled(() => kept());
    assert.equal(text(), 'done');
    assert.equal(second.handled.length, 0);
  });

  test('a failure is still shown when the component appears again', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    assert.equal(text(), 'offline');
    await render(shown(api, 'hidden'));
    await render(shown(api, 'visible'));
    assert.equal(text(), 'offline');
  });

  /** An `Api` that leaves the URL unchanged, as the package does with a `state` that it does not know. */
  const leaving = () => {
    const api = fake();
    api.handleRedirectCallback = () =>
      new Promise((resolve, reject) => api.handled.push({ resolve, reject }));
    return api;
  };

  test('a failure with its URL is still shown, not sent again, when the component appears again', async () => {
    const api = leaving();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('the state is unknown')));
    await render(shown(api, 'hidden'));
    await render(shown(api, 'visible'));
    assert.equal(text(), 'the state is unknown');
    assert.equal(api.handled.length, 1);
    await settled(() => retry());
    assert.equal(text(), 'wait');
    await settled(() => api.handled[1].resolve('signed in'));
    assert.equal(text(), 'done');
  });

  test('a failure is still shown when what shows it has suspended', async () => {
    const api = leaving();
    let loaded;
    const details = new Promise((resolve) => (loaded = resolve));
    const Details = () => use(details);
    const app = (element) =>
      h(
        StrictMode,
        null,
        provided(api, h(Suspense, { fallback: '…' }, callback({ renderError: () => element }))),
      );
    await render(app('failed'), BACK);
    await settled(() => api.handled[0].reject(new Error('the state is unknown')));
    assert.equal(text(), 'failed');
    await render(app(h(Details)));
    await settled(() => loaded('the state is unknown'));
    assert.equal(text(), 'the state is unknown');
    assert.equal(api.handled.length, 1);
  });

  test('a sign-in that ends while the component is suspended is shown', async () => {
    const api = leaving();
    let loaded;
    const message = new Promise((resolve) => (loaded = resolve));
    const Message = () => use(message);
    const app = (loading) => provided(api, h(Suspense, { fallback: '…' }, callback({ loading })));
    await render(app('wait'), BACK);
    await render(app(h(Message)));
    await settled(() => api.handled[0].resolve('signed in'));
    await settled(() => loaded('wait'));
    assert.equal(text(), 'done');
    assert.deepEqual(told, ['signed in']);
  });

  test('a `retry` after the component has gone rejects nothing', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    await render(provided(api));
    const rejected = [];
    const note = (reason) => rejected.push(reason);
    process.on('unhandledRejection', note);
    await settled(() => retry());
    await settled(() => api.handled[1].reject(new Error('offline')));
    // Unhandled rejections are reported at the end of a task.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(rejected, []);
  });

  test('a failure without a reason is a failure', async () => {
    const api = fake();
    const app = callback({ renderError: (error) => `failed: ${error}` });
    await render(provided(api, app), BACK);
    await settled(() => api.handled[0].reject(undefined));
    assert.equal(text(), 'failed: undefined');
  });

  test('the next sign-in is handled when the component appears again', async () => {
    const api = fake();
    await render(shown(api, 'visible'), BACK);
    await settled(() => api.handled[0].reject(new Error('offline')));
    await render(shown(api, 'hidden'));
    window.happyDOM.setURL(BACK.replace('code=c', 'code=d'));
    await render(shown(api, 'visible'));
    assert.equal(text(), 'wait');
    await settled(() => api.handled[1].resolve('signed in'));
    assert.equal(text(), 'done');
    assert.deepEqual(told, ['signed in']);
  });

  test('a result is reported once, however many components wait for it', async () => {
    const api = fake();
    // The first one has nobody to tell.
    const silent = callback({ onResult: undefined });
    await render(provided(api, silent, callback(), callback()), BACK);
    await settled(() => api.handled[0].resolve('signed in'));
    assert.equal(text(), 'donedonedone');
    assert.deepEqual(told, ['signed in']);
  });

  test('without a sign-in in the URL, the children are shown before the browser paints', async () => {
    root = createRoot(visit(HOME));
    globalThis.IS_REACT_ACT_ENVIRONMENT = false;
    flushSync(() => root.render(provided(fake(), callback())));
    const first = text();
    globalThis.IS_REACT_ACT_ENVIRONMENT = true;
    assert.equal(first, 'done');
  });

  test('hydration finds what the server has rendered', async () => {
    const app = provided(fake(), callback());
    const html = renderToString(app);
    assert.equal(html, 'wait');
    const element = visit(HOME, html);
    const errors = [];
    await settled(() => {
      root = hydrateRoot(element, app, { onRecoverableError: (error) => errors.push(error) });
    });
    assert.deepEqual(errors, []);
    assert.equal(text(), 'done');
  });

  test('`loadUser` may change', async () => {
    const api = fake({ accessToken: 'a' });
    const Name = () => useLogin().user?.id ?? 'nobody';
    const app = (loadUser) => h(LoginProvider, { api, loadUser }, h(Name));
    await render(app(false), HOME);
    assert.equal(api.asked.length, 0);
    await render(app(true));
    await settled(() => api.asked[0]({ id: 'ann' }));
    assert.equal(text(), 'ann');
    await render(app(false));
    await settled(() => api.session.become({ accessToken: 'b' }));
    assert.equal(api.asked.length, 1);
    assert.equal(text(), 'nobody');
  });

  test('`loadUser` may change together with the first component that shows the user', async () => {
    const api = fake({ accessToken: 'a' });
    const Name = () => useLogin().user?.id ?? 'nobody';
    await render(h(LoginProvider, { api, loadUser: true }), HOME);
    await render(h(LoginProvider, { api, loadUser: false }, h(Name)));
    assert.equal(api.asked.length, 0);
    assert.equal(text(), 'nobody');
  });
});
