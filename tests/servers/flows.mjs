// What an app does with a server, from sign-in to the end of the session.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { digest } from './proxy.mjs';

const limit = { timeout: 30_000 };

/** Seconds that an access token is valid if a test waits for it to expire. */
const SHORT = 6;

/** In the page: `make` creates an instance, and `told` resolves to the outcome of a call. */
const prepare = (options) => {
  window.make = (more) => new XsollaLogin.Api({ ...options, ...more });
  window.told = (promise) =>
    promise.then(
      (value) => ({ value }),
      ({ name, kind, code, description, status }) => ({ name, kind, code, description, status }),
    );
};

const pause = (ms) => new Promise((end) => setTimeout(end, ms));

/** Tokens are compared, but never printed. */
const isSame = (one, other) => one !== undefined && one === other;

/**
 * @param kind the server: how to start it, and what its pages ask of a user
 * @param {() => import('playwright-core').Browser} browser
 */
export const flows = (kind, browser) => {
  let server;
  let context;

  before(async () => {
    server = await kind.start();
  });
  after(() => server?.close());

  afterEach(async () => {
    server.life = 3600;
    server.proxy.log.length = 0;
    await context?.close();
  });

  const at = (path) => server.proxy.origin + path;

  /** Nothing of the callback is left in the URL. A failure names parameters without values. */
  const isClean = (page) => {
    const { origin, pathname, searchParams } = new URL(page.url());
    assert.equal(origin + pathname, at('/app/back'));
    assert.deepEqual([...searchParams.keys()], []);
  };

  /** Opens a tab of the app, in the same browser as the last one if `another`. */
  const open = async ({ another = false } = {}) => {
    if (!another) {
      context = await browser().newContext();
      // Shorter than the limit of a test, so that a failure says which step it was.
      context.setDefaultTimeout(10_000);
      // The servers' pages load fonts from elsewhere.
      await context.route(
        ({ origin }) => origin !== server.proxy.origin,
        (route) => route.abort(),
      );
      await context.addInitScript(prepare, {
        projectId: 'project',
        clientId: 42,
        is_oauth2: true,
        redirectUri: at('/app/back'),
        apiUrl: at('/api'),
        scope: kind.scope,
        session: { storage: 'localStorage' },
      });
    }
    const page = await context.newPage();
    await page.goto(at('/app/'));
    await page.evaluate(() => void (window.api = make()));
    return page;
  };

  const leave = (page) =>
    Promise.all([
      page.waitForURL((url) => url.pathname !== '/app/'),
      page.evaluate((extra) => void api.authorize({ extra }), kind.extra),
    ]);

  /** The user signs in at the server and consents; then the page is back at the app. */
  const agree = async (page, name) => {
    await kind.signIn(page, name);
    await Promise.all([page.waitForURL('**/app/back?*'), kind.consent(page)]);
  };

  /** Resolves to what the redirect page makes of its URL. */
  const handle = (page, options) =>
    page.evaluate((options) => {
      window.api = make(options);
      return told(api.handleRedirectCallback());
    }, options);

  const signIn = async (page, name = 'alice') => {
    await leave(page);
    await agree(page, name);
    const { value } = await handle(page);
    assert.ok(value?.accessToken && value.refreshToken, 'there are tokens');
    return value;
  };

  const refreshes = () => server.proxy.log.filter(({ grant }) => grant === 'refresh_token');
  const kept = (page) => page.evaluate(() => api.session.get());
  const isSignedIn = async (page) => (await kept(page)) !== null;
  const refresh = (page) => page.evaluate(() => told(api.refresh()));
  const getUser = (page) => page.evaluate(() => told(api.getUser(null, { timeout: 10_000 })));
  const getToken = (page) =>
    page.evaluate(() => told(api.session.getAccessToken({ timeout: 10_000 })));

  /** Returns what a call resolved to. A failure shows what it rejected with, and the token requests. */
  const valueOf = ({ value, ...error }) => {
    assert.deepEqual(error, {}, JSON.stringify({ error, requests: server.proxy.log }));
    return value;
  };

  /** Sends a refresh token as a thief would. */
  const steal = async (token) => {
    const form = { grant_type: 'refresh_token', refresh_token: token, client_id: '42' };
    const body = new URLSearchParams(form);
    const response = await fetch(at('/api/oauth2/token'), { method: 'POST', body });
    return [response.status, (await response.json()).error];
  };

  test('a user signs in and consents, and getUser returns them', limit, async () => {
    const page = await open();
    const { expiresAt } = await signIn(page);
    const lasts = (expiresAt - Date.now()) / 1000;
    assert.ok(lasts > 3590 && lasts <= 3600, `${lasts} s`);
    isClean(page);
    assert.deepEqual(await getUser(page), { value: kind.user('alice') });
    assert.deepEqual(
      server.proxy.log.map(({ grant, status }) => [grant, status]),
      [['authorization_code', 200]],
    );
  });

  test('a refresh replaces both tokens', limit, async () => {
    const page = await open();
    const first = await signIn(page);
    const { value: second } = await refresh(page);
    assert.ok(!isSame(first.accessToken, second.accessToken), 'a new access token');
    assert.ok(!isSame(first.refreshToken, second.refreshToken), 'a new refresh token');
    assert.ok(
      isSame((await kept(page)).refreshToken, second.refreshToken),
      'the new refresh token is stored',
    );
    assert.deepEqual(await getUser(page), { value: kind.user('alice') });
    const { value: third } = await refresh(page);
    assert.ok(
      third && !isSame(second.refreshToken, third.refreshToken),
      'a second refresh also works',
    );
    const used = [first, second].map(({ refreshToken }) => digest(refreshToken));
    assert.deepEqual(
      refreshes().map(({ used, status }) => [used, status]),
      used.map((used) => [used, 200]),
    );
  });

  test('a reused refresh token ends the session in every tab', limit, async () => {
    const page = await open();
    const { refreshToken } = await signIn(page);
    const other = await open({ another: true });
    assert.ok((await getToken(other)).value, 'the other tab is signed in');
    await refresh(page);
    assert.deepEqual(await steal(refreshToken), [400, 'invalid_grant']);
    const { name, code, status } = await refresh(page);
    assert.deepEqual([name, code, status], ['APIError', 'invalid_grant', 400]);
    assert.ok(!(await isSignedIn(page)), 'nobody is signed in');
    assert.ok((await getToken(other)).value === null, 'nobody is signed in in the other tab');
    const user = await getUser(page);
    assert.deepEqual([user.name, user.kind], ['SDKError', 'state']);
    // Sign-in, a successful refresh, the stolen token, a refused refresh.
    assert.equal(server.proxy.log.length, 4);
  });

  test('two tabs that need a refresh at once use one refresh token', limit, async () => {
    server.life = SHORT;
    const one = await open();
    await signIn(one);
    const two = await open({ another: true });
    for (const round of [1, 2]) {
      await pause(SHORT * 1000 + 100);
      const [a, b] = (await Promise.all([one, two].map(getToken))).map(valueOf);
      assert.ok(a && isSame(a, b), 'both have the same token');
      assert.equal(refreshes().length, round);
      for (const page of [one, two]) {
        assert.deepEqual(await getUser(page), { value: kind.user('alice') });
      }
      assert.equal(refreshes().length, round, 'a valid token is not refreshed');
    }
    assert.deepEqual(
      refreshes().map(({ status }) => status),
      [200, 200],
    );
  });

  test('an access token that the server has revoked is refreshed once', limit, async () => {
    const page = await open();
    const { accessToken } = await signIn(page);
    await server.kill(accessToken);
    assert.deepEqual(await getUser(page), { value: kind.user('alice') });
    assert.equal(refreshes().length, 1);
  });

  test('a wrong code verifier is refused', limit, async () => {
    const page = await open();
    const { url } = await page.evaluate(
      (extra) => api.createAuthorizationUrl({ extra }),
      kind.extra,
    );
    await page.goto(url);
    await agree(page, 'alice');
    const code = new URL(page.url()).searchParams.get('code');
    const { name, code: why } = await page.evaluate((code) => {
      window.api = make();
      return told(api.exchangeCode({ code, codeVerifier: 'x'.repeat(43) }));
    }, code);
    assert.deepEqual([name, why], ['APIError', 'invalid_grant']);
    assert.ok(!(await isSignedIn(page)), 'nobody is signed in');
  });

  test('a callback of a user who denies consent rejects with access_denied', limit, async () => {
    const page = await open();
    await leave(page);
    await Promise.all([page.waitForURL('**/app/back?*'), kind.deny(page)]);
    const { name, code, description } = await handle(page);
    assert.deepEqual([name, code, description], ['APIError', 'access_denied', kind.denial]);
    isClean(page);
    assert.ok(!(await isSignedIn(page)), 'nobody is signed in');
    assert.equal(server.proxy.log.length, 0);
  });

  test('the issuer must match the option', limit, async () => {
    const page = await open();
    await leave(page);
    await agree(page, 'alice');
    const { name, kind: why } = await handle(page, { issuer: 'https://another.example' });
    assert.deepEqual([name, why], ['SDKError', 'state']);
    isClean(page);
    assert.equal(server.proxy.log.length, 0);
    await page.goto(at('/app/'));
    await page.evaluate(() => void (window.api = make()));
    await leave(page);
    // The user is signed in by now, so some servers ask only for consent.
    if (await page.locator('input[name=login]').count()) await kind.signIn(page, 'alice');
    await Promise.all([page.waitForURL('**/app/back?*'), kind.consent(page)]);
    const result = await handle(page, { issuer: server.proxy.origin });
    // RFC 9207, 2.4: if an issuer is expected, a response without one is rejected.
    if (kind.saysIssuer) assert.ok(result.value?.accessToken, 'signed in');
    else assert.deepEqual([result.name, result.kind], ['SDKError', 'state']);
  });
};
