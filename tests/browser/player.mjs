// What a player does and sees on the page, for the flows.

import assert from 'node:assert/strict';

import { until } from './until.mjs';

export const DEMO_URL = (process.env.DEMO_URL ?? '').replace(/\/?$/, '/');

export const ada = {
  username: 'ada',
  email: 'ada@example.com',
  password: 'correct horse battery',
};

/** @param {import('./types').Page} page @param {string} [hash] @param {string} [query] of the page's URL */
export async function arrive(page, hash = 'sign-in', query = '') {
  await page.goto(`${DEMO_URL}${query && `?${query}`}#${hash}`);
  await page.visible('section[data-view]:not([hidden])');
}

/** Opens the drawer for developers who build such a page. @param {import('./types').Page} page */
export async function openWorkshop(page) {
  await page.click('#workshop > summary');
  await page.visible('.workshop-box');
}

/**
 * Sets the language that the page uses from its next load on.
 *
 * @param {import('./types').Page} page
 * @param {string} locale
 */
export async function speaking(page, locale) {
  await arrive(page);
  await page.evaluate((/** @type {string} */ locale) => {
    localStorage.setItem('demo-locale', locale);
  }, locale);
  // A navigation within the same document would not read the setting.
  await page.goto('about:blank');
}

/** @param {import('./types').Page} page @param {Record<string, string>} values by selector */
export async function fillIn(page, values) {
  for (const [selector, value] of Object.entries(values)) await page.fill(selector, value);
}

/** @param {import('./types').Page} page @param {{ username: string, password: string }} user */
export async function signIn(page, { username, password }) {
  await fillIn(page, { '#sign-in-username': username, '#sign-in-password': password });
  await page.click('#sign-in-form [type=submit]');
}

/** @param {import('./types').Page} page @param {string} name */
export async function isSignedInAs(page, name) {
  await page.visible('[data-view="signed-in"]');
  assert.equal(await page.text('#signed-in-title'), `Ahoy, ${name}`);
}

/**
 * Waits until the text of the element matches.
 *
 * @param {import('./types').Page} page
 * @param {string} selector
 * @param {RegExp} pattern
 */
export async function says(page, selector, pattern) {
  const text = () => page.text(selector);
  await page.visible(selector);
  await until(async () => pattern.test(await text()), `${selector} to say ${pattern}`);
}

/**
 * Checks that the fields still contain what was typed.
 *
 * @param {import('./types').Page} page
 * @param {Record<string, string>} values by selector
 */
export async function stillThere(page, values) {
  for (const [selector, value] of Object.entries(values)) {
    assert.equal(await page.value(selector), value, selector);
  }
}

/** @param {import('./types').Page} page @param {string} selector */
export async function hasFocus(page, selector) {
  const focused = () =>
    page.evaluate(
      (/** @type {string} */ wanted) => Boolean(document.activeElement?.matches(wanted)),
      selector,
    );
  await until(focused, `the focus on ${selector}`);
}

/** Reloads, and waits for the new document. @param {import('./types').Page} page */
export async function reload(page) {
  await page.evaluate(() => {
    /** @type {any} */ (window).old = true;
    setTimeout(() => location.reload());
  });
  await until(() => page.evaluate(() => !(/** @type {any} */ (window).old)), 'the new document');
  await page.visible('section[data-view]:not([hidden])');
}

/** Resolves to the visible targets that are less than 44 pixels high or wide. @param {import('./types').Page} page */
export function smallTargets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, summary, select, input')]
      .filter((target) => target.checkVisibility())
      .map((target) => {
        const label = /** @type {HTMLInputElement} */ (target).labels?.[0];
        const isText = target.matches('input:not([type=checkbox], [type=radio]), select');
        const { width, height } = ((!isText && label) || target).getBoundingClientRect();
        const name = target.id || target.textContent?.trim();
        return { name, width: Math.ceil(width), height: Math.ceil(height) };
      })
      .filter(({ width, height }) => height < 44 || width < 44),
  );
}
