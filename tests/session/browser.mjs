// What only a browser can show: tabs that share storage and locks, the address bar, referrers,
// frames and popups of other origins, blocked storage.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from '../chromium.mjs';
import { HTML, prepareApi } from './page.mjs';
import { source } from './world.mjs';

let browser;
let site;
let other;
let context;

/** Requests to the sites: path, referrer, body. */
const requests = [];
/** The refresh tokens that were used. The token endpoint accepts each only once. */
let spent;

const answerOf = (path, body) => {
  if (!path.endsWith('/oauth2/token')) return { id: 'u' };
  const form = new URLSearchParams(body);
  const token = form.get('refresh_token');
  if (token && spent.has(token)) return { error: { code: '010-023', description: 'used' } };
  spent.add(token);
  const name = `${requests.filter(({ path }) => path.endsWith('/oauth2/token')).length}`;
  return { access_token: `access-${name}`, refresh_token: `refresh-${name}`, expires_in: 3600 };
};

const handle = (request, response) => {
  let body = '';
  request.on('data', (data) => (body += data));
  request.on('end', async () => {
    const { pathname } = new URL(request.url, 'http://x');
    requests.push({ path: pathname, referrer: request.headers.referer ?? '', body });
    response.setHeader('Connection', 'close');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname === '/sdk.js') {
      response.setHeader('Content-Type', 'text/javascript');
      return response.end(source);
    }
    if (pathname.startsWith('/api/')) {
      response.setHeader('Content-Type', 'application/json');
      const answer = answerOf(pathname, body);
      // Long enough for the requests of two tabs to overlap.
      await new Promise((end) => setTimeout(end, 100));
      response.statusCode = answer.error ? 400 : 200;
      return response.end(JSON.stringify(answer));
    }
    response.setHeader('Content-Type', 'text/html');
    // The worst policy that a page can choose: the referrer is the whole URL.
    response.setHeader('Referrer-Policy', 'unsafe-url');
    response.end(HTML);
  });
};

before(async () => {
  [browser, site, other] = await Promise.all([launch(), serve(handle), serve(handle)]);
});

after(async () => {
  await browser?.close();
  site?.close();
  other?.close();
});

/** Opens a page with `api`, in a fresh browser context unless `kept`. */
const open = async (path = '/', { kept, options } = {}) => {
  if (!kept) {
    await context?.close();
    context = await browser.newContext();
    requests.length = 0;
    spent = new Set();
  }
  const page = await context.newPage();
  await page.goto(site.origin + path);
  await prepareApi(page, options);
  return page;
};

const LOCAL = { session: { storage: 'localStorage' } };
const sent = () => requests.filter(({ path }) => path.endsWith('/oauth2/token'));
const limit = { timeout: 30_000 };

const signIn = (page) => page.evaluate(() => api.exchangeCode({ code: 'c' }));
/** Waits until a tab sees what another one wrote, which takes a moment. */
const knows = (page) => page.waitForFunction(() => localStorage.length > 0);
const refresh = (page) => page.evaluate(() => api.refresh());

test('two tabs that refresh at once send one request, with real locks', limit, async () => {
  const one = await open('/', { options: LOCAL });
  const two = await open('/', { kept: true, options: LOCAL });
  await signIn(one);
  await knows(two);
  const [a, b] = await Promise.all([refresh(one), refresh(two)]);
  assert.equal(sent().length, 2);
  assert.deepEqual(a, b);
  assert.equal(a.accessToken, 'access-2');
});

test('two tabs without locks end up with the same tokens', limit, async () => {
  const one = await open('/', { options: LOCAL });
  const two = await open('/', { kept: true, options: LOCAL });
  await signIn(one);
  await knows(two);
  const [a, b] = await Promise.all(
    [one, two].map((page) =>
      page.evaluate(() => {
        Object.defineProperty(navigator, 'locks', { value: undefined });
        return api.refresh();
      }),
    ),
  );
  assert.deepEqual(a, b);
  const third = await open('/', { kept: true, options: LOCAL });
  assert.deepEqual(await third.evaluate(() => api.session.get()), a);
});

