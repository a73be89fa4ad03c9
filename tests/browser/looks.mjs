// Checks every state of the page: its appearance, what axe reports, and the size of its touch targets.
// `node tests/browser/looks.mjs`, with DEMO_URL and SANDBOX_URL as for run.mjs. Screenshots of the main states
// are compared with those in looks/; RENEW=1 replaces those.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { launch } from './driver/chromium.mjs';
import { DEMO_URL, smallTargets, speaking } from './player.mjs';
import { readProject, sandbox } from './sandbox.mjs';
import { states } from './states.mjs';

const known = new URL('looks/', import.meta.url);
const found = new URL('../../target/looks/', import.meta.url);
const renew = Boolean(process.env.RENEW);

/** The share of pixels that may differ: another version of the browser draws letters a little differently. */
const TOLERANCE = 0.005;

/** The states whose screenshots are compared. */
const MAIN = [
  ...['sign-in', 'sign-up-weak', 'sign-up-wrong', 'check-mail', 'code-entry', 'ask'],
  ...['second-factor', 'consent', 'new-password', 'signed-in', 'welcome', 'workshop'],
];

/** The screens on which the states are checked. */
const LOOKS = [
  { name: 'phone-dark', width: 360, height: 740, colorScheme: 'dark', locale: 'en' },
  { name: 'desk-light', width: 1280, height: 800, colorScheme: 'light', locale: 'en' },
];

/** What differs between visits, and is hidden in screenshots. */
const CHANGING = [
  ...['#signed-in-facts dd', '#signed-in-claims', '#token-left', '#token-progress'],
  ...['#link-wait-left', '#link-wait-progress', '.pulse', '.outcome'],
  ...['#code-entry-resend', '#second-factor-resend'],
  // Independent of the state, and most of a screenshot's bytes.
  '.art-picture',
];

/** The states that are also checked in Japanese and Arabic. */
const TRANSLATED = ['sign-in', 'sign-up-wrong', 'code-entry', 'signed-in'];

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @type {import('./types').Browser} */
let browser;
/**
 * For Japanese and Arabic, for which the headless shell chooses other fonts.
 *
 * @type {import('./types').Browser}
 */
let fullBrowser;

before(async () => {
  await readProject(DEMO_URL);
  await Promise.all([mkdir(known, { recursive: true }), mkdir(found, { recursive: true })]);
  [browser, fullBrowser] = await Promise.all([launch(), launch({ full: true })]);
});
after(() => Promise.all([browser?.close(), fullBrowser?.close()]));

/**
 * @param {(page: import('./types').Page) => Promise<void>} reach brings a fresh page into the state
 * @param {{ width: number, height: number, colorScheme: any, locale: string }} look
 * @param {(page: import('./types').Page) => Promise<void>} use
 */
async function inState(reach, { width, height, colorScheme, locale }, use) {
  await sandbox.reset();
  const { open } = locale === 'en' ? browser : fullBrowser;
  const page = await open({ colorScheme, reducedMotion: 'reduce' });
  try {
    await page.setSize(width, height);
    // The page remembers the language between visits.
    if (locale !== 'en') await speaking(page, locale);
    await reach(page);
    await use(page);
  } finally {
    await page.close();
    await sandbox.clearFaults();
  }
}

/** @param {import('./types').Page} page */
async function hasNoViolation(page) {
  /** @type {any} */
  const look = `async () => {
    ${axe}
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))]);
  }`;
  assert.deepEqual(await page.evaluate(look), []);
}

/** @param {import('./types').Page} page @param {string} name */
async function looksAsKnown(page, name) {
  await page.evaluate(async (/** @type {string[]} */ changing) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `${changing.join()} { visibility: hidden } * { caret-color: transparent !important }`,
    );
    document.adoptedStyleSheets.push(sheet);
    await document.fonts.ready;
    // At once: the page may still be scrolling by itself.
    scrollTo({ top: 0, behavior: 'instant' });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, CHANGING);
  const file = fileURLToPath(new URL(`${name}.png`, found));
  await page.screenshot(file);
  const reference = new URL(`${name}.png`, known);
  if (renew) return writeFile(reference, await readFile(file));
  const [drawn, expected] = [
    PNG.sync.read(await readFile(file)),
    PNG.sync.read(await readFile(reference)),
  ];
  const size = ({ width, height }) => `${width} × ${height}`;
  assert.equal(size(drawn), size(expected), 'the size of the page');
  const difference = new PNG({ width: drawn.width, height: drawn.height });
  const other = pixelmatch(drawn.data, expected.data, difference.data, drawn.width, drawn.height, {
    threshold: 0.2,
  });
  const share = other / (drawn.width * drawn.height);
  if (share > TOLERANCE) {
    await writeFile(new URL(`${name}.difference.png`, found), PNG.sync.write(difference));
  }
  assert.ok(share <= TOLERANCE, `${(share * 100).toFixed(2)} % of ${name} has changed`);
}

/**
 * @param {string} name of the screenshot
 * @param {string} state
 * @param {typeof LOOKS[0]} look
 * @param {boolean} compared whether the screenshot is compared with the known one
 */
