// The sandbox in the test's own process, with `fetch` replaced.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createSandbox, HOME, USER, XsollaLogin } from './installed.mjs';

const sandbox = await createSandbox({ callbacks: [HOME] });
const { fetch } = globalThis;

const open = (options) => new XsollaLogin.Api({ ...sandbox.apiOptions, ...options });

const signIn = async (api) =>
  api.completeLogin(await api.login({ credentials: { username: 'john', password: 'secret-1' } }));

describe('in the test process', () => {
  beforeEach(async () => {
    await sandbox.reset();
    globalThis.fetch = sandbox.fetch;
  });
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  test('sign-up, email and sign-in work', async () => {
    const api = open();
    await api.signup({ userInfo: USER });
    await assert.rejects(api.login({ credentials: USER }), { code: '003-007' });
    const { link, channel } = await sandbox.outbox.last(USER.email);
    assert.equal(channel, 'mail');
    assert.equal((await sandbox.fetch(link)).status, 302);
    const { login_url } = await api.login({ credentials: USER });
    assert.ok(login_url.startsWith(`${HOME}?token=`));
  });

  test('OAuth works: code exchange, expiry by the clock, refresh and sign-out', async () => {
    await sandbox.users.add(USER);
    const api = open(sandbox.oauthOptions);
    const { kind, tokens } = await signIn(api);
    assert.equal(kind, 'tokens');
    assert.equal((await api.getUser()).email, USER.email);
    await sandbox.clock.advance(3_600_000);
    await assert.rejects(api.getUser(tokens?.accessToken ?? (await api.session.getAccessToken())), {
      status: 401,
    });
    await api.refresh();
    assert.equal((await api.getUser()).email, USER.email);
    await api.session.logout('all');
    assert.equal(await api.session.getAccessToken(), null);
    const uses = await sandbox.refreshTokens();
    assert.ok(uses.every(({ sent }) => sent === 1));
  });

  test('single sign-on works in Node, with browsers that have their own cookies', async () => {
    await sandbox.users.add(USER);
    const [here, elsewhere] = [sandbox.browser(), sandbox.browser()];
    globalThis.fetch = here.fetch;
    const api = open();
    await assert.rejects(api.checkUserAuthSSO(), { status: 401 });
    const { login_url } = await api.login({ credentials: USER });
    assert.ok((await api.checkUserAuthSSO()).code);
    globalThis.fetch = elsewhere.fetch;
    await assert.rejects(api.checkUserAuthSSO(), { status: 401 });
    globalThis.fetch = here.fetch;
    await api.logout(new URL(login_url).searchParams.get('token'), 'sso');
    await assert.rejects(api.checkUserAuthSSO(), { status: 401 });
  });

  test('a response that signs in has the cookie', async () => {
    await sandbox.users.add(USER);
    const { apiUrl, projectId } = sandbox.apiOptions;
    const response = await sandbox.fetch(`${apiUrl}/login?projectId=${projectId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(USER),
    });
    const [cookie] = response.headers.getSetCookie();
    assert.match(cookie, /^login_sso=\w+; .*HttpOnly/);
    assert.match(cookie, /SameSite=None/);
  });

  test('faults cause error responses, slow responses and broken connections', async () => {
    await sandbox.users.add(USER);
    const api = open();
    const call = (options) => api.login({ credentials: USER }, options);
    await sandbox.faults.add({ kind: 'status', status: 503, path: '/login', times: 3 });
    await assert.rejects(call(), { status: 503 });
    await sandbox.faults.clear();
    await sandbox.faults.add({ kind: 'delay', ms: 600_000 });
    await assert.rejects(call({ signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
    for (const kind of ['cut', 'cutBody', 'garbage', 'unknownStatus']) {
      await sandbox.faults.clear();
      await sandbox.faults.add({ kind, path: '/login', times: 9 });
      await assert.rejects(call(), { name: 'SDKError' }, kind);
    }
    await sandbox.faults.clear();
    await sandbox.faults.add({ kind: 'slowBody', ms: 8 });
    assert.ok((await call()).login_url);
  });

  test('a fault may affect every request', async () => {
    const { apiUrl } = sandbox.apiOptions;
    await sandbox.faults.add({ kind: 'status', status: 503, times: Infinity });
    for (let count = 0; count < 3; count += 1) {
      assert.equal((await sandbox.fetch(`${apiUrl}/users/me`)).status, 503);
    }
    await sandbox.faults.clear();
    assert.equal((await sandbox.fetch(`${apiUrl}/users/me`)).status, 401);
  });

  test('a fault takes the path of a request that was received', async () => {
    await assert.rejects(open().login({ credentials: USER }), { code: '003-001' });
    const [{ path }] = await sandbox.requests();
    await sandbox.faults.add({ kind: 'status', status: 503, path, times: 9 });
    await assert.rejects(open().login({ credentials: USER }), { status: 503 });
  });

  test('a fault of the API leaves the settings of the project', async () => {
    const { apiUrl, settingsJSON } = sandbox.apiOptions;
    for (const [path, ofApi, ofSettings] of [
      ['/api', 503, 200],
      ['/', 503, 200],
      ['/cdn', 401, 503],
    ]) {
      await sandbox.faults.clear();
      await sandbox.faults.add({ kind: 'status', status: 503, path, times: Infinity });
      assert.equal((await sandbox.fetch(`${apiUrl}/users/me`)).status, ofApi, path);
      assert.equal((await sandbox.fetch(settingsJSON)).status, ofSettings, path);
    }
  });

  test('the handlers for MSW and Playwright do not hide a wrong URL', async () => {
    const url = 'https://game.example/';
    const message = /: the sandbox is at .* url: 'https:\/\/game\.example'/;
    const request = new Request(url);
    await assert.rejects(sandbox.resolver({ request }), { name: 'TypeError', message });
    const aborted = [];
    const route = {
      request: () => ({
        url: () => url,
        method: () => 'GET',
        allHeaders: async () => ({}),
        postDataBuffer: () => null,
        isNavigationRequest: () => false,
      }),
      abort: async (code) => aborted.push(code),
    };
    await assert.rejects(sandbox.route(route), { name: 'TypeError', message });
    assert.deepEqual(aborted, ['failed'], 'the page does not wait');
  });

  test('the clock takes the times that it shows', async () => {
    const first = new Date(0);
    const last = new Date('9999-12-31T23:00:00Z');
    for (const time of [first, last, last.toISOString(), last.getTime()]) {
      await sandbox.clock.set(time);
      assert.ok(Math.abs((await sandbox.clock.now()) - new Date(time)) < 60_000);
    }
    await sandbox.clock.advance(60_000);
    assert.match((await sandbox.clock.now()).toISOString(), /^9999-12-31T23:01/);
    const range = /^clock\.set: must be a time from 1970 to 9999/;
    for (const wrong of ['1969-12-31', '+010000-01-01', -1, 253_402_300_800_000, null, true, []]) {
      await assert.rejects(sandbox.clock.set(wrong), { name: 'TypeError', message: range });
    }
    for (const ms of [3_600_000, Number.MAX_SAFE_INTEGER]) {
      await assert.rejects(sandbox.clock.advance(ms), {
        name: 'TypeError',
        message: /^clock\.advance: must lead to a time from 1970 to 9999/,
      });
    }
    assert.match((await sandbox.clock.now()).toISOString(), /^9999-12-31T23:01/);
  });

  test("a code expires by the sandbox's clock", async () => {
    const api = open();
    const email = USER.email;
    const { operation_id } = await api.emailGetCode({ email });
    const { code } = await sandbox.outbox.last(email);
    await sandbox.clock.set('2030-01-31T12:00:00Z');
    assert.match((await sandbox.clock.now()).toISOString(), /^2030-01-31T12:0/);
    await assert.rejects(api.loginWithEmailCode({ email, code, operation_id }), {
      code: '003-039',
    });
  });

  test('users are added and listed without their passwords', async () => {
    const { id } = await sandbox.users.add({ ...USER, fields: { nickname: 'Jo' } });
    const users = await sandbox.users.list();
    assert.deepEqual(
      users.map(({ id, username, fields }) => ({ id, username, fields })),
      [{ id, username: 'john', fields: { nickname: 'Jo' } }],
    );
    assert.ok(!JSON.stringify(users).includes(USER.password));
    await assert.rejects(sandbox.users.add(USER), /username is taken/);
    await assert.rejects(sandbox.users.add({}), /username, email or phoneNumber/);
    await assert.rejects(sandbox.users.add({ username: 'jane', pasword: 'x' }), /pasword/);
  });

  test('settings can be changed, and a reset restores everything', async () => {
    await sandbox.users.add(USER);
    assert.equal((await sandbox.setOptions({ secondFactor: true })).secondFactor, true);
    await sandbox.reset();
    assert.equal((await sandbox.setOptions({})).secondFactor, false);
    assert.deepEqual(await sandbox.users.list(), []);
    assert.deepEqual(await sandbox.requests(), []);
    await assert.rejects(sandbox.setOptions({ secondFactr: true }), /secondFactr/);
  });

  test('sandboxes share nothing and can have the IDs of a project', async () => {
    const other = await createSandbox({ projectId: 'mine', clientId: 57, confirmMail: false });
    await other.users.add(USER);
    assert.deepEqual(await sandbox.users.list(), []);
    globalThis.fetch = other.fetch;
    const api = new XsollaLogin.Api({ ...other.apiOptions });
    assert.equal(other.apiOptions.projectId, 'mine');
    assert.ok((await api.login({ credentials: USER })).login_url);
  });

  test('without OAuth 2.0, there is no client ID, and the first callback is used', async () => {
    const api = open();
    await assert.rejects(api.createAuthorizationUrl(), { kind: 'argument', message: /^clientId/ });
    assert.equal(api.getConfig().callbackUrl, HOME);
  });

  test('an email leads to the callback of its call, or else to the first one', async () => {
    const callbacks = [HOME, 'https://game.example/other'];
    const two = await createSandbox({ callbacks });
    globalThis.fetch = two.fetch;
    for (const [username, options, parameter] of [
      ['jane', { ...two.oauthOptions, redirectUri: callbacks[1] }, 'code'],
      ['jack', { ...two.apiOptions, callbackUrl: callbacks[1] }, 'token'],
    ]) {
      const api = new XsollaLogin.Api(options);
      const user = { username, password: 'secret-1', email: `${username}@mail.example` };
      await api.signup({ userInfo: user });
      const { link } = await two.outbox.last(user.email);
      const opened = await two.fetch(link);
      const leads = opened.headers.get('location');
      assert.ok(leads.startsWith(`${callbacks[1]}?${parameter}=`), leads);
      await api.reset({ username });
      const reset = await two.outbox.last(user.email);
      const first = options.callbackUrl ?? callbacks[0];
      assert.ok(reset.link.startsWith(`${first}?`), reset.link);
    }
  });

  test('an error of the service says which field is missing', async () => {
    const empty = { username: '', password: '' };
    await assert.rejects(open().login({ credentials: empty }), {
      code: '002-028',
      description: 'username: missing.',
    });
    const api = open({ is_oauth2: true, redirectUri: HOME, clientId: undefined });
    await assert.rejects(api.login({ credentials: USER }), {
      code: '010-019',
      description: 'client_id: missing.',
    });
  });

  test('an error names the option and says what it must be', async () => {
    for (const [options, message] of [
      [null, /^createSandbox: must be called with an object/],
      [[], /^createSandbox: must be called with an object/],
      [5, /^createSandbox: must be called with an object/],
      [{ url: 'login.example' }, /^url: must be an http or https URL/],
      [{ url: 'https://login.example/#api' }, /^url: must be an http or https URL without a path/],
      [{ url: 'https://login.example/api' }, /^url: must be an http or https URL without a path/],
      [
        { origins: 'http://localhost:1' },
        /^origins: must be an array; each entry must be an origin/,
      ],
      [{ origins: ['localhost:5173'] }, /^origins: each must be an origin, such as http:/],
      [{ origins: ['*'] }, /^origins: each must be an origin, such as http:/],
      [{ origins: ['http://localhost:1/game'] }, /^origins: each must be an origin without a path/],
      [{ origins: ['http://localhost:1/?a=b'] }, /^origins: each must be an origin without a path/],
      [{ callbacks: ['nowhere'] }, /^callbacks: each must be a complete URL such as http:/],
      [{ callbacks: [HOME, 'localhost:5173/'] }, /^callbacks: each must be a complete URL/],
      [{ callbacks: ['app://signed-in'] }, /^callbacks: the first must be an http or https URL/],
      [{ projectId: '' }, /^projectId: must be a string that is not empty/],
      [{ clientId: 'x' }, /^clientId: must be a positive integer/],
      [
        { confirmMial: true },
        /^confirmMial: unknown; the names are `url`, `projectId`, `clientId`, `origins`, `callbacks`, `confirmMail`,/,
      ],
      [{ callback: HOME }, /^callback: unknown; .*`callbacks`/],
      [{ 'project-id': 'mine' }, /^project-id: unknown; the names are `url`, `projectId`,/],
      [{ 'a: b': 1 }, /^a: b: unknown; the names are `url`, `projectId`,/],
      [{ captcha: null }, /^captcha: must not be null/],
      [{ accessLifetimeMs: NaN }, /^accessLifetimeMs: must be a finite number/],
      [{ longPollMs: Infinity }, /^longPollMs: must be a finite number/],
      [{ longPollMs: 5n }, /^longPollMs: must be a value of JSON/],
      [{ askFields: [Infinity] }, /^askFields\[0\]: must be a finite number/],
      [{ confirmMail: 'no' }, /^confirmMail: must be true or false/],
      [{ askFields: 'email' }, /^askFields: must be an array/],
      [{ expiresIn: 'never' }, /^expiresIn: must be one of `number`, `text`/],
      [{ longPollMs: 'long' }, /^longPollMs: must be an integer, 0 or more/],
      [{ accessLifetimeMs: 1 }, /^accessLifetimeMs: must be an integer, 1000 or more/],
    ]) {
      await assert.rejects(createSandbox(options), { name: 'TypeError', message });
    }
    await createSandbox({ callbacks: [HOME, 'app://signed-in'], origins: [new URL('/', HOME)] });
  });

  test("URLs may be of another realm, and the environment's may lack canParse, as in jsdom", async () => {
    class OtherURL {
      constructor(href) {
        this.href = href;
      }
    }
    const { canParse } = URL;
    delete URL.canParse;
    try {
      const other = await createSandbox({
        origins: [new OtherURL('http://localhost:5173/')],
        callbacks: [new OtherURL(HOME)],
      });
      assert.equal(other.apiOptions.callbackUrl, HOME);
      await assert.rejects(createSandbox({ url: 'nowhere' }), { message: /^url: must be/ });
      await assert.rejects(createSandbox({ origins: ['http://'] }), { message: /^origins: each/ });
    } finally {
      URL.canParse = canParse;
    }
  });

  test('an error names the method or argument and says what it must be', async () => {
    for (const [call, message] of [
      [
        () => sandbox.fetch('https://game.example/'),
        /^fetch: the sandbox is at .* url: 'https:\/\/game/,
      ],
      [() => sandbox.setOptions({ accessLifetimeMs: NaN }), /^accessLifetimeMs: must be a finite/],
      [() => sandbox.setOptions({ captcha: null }), /^captcha: must not be null/],
      [
        () => sandbox.setOptions({ confirmMial: true }),
        /^confirmMial: unknown; the names are `confirmMail`/,
      ],
      [() => sandbox.setOptions(), /^setOptions: must be called with an object/],
      [() => sandbox.users.add(null), /^users\.add: must be called with an object/],
      [
        () => sandbox.users.add({ phoneNumber: '1' }),
        /^phoneNumber: must be \+ and 5 to 25 digits/,
      ],
      [() => sandbox.faults.add('cut'), /^faults\.add: must be called with an object/],
      [() => sandbox.faults.add({}), /^kind: is required/],
      [() => sandbox.faults.add({ kind: 'cut', times: NaN }), /^times: must be a finite number/],
      [() => sandbox.faults.add({ kind: 'cut', times: null }), /^times: must not be null/],
      [
        () => sandbox.faults.add({ kind: 'cut', times: 2 ** 32 }),
        /^times: must be an integer from 0 to 4294967295, or Infinity\.$/,
      ],
      [() => sandbox.faults.add({ kind: 'delay', ms: Infinity }), /^ms: must be a finite number/],
      [() => sandbox.faults.add({ kind: 'cut', path: '/login?x=1' }), /^path: must be a path/],
      [
        () => sandbox.users.add({ username: 'john', fields: { age: NaN } }),
        /^fields\.age: must be a finite number/,
      ],
      [
        () => sandbox.users.add({ username: 'john', fields: { tags: [1, { of: 5n }] } }),
        /^fields\.tags\[1\]\.of: must be a value of JSON/,
      ],
      [
        () => sandbox.setOptions({ askFields: ['a', NaN] }),
        /^askFields\[1\]: must be a finite number/,
      ],
      [() => sandbox.setOptions({ askFields: ['a', 7] }), /^askFields\[1\]: must be a string/],
      [() => sandbox.clock.set('tomorrow'), /^clock\.set: must be a time from 1970 to 9999/],
      [() => sandbox.clock.advance(NaN), /^clock\.advance: must be an integer of milliseconds/],
    ]) {
      await assert.rejects(call, { name: 'TypeError', message });
    }
  });
});