test('a tab is notified of a sign-in, refresh and logout in another tab', limit, async () => {
  const one = await open('/', { options: LOCAL });
  const two = await open('/', { kept: true, options: LOCAL });
  await two.evaluate(() => {
    window.heard = [];
    window.end = api.session.onChange((tokens) => heard.push(tokens?.accessToken ?? tokens));
  });
  const heard = (count) => two.waitForFunction((count) => heard.length >= count, count);
  await signIn(one);
  await heard(1);
  await refresh(one);
  await heard(2);
  await one.evaluate(() => api.session.logout().catch(() => {}));
  await heard(3);
  assert.deepEqual(await two.evaluate(() => heard), ['access-1', 'access-2', null]);
  assert.equal(await two.evaluate(() => api.session.getAccessToken()), null);
  await two.evaluate(() => {
    end();
    window.written = new Promise((done) =>
      addEventListener('storage', () => setTimeout(done), { once: true }),
    );
  });
  await one.evaluate(() => api.exchangeCode({ code: 'd' }));
  await two.evaluate(() => written);
  assert.equal((await two.evaluate(() => heard)).length, 3);
});

test(
  'after the callback, neither the address bar nor a referrer has the code or token',
  limit,
  async () => {
    const page = await open('/');
    const { url } = await page.evaluate(() => api.createAuthorizationUrl());
    const { searchParams } = new URL(url);
    assert.equal(new URL(url).pathname, '/api/oauth2/auth');
    const state = searchParams.get('state');
    await page.goto(`${site.origin}/back?code=secret-code&state=${state}&mine=1#top`);
    requests.length = 0;
    const result = await page.evaluate((origin) => {
      const api = new XsollaLogin.Api({
        projectId: 'project',
        clientId: 42,
        is_oauth2: true,
        apiUrl: `${origin}/api`,
      });
      return api.handleRedirectCallback();
    }, site.origin);
    assert.equal(result.accessToken, 'access-1');
    await page.evaluate(
      (origin) =>
        new Promise((end) => {
          const image = document.createElement('img');
          image.onload = image.onerror = end;
          image.src = `${origin}/pixel`;
          document.body.append(image);
        }),
      other.origin,
    );
    assert.equal(page.url(), `${site.origin}/back?mine=1#top`);
    assert.ok(requests.some(({ path }) => path === '/pixel'));
    assert.ok(requests.some(({ path }) => path.endsWith('/oauth2/token')));
    for (const { path, referrer } of requests) {
      assert.equal(referrer, `${site.origin}/back?mine=1`, path);
    }
    // Nor does going back.
    await page.goto(`${site.origin}/next`);
    await page.goBack();
    assert.equal(page.url(), `${site.origin}/back?mine=1#top`);
  },
);

test('authorize navigates, and the callback in the same tab finds its flow', limit, async () => {
  const page = await open('/');
  await Promise.all([page.waitForURL(/oauth2\/auth/), page.evaluate(() => void api.authorize())]);
  const state = new URL(page.url()).searchParams.get('state');
  const callback = `/back?code=c&state=${state}`;
  // Another tab does not have the flow.
  const stranger = await open(callback, { kept: true });
  const refused = await stranger.evaluate(() => api.handleRedirectCallback().catch((e) => e.kind));
  assert.equal(refused, 'state');
  await page.goto(site.origin + callback);
  const done = await page.evaluate(() => {
    const options = { projectId: 'project', clientId: 42, apiUrl: `${location.origin}/api` };
    return new XsollaLogin.Api(options).handleRedirectCallback();
  });
  assert.equal(done.accessToken, 'access-1');
});

test('an email link that opens in another tab finds its flow in localStorage', limit, async () => {
  const options = { session: { flowStorage: 'localStorage' } };
  const page = await open('/', { options });
  const { state } = await page.evaluate(() => api.createAuthorizationUrl());
  const tab = await open(`/back?code=c&state=${state}`, { kept: true, options });
  const done = await tab.evaluate(() => api.handleRedirectCallback());
  assert.equal(done.accessToken, 'access-1');
});