const looks = (name, state, look, compared) =>
  test(name, () =>
    inState(states[state], look, async (page) => {
      await hasNoViolation(page);
      if (look.width < 600) assert.deepEqual(await smallTargets(page), []);
      if (compared) await looksAsKnown(page, name);
    }),
  );

/** The forms: how to reach each of them with empty fields. */
const FORMS = {
  'sign-in': states['sign-in'],
  'sign-up': states['sign-up'],
  code: states.code,
  reset: states.reset,
  ask: states.ask,
  /** @param {import('./types').Page} page */
  'code-entry': async (page) => {
    await states['code-entry'](page);
    await page.fill('#code-entry-code', '');
  },
  /** @param {import('./types').Page} page */
  'second-factor': async (page) => {
    await states['second-factor'](page);
    await page.fill('#second-factor-code', '');
  },
  /** @param {import('./types').Page} page */
  'new-password': async (page) => {
    await page.goto(`${DEMO_URL}?reset_code=used&user_id=1`);
    await page.visible('#new-password-form');
  },
};

/**
 * @param {import('./types').Page} page
 * @param {string} button
 * @returns {Promise<number>} how far it is from the top of the page, in pixels
 */
const topOf = (page, button) =>
  page.evaluate((/** @type {string} */ button) => {
    const { top } = /** @type {Element} */ (document.querySelector(button)).getBoundingClientRect();
    return top + scrollY;
  }, button);

/** @param {string} form @param {typeof LOOKS[0]} look */
const keepsButton = (form, look) =>
  test(`${form}-${look.name}-${look.locale}`, () =>
    inState(FORMS[form], look, async (page) => {
      const button = `#${form}-form [type=submit]`;
      const before = await topOf(page, button);
      await page.click(button);
      await page.visible(`#${form}-form .field-error:not([hidden])`);
      assert.equal(await topOf(page, button), before);
    }));

/** Codes of the service whose messages are shown in the field, below the button, or in the banner. */
const CODES = {
  'sign-in': [
    ...['002-040', '002-057', '002-060', '003-001', '003-002', '003-007', '003-024'],
    ...['010-003', '010-015', '010-016', '010-023'],
  ],
  'sign-up': ['003-003', '003-004', '010-003'],
  'code-entry': ['003-039', '003-049'],
};

/** @type {Record<string, (page: import('./types').Page) => Promise<void>>} */
const FILLED = {
  'sign-in': async (page) => {
    await states['sign-in'](page);
    await page.fill('#sign-in-form [name=username]', 'ada');
    await page.fill('#sign-in-form [name=password]', 'lighthouse');
  },
  'sign-up': async (page) => {
    await states['sign-up'](page);
    await page.fill('#sign-up-form [name=username]', 'ada');
    await page.fill('#sign-up-form [name=email]', 'ada@skerry.example');
    await page.fill('#sign-up-form [name=password]', 'lighthouse');
  },
  'code-entry': async (page) => {
    await states['code-entry'](page);
    await page.fill('#code-entry-code', '123456');
  },
};

/** @param {keyof CODES} form @param {typeof LOOKS[0]} look */
const keepsButtonOfCodes = (form, look) =>
  test(`${form}-${look.name}-${look.locale}, errors of the service`, () =>
    inState(FILLED[form], look, async (page) => {
      const button = `#${form}-form [type=submit]`;
      const before = await topOf(page, button);
      for (const code of CODES[form]) {
        await page.evaluate((/** @type {string} */ code) => {
          const body = JSON.stringify({ error: { code, description: '' } });
          window.fetch = async () => new Response(body, { status: 422 });
        }, code);
        await page.click(button);
        const error = `:is(.field-error, .form-message):not([hidden])`;
        await page.visible(`#${form}-form ${error}`);
        assert.equal(await topOf(page, button), before, code);
      }
    }));

describe('an error does not move the button', () => {
  for (const form of Object.keys(FORMS)) {
    for (const look of LOOKS) keepsButton(form, look);
    for (const locale of ['ja_JP', 'ar_AE']) keepsButton(form, { ...LOOKS[0], locale });
  }
  for (const form of /** @type {(keyof CODES)[]} */ (Object.keys(CODES))) {
    for (const look of LOOKS) keepsButtonOfCodes(form, look);
    for (const locale of ['ja_JP', 'ar_AE']) keepsButtonOfCodes(form, { ...LOOKS[0], locale });
  }
});

/** States that show pages of the sandbox itself. */
const OF_SERVICE = ['network', 'service-page'];

describe('axe finds no violation, controls can be tapped, and main states look the same', () => {
  for (const state of Object.keys(states).filter((state) => !OF_SERVICE.includes(state))) {
    for (const look of LOOKS) looks(`${state}-${look.name}`, state, look, MAIN.includes(state));
  }
  for (const state of TRANSLATED) {
    for (const locale of ['ja_JP', 'ar_AE']) {
      looks(`${state}-phone-dark-${locale}`, state, { ...LOOKS[0], locale }, true);
    }
  }
});
