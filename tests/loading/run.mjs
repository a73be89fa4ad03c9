// How the built package loads: from a script tag, as a module, in strict pages, twice, and after a
// failure of the wasm.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { file } from '../chromium.mjs';
import './bare.mjs';
import './twin.mjs';
import { count, origin, page, problems, serveEach } from './page.mjs';

const SCRIPT = '<script src="/xsolla-login.script.js"></script>';
const STRICT = "default-src 'self'; script-src 'self' 'unsafe-inline'";

serveEach(async ({ pathname, searchParams }, response) => {
  if (pathname === '/page') {
    const policy = searchParams.get('policy');
    if (policy) response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', 'text/html; charset=' + searchParams.get('charset'));
    return '<!doctype html>' + searchParams.get('html');
  }
  if (pathname.startsWith('/api/')) return '{"from":"api"}';
  const type = pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
  response.setHeader('Content-Type', searchParams.get('type') ?? type);
  response.statusCode = Number(searchParams.get('status') ?? 200);
  return file(`pkg/dist${pathname}`);
});

/** Returns the URL of a page with this content. */
const at = (html, { policy = '', charset = 'utf-8' } = {}) =>
  `${origin}/page?${new URLSearchParams({ html, policy, charset })}`;

const open = (html, more) => page.goto(at(html, more));

test('an inline script after the script tag needs no await', async () => {
  await open(
    `${SCRIPT}<script>
      const api = new XsollaLogin.Api({ projectId: 'p' });
      window.shown = api.getConfig().projectId;
    </script>`,
  );
  assert.equal(await page.evaluate(() => window.shown), 'p');
  assert.deepEqual(problems, []);
});

test('a module imports the default export and needs no await', async () => {
  await open(
    `<script type="module">
      import XsollaLogin, { Api } from '/xsolla-login.mjs';
      window.same = Api === XsollaLogin.Api && new XsollaLogin.Api({ projectId: 'p' }) instanceof Api;
    </script>`,
  );
  await page.waitForFunction(() => window.same === true);
  assert.deepEqual(problems, []);
});

test('loading the script compiles nothing, and many instances compile once', async () => {
  await count();
  await open(SCRIPT);
  assert.deepEqual(await page.evaluate(() => made), { modules: 0, instances: 0 });
  await page.evaluate(() => {
    for (let i = 0; i < 5; i++) new XsollaLogin.Api({ projectId: 'p' });
  });
  assert.deepEqual(await page.evaluate(() => made), { modules: 1, instances: 1 });
});

test('the script can be loaded twice', async () => {
  await open(SCRIPT + SCRIPT);
  const shown = () => new XsollaLogin.Api({ projectId: 'p' }).getConfig().projectId;
  assert.equal(await page.evaluate(shown), 'p');
  assert.deepEqual(problems, []);
});

test('the script replaces a global of the same name', async () => {
  await open(`<script>var XsollaLogin = { Api: 'another' };</script>${SCRIPT}`);
  const shown = () => new XsollaLogin.Api({ projectId: 'p' }).getConfig().projectId;
  assert.equal(await page.evaluate(shown), 'p');
});

test('a page in another charset does not break the script', async () => {
  await open(SCRIPT, { charset: 'windows-1252' });
  const shown = () => new XsollaLogin.Api({ projectId: 'p' }).getConfig().projectId;
  assert.equal(await page.evaluate(shown), 'p');
});

test('init() is needed first if the browser does not allow synchronous compilation', async () => {
  await page.addInitScript(() => {
    // As Chrome did up to version 114.
    WebAssembly.Module = new Proxy(WebAssembly.Module, {
      construct(target, args) {
        if (args[0].byteLength > 4096) throw new RangeError('disallowed on the main thread');
        return Reflect.construct(target, args);
      },
    });
  });
  await open(SCRIPT);
  const seen = await page.evaluate(async () => {
    const make = () => {
      try {
        return new XsollaLogin.Api({ projectId: 'p' }).getConfig().projectId;
      } catch (error) {
        return [error instanceof XsollaLogin.SDKError, error.kind, error.message];
      }
    };
    const before = make();
    await XsollaLogin.init();
    return { before, after: make() };
  });
  assert.deepEqual(seen.before.slice(0, 2), [true, 'environment']);
  assert.match(seen.before[2], /init\(\)/);
  assert.equal(seen.after, 'p');
});