test('a sandboxed frame works in memory, without storage and locks', limit, async () => {
  const page = await open('/');
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts';
    frame.src = '/frame?token=secret-token';
    document.body.append(frame);
    return new Promise((end) => (frame.onload = end));
  });
  const frame = page.frames().find((frame) => frame.url().includes('/frame'));
  const result = await frame.evaluate(async (origin) => {
    const blocked = [];
    for (const name of ['localStorage', 'sessionStorage']) {
      try {
        window[name];
      } catch {
        blocked.push(name);
      }
    }
    const make = (more) =>
      new XsollaLogin.Api({ projectId: 'project', clientId: 42, apiUrl: `${origin}/api`, ...more });
    const jwt = make({ is_oauth2: false });
    const { token } = await jwt.handleRedirectCallback();
    const api = make({ is_oauth2: true, redirectUri: 'https://x/' });
    const first = await api.exchangeCode({ code: 'c' });
    const refreshed = await api.refresh();
    const kept = await api.session.get();
    // A flow that cannot be stored is not started.
    const kind = (call) =>
      call.then(
        () => 'a flow',
        (error) => error.kind,
      );
    const flow = await kind(api.createAuthorizationUrl());
    const storages = { storage: 'localStorage', flowStorage: 'localStorage' };
    const stored = make({ is_oauth2: true, redirectUri: 'https://x/', session: storages });
    const sign = await stored.exchangeCode({ code: 'd' }).then(
      ({ persisted }) => persisted,
      (error) => error.kind,
    );
    const other = await kind(stored.authorize());
    return { blocked, token, first, refreshed, kept, flow, sign, other };
  }, site.origin);
  assert.deepEqual(result.blocked, ['localStorage', 'sessionStorage']);
  assert.equal(result.token, 'secret-token');
  assert.equal(result.first.accessToken, 'access-1');
  assert.equal(result.refreshed.accessToken, 'access-2');
  assert.deepEqual(result.kept, result.refreshed);
  assert.deepEqual([result.flow, result.other], ['environment', 'environment']);
  assert.ok([false, 'environment'].includes(result.sign));
});

const listen = (page, more = '') =>
  page.evaluate(
    ([origin, more]) => {
      window.got = undefined;
      window.messages = 0;
      addEventListener('message', () => messages++);
      const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow);
      const source = { first: frames[0], popup: window.popup }[more];
      XsollaLogin.listenForLogin({ origin, ...(source ? { source } : {}) }).then(
        (message) => (window.got = message),
      );
    },
    [other.origin, more],
  );

const message = (loginUri) => ({ type: '@xsolla-login/sdk:babka-login', loginUri });
/** Waits until this many messages have arrived. */
const came = (page, count) => page.waitForFunction((count) => messages >= count, count);

test('only messages from the expected frame and origin are accepted', limit, async () => {
  const page = await open('/');
  await page.evaluate(
    async (origins) => {
      for (const origin of origins) {
        const frame = document.createElement('iframe');
        frame.src = `${origin}/frame`;
        document.body.append(frame);
        await new Promise((end) => (frame.onload = end));
      }
    },
    [other.origin, other.origin, site.origin],
  );
  const [, first, second, own] = page.frames();
  const post = (frame, text) => frame.evaluate((m) => parent.postMessage(m, '*'), message(text));
  await listen(page, 'first');
  await post(own, 'of the own origin');
  await post(second, 'of another window');
  await first.evaluate(() => parent.postMessage({ type: 'x', loginUri: 'of another kind' }, '*'));
  await came(page, 3);
  assert.equal(await page.evaluate(() => window.got), undefined);
  await post(first, 'the one');
  await post(first, 'the next one');
  await came(page, 5);
  assert.deepEqual(await page.evaluate(() => window.got), { loginUri: 'the one' });
});

test('a popup of another origin sends its opener the login URI', limit, async () => {
  const page = await open('/');
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => void (window.popup = open(url)), `${other.origin}/popup`),
  ]);
  await popup.waitForLoadState();
  await listen(page, 'popup');
  await page.evaluate((m) => postMessage(m, '*'), message('of the page itself'));
  await popup.evaluate((m) => opener.postMessage(m, '*'), message('https://x/'));
  await page.waitForFunction(() => window.got);
  assert.deepEqual(await page.evaluate(() => window.got), { loginUri: 'https://x/' });
});

test('nothing is written to the console', limit, async () => {
  const page = await open('/', { options: LOCAL });
  const lines = [];
  page.on('console', (line) => lines.push(line.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  await signIn(page);
  await page.evaluate(async () => {
    const { state } = await api.createAuthorizationUrl();
    await api.handleRedirectCallback(`${location.origin}/?code=x&state=${state}`);
    await api.handleRedirectCallback(`${location.origin}/?code=x&state=${state}`).catch(() => {});
    await api.refresh();
    await api.getUser();
  });
  assert.deepEqual(lines, []);
});
