import assert from 'node:assert/strict';

import { ada, arrive, says } from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'the strength of a password';

/** @param {import('../types').Page} page */
const level = (page) =>
  page.evaluate(
    () => /** @type {any} */ (document.querySelector('[data-view="sign-up"] meter')).value,
  );

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'the strength is described while the password is typed': async ({ page }) => {
    await arrive(page, 'sign-up');
    await page.fill('#sign-up-password', 'password1');
    await says(page, '[data-view="sign-up"] .strength', /very weak/);
    await page.fill('#sign-up-password', 'correct horse battery');
    await says(page, '[data-view="sign-up"] .strength', /strong/);
    await page.evaluate(() => {
      const input = /** @type {HTMLInputElement} */ (document.getElementById('sign-up-password'));
      input.value = '';
      input.dispatchEvent(new Event('input'));
    });
    await page.hidden('[data-view="sign-up"] .strength');
  },

  'a password that contains the username is weaker': async ({ page }) => {
    await arrive(page, 'sign-up');
    await page.fill('#sign-up-username', 'grace.hopper');
    await page.fill('#sign-up-password', 'xk7-grace.hopper');
    const known = await level(page);
    await page.fill('#sign-up-username', ada.username);
    await page.fill('#sign-up-password', 'xk7-grace.hopper.');
    await until(async () => (await level(page)) > known, 'a stronger one');
    assert.ok(known <= 2, `${known}`);
  },
};
