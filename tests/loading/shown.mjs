// What a console shows of an error, and of an `Api`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { origin, page } from './page.mjs';

const require = createRequire(import.meta.url);
const error = { code: '003-001', description: 'Wrong username or password' };

/** Returns the error that a call rejects with if the service responds like this. */
const rejected = async (call, body = { error }, status = 401) => {
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response(JSON.stringify(body), { status });
  try {
    await call();
  } catch (error) {
    return error;
  } finally {
    globalThis.fetch = fetch;
  }
  assert.fail('the call does not reject');
};

/** Returns what a function throws. */
const thrown = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
};

/** The first lines that V8 shows of such an error. */
const SHOWN = ['APIError: 003-001', '    at login: Wrong username or password (status 401)'];

const lines = ({ stack }) => stack.split('\n');

for (const file of ['xsolla-login.cjs', 'xsolla-login.js.cjs']) {
  const { Api, SDKError } = require(`../../pkg/dist/${file}`);
  const start = (more) => new Api({ projectId: 'p', ...more });

  test(`${file}: an error of the service shows its description, status and call`, async () => {
    const api = start();
    const of = await rejected(() => api.login({ credentials: {} }));
    assert.equal(of.message, '003-001');
    assert.deepEqual(lines(of).slice(0, 2), SHOWN);
    assert.ok(inspect(of).startsWith(SHOWN.join('\n')), inspect(of));
    const bare = await rejected(() => api.clearSSO(), {}, 503);
    assert.deepEqual(lines(bare).slice(0, 2), ['APIError: 503', '    at clearSSO (status 503)']);
  });

  test(`${file}: an error without a response shows its kind and the call`, async () => {
    const of = await rejected(() => start().session.get(5));
    assert.equal(of.message, 'options: must be an object');
    assert.equal(lines(of)[0], 'SDKError: options: must be an object');
    assert.equal(lines(of)[1], '    at session.get (kind argument)');
  });

  test(`${file}: with debug, the first frame is where the call was made`, async () => {
    const { log } = console;
    console.log = () => {};
    try {
      const api = start({ debug: true });
      const signIn = () => api.login({ credentials: {} });
      const of = await rejected(async () => await signIn());
      assert.match(lines(of)[2], /at signIn .*shown\.mjs/);
      assert.ok(lines(of).length > 2 && !of.stack.includes('wasm'), of.stack);
      const ofSession = await rejected(() => api.session.get(5));
      assert.match(lines(ofSession)[2], /shown\.mjs/);
    } finally {
      console.log = log;
    }
  });

  test(`${file}: a refused argument shows the line of the call, even without debug`, async () => {
    const api = start();
    const signIn = () => api.login({});
    const of = await rejected(async () => await signIn());
    assert.ok(of instanceof SDKError);
    assert.equal(lines(of)[1], '    at login (kind argument)');
    assert.match(lines(of)[2], /at signIn .*shown\.mjs/);
  });

  test(`${file}: a refused option shows the line that created or changed the instance`, () => {
    const create = () => new Api({});
    class Own extends Api {}
    const createOwn = () => new Own({});
    const api = start();
    const change = () => api.updateConfig({ timeout: -1 });
    const listen = () => api.session.onChange(5);
    for (const [run, name, kind] of [
      [create, 'new Api', 'config'],
      [change, 'updateConfig', 'config'],
      [listen, 'session.onChange', 'argument'],
    ]) {
      const of = thrown(run);
      assert.equal(lines(of)[0], `SDKError: ${of.message}`);
      assert.equal(lines(of)[1], `    at ${name} (kind ${kind})`);
      assert.match(lines(of)[2], RegExp(`at ${run.name} .*shown\\.mjs`));
    }
    const own = lines(thrown(createOwn));
    assert.match(own[2], /at new Own .*shown\.mjs/);
    assert.match(own[3], /at createOwn .*shown\.mjs/);
  });

  test(`${file}: an abort reason is not modified`, async () => {
    for (const reason of [new Error('mine'), Object.freeze({}), 'text', undefined]) {
      const stack = reason?.stack;
      const of = await rejected(() => start().clearSSO({ signal: AbortSignal.abort(reason) }));
      if (reason !== undefined) assert.equal(of, reason);
      assert.equal(reason?.stack, stack);
    }
  });

  test(`${file}: an abort reason that is an SDKError is not modified`, async () => {
    const reason = new SDKError('mine');
    const { stack } = reason;
    const of = await rejected(() => start().clearSSO({ signal: AbortSignal.abort(reason) }));
    assert.equal(of, reason);
    assert.equal(of.stack, stack);
  });

  test(`${file}: a code with a line break is shown on one line`, async () => {
    const shown = [];
    const { log } = console;
    console.log = (line) => shown.push(line);
    try {
      const api = start({ debug: true });
      const of = await rejected(() => api.clearSSO(), { error: { code: 'a\nb' } });
      assert.equal(of.code, 'a\nb');
      assert.equal(lines(of)[0], 'APIError: a b');
      assert.match(shown.join('|'), /^xsolla-login-wasm: GET \S+: 401 a b, \d+ ms$/);
    } finally {
      console.log = log;
    }
  });

  test(`${file}: an error shared by two calls has one stack`, async () => {
    const api = start({ is_oauth2: true, clientId: 1 });
    const url = 'https://game.example/?code=c&state=abcdefgh';
    const [one, two] = await Promise.all(
      [1, 2].map(() => rejected(() => api.handleRedirectCallback(url))),
    );
    assert.match(lines(one)[1], /^    at handleRedirectCallback \(kind \w+\)$/);
    assert.equal(two.stack, one.stack);
  });

  test(`${file}: an error of a call made in a hook names that call`, async () => {
    let inner;
    const onRequest = ({ path }) => {
      if (path !== '/login') return;
      inner = api.logout({}).catch((error) => error);
    };
    const api = start({ onRequest });
    const outer = await rejected(() => api.login({ credentials: {} }));
    assert.match(lines(outer)[1], /at login:/);
    assert.equal(lines(await inner)[1], '    at logout (kind argument)');
  });

  test(`${file}: the Api class has its name`, () => {
    assert.equal(Api.name, 'Api');
    assert.match(inspect(start()), /^Api /);
  });
}

test('an uncaught rejection shows the code, the call, the description and the status', async () => {
  await page.goto(`${origin}/page?html=<script src="/xsolla-login.script.js"></script>`);
  const uncaught = page.waitForEvent('pageerror');
  await page.evaluate((answer) => {
    window.fetch = async () => new Response(answer, { status: 401 });
    const script = document.createElement('script');
    script.textContent = `new XsollaLogin.Api({ projectId: 'p' }).login({ credentials: {} })`;
    document.body.append(script);
  }, JSON.stringify({ error }));
  const { stack } = await uncaught;
  assert.ok(stack.startsWith(SHOWN.join('\n')), stack);
});

test('the debugger of Chromium shows the names of the classes', async () => {
  await page.goto(`${origin}/page?html=<script src="/xsolla-login.script.js"></script>`);
  const debugging = await page.context().newCDPSession(page);
  for (const [expression, name] of [
    [`new XsollaLogin.Api({ projectId: 'p' })`, 'Api'],
    [`new XsollaLogin.APIError('003-001')`, 'APIError'],
    [`new XsollaLogin.SDKError('wrong')`, 'SDKError'],
  ]) {
    const { result } = await debugging.send('Runtime.evaluate', { expression });
    assert.equal(result.className, name);
  }
});
