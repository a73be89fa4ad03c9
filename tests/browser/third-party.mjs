// Tests whether a page finds the Login service's session by its cookie, with each engine's default
// cookie settings: `node tests/browser/third-party.mjs [chromium|firefox|webkit …]`.
// HTTPS_SANDBOX_URL is the service, under a studio's host name; the pages are on the same port.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';

import { inEngines } from '../engines.mjs';

const SERVICE = process.env.HTTPS_SANDBOX_URL ?? '';
const { port } = new URL(SERVICE);

const PAGES = {
  service: `${SERVICE}/game`,
  sameSite: `https://play.studio.example.com:${port}/game`,
  otherSite: `https://play.studio.example.org:${port}/game`,
};

const script = await readFile(
  new URL('../../pkg/dist/xsolla-login.script.js', import.meta.url),
  'utf8',
);

/** The result of the call that asks for the session. */
const FOUND = 'a code';
const NOT_FOUND = 'APIError 003-040';

/** Where the user signs in, where the session is asked for, and the expected result in each engine. */
const CASES = [
  {
    title: 'page of the same site',
    signIn: PAGES.sameSite,
    ask: PAGES.sameSite,
    expected: { chromium: FOUND, firefox: FOUND, webkit: FOUND },
  },
  {
    title: 'page of another site, signed in there',
    signIn: PAGES.otherSite,
    ask: PAGES.otherSite,
    // Debian's Chromium and WebKit accept no cookies from another site; Firefox partitions them by
    // the site that the user is on.
    expected: { chromium: NOT_FOUND, firefox: FOUND, webkit: NOT_FOUND },
  },
  {
    title: "page of another site, signed in on the service's own",
    signIn: PAGES.service,
    ask: PAGES.otherSite,
    // WebKit sends cookies that the other site has set as a first party.
    expected: { chromium: NOT_FOUND, firefox: NOT_FOUND, webkit: FOUND },
  },
];

/** @param {import('./types').Page} page @param {string} url */
async function load(page, url) {
  await page.goto(url);
  await page.evaluate((script) => void (0, eval)(script), script);
}

/** @param {import('./types').Page} page */
function signIn(page) {
  return page.evaluate(
    async (apiUrl, name) => {
      /** @type {any} */
      const { Api } = /** @type {any} */ (window).XsollaLogin;
      const projectId = 'c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c';
      const api = new Api({ projectId, apiUrl, callbackUrl: location.origin + '/game' });
      const user = { username: name, email: `${name}@example.com`, password: 'correct horse' };
      await api.signup({ userInfo: user });
      await api.login({ credentials: user });
    },
    `${SERVICE}/api`,
    `ada${Date.now().toString(36)}`,
  );
}

/** @param {import('./types').Page} page */
function session(page) {
  return page.evaluate(async (apiUrl) => {
    /** @type {any} */
    const { Api } = /** @type {any} */ (window).XsollaLogin;
    const api = new Api({ projectId: 'c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c', apiUrl });
    return api.checkUserAuthSSO().then(
      (/** @type {any} */ { code }) => (code ? 'a code' : 'no code'),
      (/** @type {any} */ error) => `${error.name} ${error.code ?? error.kind}`,
    );
  }, `${SERVICE}/api`);
}

/** @type {Record<string, Record<string, string>>} by case and engine */
const table = Object.fromEntries(CASES.map(({ title }) => [title, {}]));

/** @param {import('../engines.mjs').Engine} engine */
function declare(engine) {
  for (const { title, signIn: from, ask, expected } of CASES) {
    engine.test(title, 60_000, async () => {
      const page = await engine.browser().open();
      try {
        await load(page, from);
        await signIn(page);
        if (ask !== from) await load(page, ask);
        const outcome = await session(page);
        table[title][engine.name] = outcome;
        assert.equal(outcome, /** @type {any} */ (expected)[engine.name]);
      } finally {
        await page.close();
      }
    });
  }
}

await inEngines('cookie cases', process.argv.slice(2), declare, { full: true });

after(() => {
  const names = Object.keys(CASES[0].expected);
  const rows = [
    ['`checkUserAuthSSO()` on a', ...names],
    ['---', ...names.map(() => '---')],
  ];
  for (const [title, outcomes] of Object.entries(table)) {
    rows.push([title, ...names.map((name) => outcomes[name] ?? '')]);
  }
  console.log(rows.map((row) => `| ${row.join(' | ')} |`).join('\n'));
});