test('init() returns one promise and does not replace a loaded wasm', async () => {
  await count();
  await open(SCRIPT);
  const same = await page.evaluate(async () => {
    const api = new XsollaLogin.Api({ projectId: 'p' });
    const one = XsollaLogin.init();
    const same = one === XsollaLogin.init();
    await one;
    return same && api.getConfig().projectId === 'p';
  });
  assert.equal(same, true);
  assert.deepEqual(await page.evaluate(() => made), { modules: 1, instances: 1 });
});

test("a strict page needs no exception but 'wasm-unsafe-eval' in its policy", async () => {
  await open(SCRIPT, { policy: `${STRICT} 'wasm-unsafe-eval'; style-src 'none'` });
  const answer = () =>
    new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api' }).clearSSO().then(({ from }) => from);
  assert.equal(await page.evaluate(answer), 'api');
  assert.deepEqual(problems, []);
});

test('the slim entry compiles its wasm while it is downloaded', async () => {
  await open('');
  const streamed = await page.evaluate(async () => {
    const { init } = await import('/xsolla-login.slim.mjs');
    const { compileStreaming } = WebAssembly;
    const urls = [];
    WebAssembly.compileStreaming = async (response) => {
      urls.push(new URL((await response).url).pathname);
      return compileStreaming(response);
    };
    await Promise.all([init(), init()]);
    return urls;
  });
  assert.deepEqual(streamed, ['/xsolla-login.wasm']);
});

test('the slim entry fetches its wasm in init()', async () => {
  await open('');
  const seen = await page.evaluate(async () => {
    const { Api, init } = await import('/xsolla-login.slim.mjs');
    let before;
    try {
      new Api({ projectId: 'p' });
    } catch (error) {
      before = error.kind;
    }
    await init();
    return [before, new Api({ projectId: 'p' }).getConfig().projectId];
  });
  assert.deepEqual(seen, ['environment', 'p']);
});

const INPUTS = ['bytes', 'module', 'address', 'URL', 'request', 'response', 'promise'];
// What an edge runtime passes comes from another realm, and so does what a frame creates.
const OF_A_FRAME = ['module', 'URL', 'request', 'response'].map((input) => `${input} of a frame`);
for (const input of [...INPUTS, ...OF_A_FRAME]) {
  test(`the slim entry accepts its wasm as ${input}`, async () => {
    await open('');
    const shown = await page.evaluate(async (input) => {
      const { Api, init } = await import('/xsolla-login.slim.mjs');
      const address = location.origin + '/xsolla-login.wasm';
      const [kind, ofFrame] = input.split(' of ');
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const { URL, Request, WebAssembly, fetch } = ofFrame ? frame.contentWindow : window;
      const bytes = async () => (await fetch(address)).arrayBuffer();
      const inputs = {
        bytes,
        module: async () => WebAssembly.compile(await bytes()),
        address: () => address,
        URL: () => new URL(address),
        request: () => new Request(address),
        response: () => fetch(address),
        promise: () => ({ promise: fetch(address) }),
      };
      const given = await inputs[kind]();
      await init(given.promise ?? given);
      return new Api({ projectId: 'p' }).getConfig().projectId;
    }, input);
    assert.equal(shown, 'p');
  });
}

test('a module passed to init() runs where compiling is forbidden, without the twin', async () => {
  await open('');
  const seen = await page.evaluate(async () => {
    const { Api, init } = await import('/xsolla-login.slim.mjs');
    const module = await WebAssembly.compileStreaming(fetch('/xsolla-login.wasm'));
    // As in an edge runtime.
    WebAssembly.Module = function () {
      throw new WebAssembly.CompileError();
    };
    await init(module);
    const asked = performance.getEntriesByType('resource').some(({ name }) => /twin/.test(name));
    return [new Api({ projectId: 'p' }).getConfig().projectId, asked];
  });
  assert.deepEqual(seen, ['p', false]);
});

test('a wasm with another content type loads without a warning', async () => {
  await open('');
  const shown = await page.evaluate(async () => {
    const { Api, init } = await import('/xsolla-login.slim.mjs');
    await init(new URL('/xsolla-login.wasm?type=text/plain', location.href));
    return new Api({ projectId: 'p' }).getConfig().projectId;
  });
  assert.equal(shown, 'p');
  assert.deepEqual(problems, []);
});

test('init() rejects with kind network if the wasm does not exist', async () => {
  await open('');
  const kind = await page.evaluate(async () => {
    const { init } = await import('/xsolla-login.slim.mjs');
    const address = new URL('/xsolla-login.wasm?status=404', location.href);
    return init(address).catch((error) => error.kind);
  });
  assert.equal(kind, 'network');
});

