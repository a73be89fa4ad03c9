// How the package runs where WebAssembly is missing or forbidden: `init()` loads its twin in JavaScript, and the
// entry `./js` contains the twin.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { file, launch, serve } from '../chromium.mjs';

const TYPES = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm' };
const FORBIDDEN = "script-src 'self'";

/** Replacements for files of the package, by path. */
const instead = new Map();
let sites;

const handle = async ({ url }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://x');
  if (pathname === '/page') {
    const policy = searchParams.get('policy');
    if (policy) response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><link rel="icon" href="data:,"><body>${searchParams.get('html')}`);
    return;
  }
  if (pathname.startsWith('/api/')) return response.end('{"from":"api"}');
  response.setHeader('Access-Control-Allow-Origin', '*');
  const type = TYPES[pathname.split('.').at(-1)];
  if (!type) return response.writeHead(404).end();
  response.setHeader('Content-Type', type);
  const bytes = instead.get(pathname) ?? (await file(`pkg/dist${pathname}`));
  if (bytes === 404) return response.writeHead(404).end();
  response.end(bytes);
};

before(async () => {
  // Two origins.
  sites = [await serve(handle), await serve(handle)];
});

after(() => {
  for (const site of sites) site.close();
});

/** In the page: how the first `new Api()` fails, or the result of its first call. */
const used = async (name) => {
  const { Api } = name ? await import(name) : XsollaLogin;
  try {
    return (await new Api({ projectId: 'p', apiUrl: '/api' }).clearSSO()).from;
  } catch (error) {
    return { name: error.name, kind: error.kind, message: error.message };
  }
};

/** In the page: how `init()` ends. */
const loaded = async (name) => {
  const { init } = name ? await import(name) : XsollaLogin;
  return init().then(
    () => 'loaded',
    ({ kind, message }) => ({ kind, message }),
  );
};

/** Defines the tests for a browser with these flags, on pages with this policy. */
const where = (title, { flags = [], policy, says }) =>
  describe(title, () => {
    let browser;
    let page;

    before(async () => {
      browser = await launch(...flags);
    });

    after(() => browser?.close());

    const open = async (html, options = {}) => {
      await page?.close();
      page = await browser.newPage();
      const given = { html, policy: options.policy ?? policy ?? '' };
      await page.goto(`${sites[0].origin}/page?${new URLSearchParams(given)}`);
    };

    const SCRIPT = '<script src="/xsolla-login.script.js"></script>';

    test('new Api() says what is missing and what to do, and init() fixes it', async () => {
      await open(SCRIPT);
      const { name, kind, message } = await page.evaluate(used);
      assert.deepEqual([name, kind], ['SDKError', 'environment']);
      assert.match(message, says);
      assert.match(message, /await init\(\)/);
      assert.match(message, /xsolla-login\.js\.script\.js/);
      assert.equal(await page.evaluate(loaded), 'loaded');
      assert.equal(await page.evaluate(used), 'api');
      assert.equal(await page.evaluate(loaded), 'loaded');
      // The script has done its work, and left nothing behind.
      const left = () => [
        document.querySelectorAll('script').length,
        Object.getOwnPropertySymbols(globalThis).filter(({ description }) =>
          description?.startsWith('xsolla-login-wasm/'),
        ).length,
      ];
      assert.deepEqual(await page.evaluate(left), [1, 0]);
    });

    for (const entry of ['mjs', 'slim.mjs']) {
      test(`xsolla-login.${entry} loads the twin in init()`, async () => {
        await open('');
        const module = `/xsolla-login.${entry}`;
        const { kind, message } = await page.evaluate(used, module);
        assert.equal(kind, 'environment');
        assert.match(message, /import 'xsolla-login-wasm\/js'/);
        assert.equal(await page.evaluate(loaded, module), 'loaded');
        assert.equal(await page.evaluate(used, module), 'api');
      });
    }

    test('the entry ./js needs no init()', async () => {
      await open('');
      assert.equal(await page.evaluate(used, '/xsolla-login.js.mjs'), 'api');
      assert.equal(await page.evaluate(loaded, '/xsolla-login.js.mjs'), 'loaded');
      await open('<script src="/xsolla-login.js.script.js"></script>');
      assert.equal(await page.evaluate(used), 'api');
    });

    test('a script from another origin loads its twin from there', async () => {
      const there = sites[1].origin;
      const options = { policy: policy && `script-src 'self' ${there}` };
      await open(`<script src="${there}/xsolla-login.script.js"></script>`, options);
      assert.equal(await page.evaluate(loaded), 'loaded');
      assert.equal(await page.evaluate(used), 'api');
    });

    test('a nonce policy allows the twin', async () => {
      const script = '<script nonce="abc" src="/xsolla-login.script.js"></script>';
      await open(script, { policy: "script-src 'nonce-abc'" });
      assert.equal(await page.evaluate(loaded), 'loaded');
    });

    test("the twin is found after the page's URL has changed", async () => {
      await open('<script src="xsolla-login.script.js"></script>');
      await page.evaluate(() => history.pushState(0, '', '/shop/items/7'));
      assert.equal(await page.evaluate(loaded), 'loaded');
    });

    test('the script loaded as a module cannot find its twin and says so', async () => {
      await open('');
      await page.evaluate(() => import('/xsolla-login.script.js'));
      const { kind, message } = await page.evaluate(loaded);
      assert.equal(kind, 'environment');
      assert.match(message, /its own URL.*xsolla-login\.js\.script\.js/);
    });

    test('Trusted Types allow the twin', async () => {
      const types = "require-trusted-types-for 'script'";
      await open(SCRIPT, { policy: [policy, types].filter(Boolean).join('; ') });
      assert.equal(await page.evaluate(loaded), 'loaded');
      assert.equal(await page.evaluate(used), 'api');
    });

    test('a frame with an opaque origin loads the twin', async () => {
      await open(SCRIPT, { policy: [policy, 'sandbox allow-scripts'].filter(Boolean).join('; ') });
      assert.equal(await page.evaluate(loaded), 'loaded');
    });

    test('init() does not use its argument, and a rejected one is not unhandled', async () => {
      await open(SCRIPT);
      const end = async () => {
        const unheard = [];
        await XsollaLogin.init(Promise.reject(new TypeError('not found')));
        // Rejections are reported in order.
        await new Promise((reported) => {
          addEventListener('unhandledrejection', ({ reason }) => {
            unheard.push(String(reason));
            if (reason === 'the last one') reported();
          });
          Promise.reject('the last one');
        });
        return unheard;
      };
      assert.deepEqual(await page.evaluate(end), ['the last one']);
      assert.equal(await page.evaluate(used), 'api');
    });

    test('init() rejects if the twin is missing or altered, and can be retried', async () => {
      const twin = await file('pkg/dist/xsolla-login.twin.js');
      try {
        for (const other of [404, Buffer.concat([twin, Buffer.from('\n')])]) {
          instead.set('/xsolla-login.twin.js', other);
          await open(SCRIPT);
          const { kind, message } = await page.evaluate(loaded);
          assert.equal(kind, 'network');
          assert.match(message, says);
          assert.match(message, /xsolla-login\.js\.script\.js/);
          instead.delete('/xsolla-login.twin.js');
          assert.equal(await page.evaluate(loaded), 'loaded');
        }
      } finally {
        instead.delete('/xsolla-login.twin.js');
      }
    });
  });

where('without WebAssembly', { flags: ['--jitless'], says: /^WebAssembly is not available here/ });
where('under a policy that forbids WebAssembly', {
  policy: FORBIDDEN,
  says: /^WebAssembly is not allowed here;.*'wasm-unsafe-eval'/,
});

test('the policy reports one violation for several attempts', async () => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      window.reports = [];
      addEventListener('securitypolicyviolation', ({ blockedURI }) => reports.push(blockedURI));
    });
    const html = '<script src="/xsolla-login.script.js"></script>';
    const given = new URLSearchParams({ html, policy: FORBIDDEN });
    await page.goto(`${sites[0].origin}/page?${given}`);
    for (const step of [used, used, loaded]) await page.evaluate(step);
    assert.deepEqual(await page.evaluate(() => reports), ['wasm-eval']);
  } finally {
    await browser.close();
  }
});

describe('with WebAssembly', () => {
  let browser;

  before(async () => {
    browser = await launch();
  });

  after(() => browser?.close());

  test('init() does not request the twin', async () => {
    const page = await browser.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const html = '<script src="/xsolla-login.script.js"></script>';
    await page.goto(`${sites[0].origin}/page?${new URLSearchParams({ html })}`);
    assert.equal(await page.evaluate(loaded), 'loaded');
    assert.deepEqual(
      asked.filter((path) => path.includes('twin')),
      [],
    );
    await page.close();
  });

  test('the memory of the twin grows', async () => {
    const page = await browser.newPage();
    const html = '<script src="/xsolla-login.js.script.js"></script>';
    await page.goto(`${sites[0].origin}/page?${new URLSearchParams({ html })}`);
    const end = async () => {
      const payload = 'x'.repeat(300_000);
      const api = new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api', payload });
      return [api.getConfig().payload === payload, (await api.clearSSO()).from];
    };
    assert.deepEqual(await page.evaluate(end), [true, 'api']);
    await page.close();
  });

  test('the entry ./js does not touch WebAssembly', async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      window.touched = 0;
      const { WebAssembly } = window;
      Object.defineProperty(window, 'WebAssembly', { get: () => (window.touched++, WebAssembly) });
    });
    const html = '<script src="/xsolla-login.js.script.js"></script>';
    await page.goto(`${sites[0].origin}/page?${new URLSearchParams({ html })}`);
    assert.equal(await page.evaluate(loaded), 'loaded');
    assert.equal(await page.evaluate(used), 'api');
    assert.equal(await page.evaluate(() => window.touched), 0);
    await page.close();
  });

  for (const name of ['xsolla-login.script.js', 'xsolla-login.js.script.js']) {
    test(`${name} loaded as a module sets the global`, async () => {
      const page = await browser.newPage();
      await page.goto(`${sites[0].origin}/page?html=`);
      await page.evaluate((name) => import(`/${name}`), name);
      assert.equal(await page.evaluate(used), 'api');
      await page.close();
    });
  }
});
