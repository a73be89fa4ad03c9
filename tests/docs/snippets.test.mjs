// Runs the 79 calls of the vendor's documents on a page, against the stand-in service, and checks that the results
// are as documented. A call that is the same in several documents runs once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readProject, sandbox } from '../browser/sandbox.mjs';
import { file, launch } from '../chromium.mjs';
import { root } from './blocks.mjs';
import { SNIPPETS, documentsOf, table } from './snippets.mjs';

const { DEMO_URL, SANDBOX_URL } = process.env;
const callback = `${DEMO_URL}/`;

let browser;
let context;
let projectId;

before(async () => {
  projectId = await readProject(callback);
  browser = await launch();
  context = await browser.newContext();
  // The demo's page without the demo's script: only pages from a server may send requests to localhost in Chromium.
  const body = `${await file('tests/docs/page/snippets.js')}\nwindow.snippets = snippets;`;
  await context.route(`${DEMO_URL}/demo.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body }),
  );
  await context.addInitScript({ path: join(root, 'node_modules/axios/dist/axios.min.js') });
});

after(() => browser?.close());

/** Opens a page with an `api` as in the documents, and with the options that their calls need. */
async function open() {
  await sandbox.reset();
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(callback);
  await page.waitForFunction(() => window.snippets);
  await page.evaluate((options) => (window.api = new XsollaLogin.Api(options)), {
    projectId,
    apiUrl: `${SANDBOX_URL}/api`,
    callbackUrl: callback,
    clientId: 4242,
    redirectUri: callback,
  });
  return {
    callback,
    call: (name, given = {}) =>
      page.evaluate(([name, given]) => window.snippets[name](given), [name, given]),
    arrives: (name) => page.waitForURL((url) => url.searchParams.has(name)),
    close: () => page.close(),
  };
}

describe('the vendor’s snippets', { concurrency: false }, () => {
  for (const snippet of SNIPPETS) {
    test(`${snippet.title} of ${documentsOf(snippet).join(', ')}`, async () => {
      const page = await open();
      try {
        const given = await snippet.prepare?.(page);
        await snippet.check(await page.call(snippet.name, given ?? {}), page);
      } finally {
        await page.close();
      }
    });
  }
});

test('there are 79 snippets, and the documentation has their table', () => {
  assert.equal(SNIPPETS.flatMap(documentsOf).length, 79);
  const page = readFileSync(join(root, 'docs/vendor-snippets.md'), 'utf8');
  assert.ok(page.includes(table()), 'the table is not what node tests/docs/snippets.mjs prints');
});
