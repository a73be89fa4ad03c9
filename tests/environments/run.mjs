// Which entry of the package works where: in each engine, where WebAssembly is forbidden by a policy or switched
// off, and in an extension. `node tests/environments/run.mjs [chromium|firefox|webkit …]`. The table that it prints
// at the end is in docs/loading.md.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { file, serve } from '../chromium.mjs';
import { ENGINES } from '../engines.mjs';
import { openExtension } from './extension.mjs';

const ENTRIES = {
  script: { title: 'script tag', script: '/xsolla-login.script.js' },
  whole: { title: '`.`', module: '/xsolla-login.mjs' },
  slim: { title: '`./slim`', module: '/xsolla-login.slim.mjs' },
  js: { title: '`./js`', module: '/xsolla-login.js.mjs' },
  jsScript: { title: '`./js`, script tag', script: '/xsolla-login.js.script.js' },
};

const AT_ONCE = 'at once';
const LOADED = 'after `init()`';
const NO = 'no';

/** When each entry starts to work. */
const JS = { js: AT_ONCE, jsScript: AT_ONCE };
const WITH_WEBASSEMBLY = { script: AT_ONCE, whole: AT_ONCE, slim: LOADED, ...JS };
const WITHOUT = { script: LOADED, whole: LOADED, slim: LOADED, ...JS };

const ENVIRONMENTS = {
  '': { expected: WITH_WEBASSEMBLY },
  "a policy without `'wasm-unsafe-eval'`": { policy: "script-src 'self'", expected: WITHOUT },
  'WebAssembly switched off': { webAssembly: false, expected: WITHOUT },
};

const TYPES = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm' };

const rows = [];

/** Runs in the page: returns when the package, from that module or from the page's script, starts to work. */
const begin = async (module, apiUrl) => {
  const { Api, init } = module ? await import(module) : globalThis.XsollaLogin;
  const works = async () => (await new Api({ projectId: 'p', apiUrl }).clearSSO()).from === 'api';
  try {
    return (await works()) ? 'at once' : 'wrong';
  } catch (error) {
    if (error.kind !== 'environment') throw error;
  }
  try {
    await init();
    return (await works()) ? 'after `init()`' : 'wrong';
  } catch (error) {
    const { name, kind } = error;
    return name === 'SDKError' && ['environment', 'network'].includes(kind) ? 'no' : String(error);
  }
};

let site;

before(async () => {
  site = await serve(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname.startsWith('/api/')) return response.end('{"from":"api"}');
    if (pathname === '/page') {
      const [policy, script] = ['policy', 'script'].map((name) => searchParams.get(name));
      if (policy) response.setHeader('Content-Security-Policy', policy);
      response.setHeader('Content-Type', 'text/html');
      const tag = script ? `<script src="${script}"></script>` : '';
      return response.end(`<!doctype html><link rel="icon" href="data:,"><body>${tag}`);
    }
    const type = TYPES[pathname.split('.').at(-1)];
    if (!type) return response.writeHead(404).end();
    response.setHeader('Content-Type', type);
    response.end(await file(`pkg/dist${pathname}`));
  });
});

after(() => {
  site.close();
  const head = ['environment', ...Object.values(ENTRIES).map(({ title }) => title)];
  const found = rows.map((row) => row());
  const lines = [head, head.map(() => '---'), ...found].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`\n${lines.join('\n')}\n`);
});

/** The tests of a row. `ask(entry)` resolves to when it starts to work; entries not in `expected` are not tested. */
const row = (name, expected, ask) => {
  const begun = {};
  rows.push(() => [name, ...Object.keys(ENTRIES).map((key) => begun[key] ?? '–')]);
  for (const [key, end] of Object.entries(expected)) {
    test(`${ENTRIES[key].title}: ${end}`, async () => {
      begun[key] = await ask(ENTRIES[key]);
      assert.equal(begun[key], end);
    });
  }
};

const named = process.argv.slice(2);
for (const engine of ENGINES.filter((name) => !named.length || named.includes(name))) {
  const { launch, programs } = await import(`../browser/driver/${engine}.mjs`);
  const missing = programs.find((program) => !existsSync(program));
  const skip = missing && !named.length && `${missing} is missing`;
  for (const [title, { webAssembly, policy = '', expected }] of Object.entries(ENVIRONMENTS)) {
    const name = title ? `${engine}, ${title}` : engine;
    describe(name, { skip }, () => {
      let browser;
      before(async () => {
        browser = await launch({ webAssembly });
      });
      after(() => browser?.close());
      row(name, expected, async ({ script = '', module = '' }) => {
        const page = await browser.open();
        try {
          await page.goto(`${site.origin}/page?${new URLSearchParams({ policy, script })}`);
          return await page.evaluate(begin, module, '/api');
        } finally {
          await page.close();
        }
      });
    });
  }
}

if (!named.length || named.includes('chromium')) {
  describe('an extension (Manifest V3) in chromium', () => {
    let extension;
    before(async () => {
      extension = await openExtension(site.origin, begin);
    });
    after(() => extension?.close());
    const ask = (place) => (entry) => extension.ask[place](entry);
    row('extension, page', WITHOUT, ask('page'));
    row('extension, service worker', { whole: NO, slim: NO, js: AT_ONCE }, ask('worker'));
    row('extension, content script', { script: AT_ONCE, jsScript: AT_ONCE }, ask('content'));
  });
}
