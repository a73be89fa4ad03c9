import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { ada, arrive, fillIn, isSignedInAs, says, signIn, stillThere } from '../player.mjs';
import { until } from '../until.mjs';

const values = JSON.parse(
  await readFile(new URL('../../../src/values.json', import.meta.url), 'utf8'),
);

export const title = 'languages';

/** @param {import('../types').Page} page @param {string} locale */
function choose(page, locale) {
  return page.evaluate((/** @type {string} */ value) => {
    const select = /** @type {HTMLSelectElement} */ (document.getElementById('locale'));
    select.value = value;
    select.dispatchEvent(new Event('change'));
  }, locale);
}

/** @param {import('../types').Page} page */
const speaks = (page) =>
  page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return `${lang} ${dir}`;
  });

/** How the picture beside the form is drawn. @param {import('../types').Page} page */
const pictureOf = (page) =>
  page.evaluate(() => {
    const picture = /** @type {Element} */ (document.querySelector('.art-picture'));
    return getComputedStyle(picture).transform;
  });

/** Runs in the page: records in `window.locales` the locale of each request with a `login_url`. */
function watchLocales() {
  /** @type {(string | null)[]} */
  const locales = [];
  Object.assign(window, { locales });
  const { fetch } = window;
  window.fetch = (input, init) => {
    const { searchParams } = new URL(input instanceof Request ? input.url : input, location.href);
    if (searchParams.has('login_url')) locales.push(searchParams.get('locale'));
    return fetch(input, init);
  };
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'changing the language keeps typed text and translates the error that is shown': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, { ...ada, password: 'not the password' });
    await says(page, '#sign-in-password-error', /not right/);
    await choose(page, 'ja_JP');
    await says(page, '#sign-in-form [type=submit]', /サインイン/);
    await says(page, '#sign-in-password-error', /パスワード/);
    assert.equal(await speaks(page), 'ja ltr');
    await stillThere(page, {
      '#sign-in-username': ada.username,
      '#sign-in-password': 'not the password',
    });
    await page.fill('#sign-in-password', ada.password);
    await page.click('#sign-in-form [type=submit]');
    await says(page, '#signed-in-title', /ada/);
  },

  'the picture is mirrored in Arabic, so that its lamp shines away from the words': async ({
    page,
  }) => {
    await arrive(page);
    assert.equal(await pictureOf(page), 'none');
    await choose(page, 'ar_AE');
    await until(async () => (await speaks(page)) === 'ar rtl', 'the page in Arabic');
    assert.equal(await pictureOf(page), 'matrix(-1, 0, 0, 1, 0, 0)');
    await choose(page, 'en_XX');
    await until(async () => (await speaks(page)) === 'en ltr', 'the page in English');
    assert.equal(await pictureOf(page), 'none');
  },

  'requests have the chosen locale': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await page.visible('[data-view="sign-in"] .socials');
    await page.evaluate(watchLocales);
    await choose(page, 'fil_PH');
    await until(
      async () => (await speaks(page)) === 'en ltr',
      'English, for want of a translation',
    );
    await says(page, '#locale-hint', /mails come in this language.*stays in English/);
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
    const locales = await page.evaluate(() => /** @type {any} */ (window).locales);
    assert.deepEqual([...new Set(locales)], ['fil_PH']);
  },

  'every documented locale is listed, in its own language': async ({ page }) => {
    await arrive(page);
    await page.visible('#locale');
    const offered = await page.evaluate(() =>
      [.../** @type {any} */ (document.getElementById('locale')).options].map(
        ({ value, label }) => [value, label],
      ),
    );
    const names = Object.fromEntries(offered);
    assert.deepEqual(Object.keys(names).sort(), [...values.supportedLocales].sort());
    assert.equal(offered.length, 26);
    const groups = await page.evaluate(() =>
      [...document.querySelectorAll('#locale optgroup')].map((element) => {
        const group = /** @type {HTMLOptGroupElement} */ (element);
        return [group.label, group.children.length];
      }),
    );
    assert.deepEqual(groups, [
      ['This page and our emails', 3],
      ['Our emails only', 23],
    ]);
    assert.equal(names.ja_JP, '日本語');
    assert.equal(names.ar_AE, 'العربية');
    assert.notEqual(names.zh_CN, names.zh_TW);
  },

  'Arabic is laid out from right to left and fits on a small phone': async ({ page }) => {
    await arrive(page, 'sign-up', 'locale=ar');
    await page.setSize(320, 640);
    assert.equal(await speaks(page), 'ar rtl');
    for (const view of ['sign-up', 'sign-in', 'code', 'reset']) {
      await page.evaluate((/** @type {string} */ hash) => {
        location.hash = hash;
      }, view);
      await page.visible(`[data-view="${view}"]`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${view} overflows by ${wide} pixels`);
    }
  },

  'the chosen language is kept for the next visit': async ({ page }) => {
    await arrive(page);
    await page.visible('#locale');
    await choose(page, 'ja_JP');
    await until(async () => (await speaks(page)) === 'ja ltr', 'Japanese');
    await arrive(page, 'code', 'again');
    assert.equal(await speaks(page), 'ja ltr');
    await fillIn(page, { '#code-email': ada.email });
    await choose(page, 'en_XX');
    await until(async () => (await speaks(page)) === 'en ltr', 'English');
  },
};