test('a failed init() can be retried', async () => {
  await open('');
  const seen = await page.evaluate(async () => {
    const { Api, init } = await import('/xsolla-login.slim.mjs');
    const failed = await init(new Uint8Array([1, 2, 3])).catch((error) => error.kind);
    await init();
    return [failed, new Api({ projectId: 'p' }).getConfig().projectId];
  });
  assert.deepEqual(seen, ['environment', 'p']);
});

test('init() rejects with kind network if the wasm cannot be fetched', async () => {
  await page.route('**/gone.wasm', (route) => route.abort());
  await open('');
  const kind = await page.evaluate(async () => {
    const { init } = await import('/xsolla-login.slim.mjs');
    return init('/gone.wasm').catch((error) => error.kind);
  });
  assert.equal(kind, 'network');
});

// The trap is simulated by a wasm whose exports throw on demand, as they do after `unreachable`.
test('after a trap, pending calls reject and the next call works', async () => {
  await count();
  await page.addInitScript(() => {
    window.trap = undefined;
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (module, imports) {
      const { exports } = new Instance(module, imports);
      const trapping = Object.fromEntries(
        Object.entries(exports).map(([name, value]) => [
          name,
          typeof value !== 'function'
            ? value
            : (...args) => {
                if (window.trap?.test(name)) {
                  window.trap = undefined;
                  throw new WebAssembly.RuntimeError('unreachable');
                }
                return value(...args);
              },
        ]),
      );
      return { exports: trapping };
    };
  });
  await open(SCRIPT);
  const seen = await page.evaluate(async () => {
    const { Api } = XsollaLogin;
    const api = new Api({ projectId: 'p', apiUrl: '/api', scope: 'kept', is_oauth2: true });
    await api.login({ credentials: {} });
    const { state } = api.getConfig();
    const told = (error) => [error.name, error.kind];
    const seen = [];
    // In a method, and in an export that the browser or the wasm itself calls.
    for (const name of [/^api_/, /^(?!api_)/]) {
      const real = window.fetch;
      window.fetch = () => new Promise((resolve) => setTimeout(resolve, 20, new Response('{}')));
      const pending = new Api({ projectId: 'other' }).clearSSO().catch(told);
      await new Promise((resolve) => setTimeout(resolve));
      window.trap = name;
      const trapped = await api.clearSSO().catch(told);
      seen.push(trapped, await pending);
      window.fetch = real;
      seen.push((await api.clearSSO()).from);
    }
    const config = api.getConfig();
    return { seen, kept: config.scope === 'kept' && config.state === state, made };
  });
  const internal = ['SDKError', 'internal'];
  assert.deepEqual(seen.seen, [internal, internal, 'api', internal, internal, 'api']);
  assert.equal(seen.kept, true);
  assert.equal(seen.made.instances, 3);
  assert.deepEqual(problems, []);
});

const LEAVES = `${SCRIPT}<script>
  new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api', is_oauth2: true }).oauth2Auth();
</script>`;
const AUTHORIZE = '/api/oauth2/auth?';

for (const [where, host, leadsPage] of [
  ['same-origin frame navigates the page', 'localhost', true],
  ['cross-origin frame navigates itself', '127.0.0.1', false],
]) {
  test(`a ${where} to the authorize page`, async () => {
    await open('');
    const navigated = page.waitForEvent('framenavigated', {
      predicate: (frame) => frame.url().includes(AUTHORIZE),
      timeout: 15_000,
    });
    await page.evaluate(
      (src) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src }));
      },
      at(LEAVES).replace('localhost', host),
    );
    assert.equal((await navigated) === page.mainFrame(), leadsPage);
  });
}

test('a popup sends its opener no message by default', async () => {
  await open('');
  const opened = page.waitForEvent('popup');
  await page.evaluate((address) => {
    window.told = [];
    window.onmessage = ({ data }) => told.push(data);
    window.open(address);
  }, at(LEAVES));
  const popup = await opened;
  await popup.waitForURL((url) => url.href.includes(AUTHORIZE), { timeout: 15_000 });
  assert.deepEqual(await page.evaluate(() => told), []);
});

test('calls that need a page fail without one and send nothing', async () => {
  const { Api } = await import('../../pkg/dist/xsolla-login.mjs');
  globalThis.fetch = () => assert.fail('sent');
  const api = new Api({ projectId: 'p' });
  assert.throws(() => api.oauth2Auth(), { name: 'SDKError', kind: 'environment' });
  const environment = { name: 'SDKError', kind: 'environment' };
  await assert.rejects(api.userAuthSSOWithRedirect('https://g/'), environment);
  const unchecked = { navigate: false, check: false };
  const { code, url } = await api.userAuthSSOWithRedirect('https://g/', unchecked);
  assert.equal(code, 302);
  assert.equal(new URL(url).searchParams.get('login_url'), 'https://g/');
  assert.throws(() => new Api({ projectId: 'p', apiUrl: '/relative' }), { kind: 'config' });
});

test('isCancel recognizes what a cancelled call rejects with, and nothing else', async () => {
  const { Api, CancelToken, isCancel } = await import('../../pkg/dist/xsolla-login.mjs');
  globalThis.fetch = () => new Promise(() => {});
  const cancelled = (give) => {
    const { token, cancel } = CancelToken.source();
    const call = new Api({ projectId: 'p' }).clearSSO({ signal: token });
    cancel(give);
    return call.catch((error) => error);
  };
  const text = await cancelled('enough');
  assert.deepEqual([text.name, text.message], ['AbortError', 'enough']);
  const mine = { why: 'mine' };
  assert.equal(await cancelled(mine), mine);
  for (const reason of [text, mine, await cancelled(), { __CANCEL__: true }]) {
    assert.equal(isCancel(reason), true);
  }
  const throwing = new Proxy({}, { get: () => assert.fail() });
  const named = Object.assign(new Error('x'), { name: 'AbortError' });
  const late = new Api({ projectId: 'p' }).clearSSO({ signal: AbortSignal.timeout(1) });
  const timeout = await late.catch((error) => error);
  assert.equal(timeout.name, 'TimeoutError');
  for (const other of [undefined, null, 'enough', {}, new Error('x'), named, throwing, timeout]) {
    assert.equal(isCancel(other), false);
  }
});

test('a call that has settled leaves no timer that would keep Node running', async () => {
  const { Api } = await import('../../pkg/dist/xsolla-login.mjs');
  const clocks = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = clocks();
  const api = new Api({ projectId: 'p' });
  globalThis.fetch = async () => new Response(null, { status: 204 });
  await api.clearSSO();
  assert.equal(clocks(), before);
  // Cancelled while it waits for its second attempt.
  const headers = new Headers({ 'retry-after': '20' });
  globalThis.fetch = async () => ({ status: 503, headers, text: async () => '' });
  const controller = new AbortController();
  const onResponse = () => setTimeout(() => controller.abort());
  const failing = new Api({ projectId: 'p', onResponse });
  await failing.getAskFields('t', { signal: controller.signal }).catch(() => {});
  assert.equal(clocks(), before);
});

test('in Node, init() of the slim entry reads the file next to it', async () => {
  const { Api, init } = await import('../../pkg/dist/xsolla-login.slim.mjs');
  await init();
  assert.equal(new Api({ projectId: 'p' }).getConfig().projectId, 'p');
});

test('in Node, init() rejects with kind network if the file does not exist', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'slim-'));
  t.after(() => rm(folder, { recursive: true }));
  const alone = join(folder, 'xsolla-login.slim.mjs');
  await writeFile(alone, await file('pkg/dist/xsolla-login.slim.mjs'));
  const { init } = await import(pathToFileURL(alone));
  await assert.rejects(init(), { name: 'SDKError', kind: 'network' });
});

test('instanceof works between the ES module and the CommonJS copy', async () => {
  const module = await import('../../pkg/dist/xsolla-login.mjs');
  const common = createRequire(import.meta.url)('../../pkg/dist/xsolla-login.cjs');
  assert.notEqual(module.APIError, common.APIError);
  assert.ok(new common.APIError('1') instanceof module.APIError);
  assert.ok(new module.SDKError('x') instanceof common.SDKError);
  assert.ok(!(new common.SDKError('x') instanceof module.APIError));
  class Mine extends module.APIError {}
  assert.ok(new Mine('1') instanceof common.APIError);
  assert.ok(!(new module.APIError('1') instanceof Mine));
});

test('an error has the name of its class despite minification', async () => {
  const { APIError, SDKError } = await import('../../pkg/dist/xsolla-login.mjs');
  assert.equal(String(new APIError('003-001')), 'APIError: 003-001');
  assert.equal(String(new SDKError('x')), 'SDKError: x');
  assert.deepEqual([APIError.name, SDKError.name], ['APIError', 'SDKError']);
  assert.ok(new APIError('1').stack);
});

// Imported last, because it uses the page that this file sets up.
await import('./shown.mjs');
